"""``python -m benchmarks.advisories DATABASE``: look the locked packages up in advisories, offline.

DATABASE is an export of OSV for PyPI (``https://osv-vulnerabilities.storage.googleapis.com/PyPI/
all.zip``, or its folder): fetched by hand, once in a while; nothing of what is installed here is
told to anybody.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["advisories_of", "is_affected", "locked_versions"]

LOCK = Path(__file__).parents[1] / "requirements-dev.txt"

Advisory = dict[str, Any]


def locked_versions(lock: str) -> dict[str, str]:
    """Return the version of each package that a lock file names."""
    found = re.findall(r"^([\w.-]+)==([\w.!+-]+)", lock, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def advisories_of(database: Path) -> Iterator[Advisory]:
    """Yield every advisory of an export of OSV that stands, from a ZIP or a folder."""
    if database.is_dir():
        texts = (path.read_bytes() for path in sorted(database.rglob("*.json")))
    else:
        archive = zipfile.ZipFile(database)
        texts = (archive.read(name) for name in archive.namelist() if name.endswith(".json"))
    for text in texts:
        advisory: Advisory = json.loads(text)
        if "withdrawn" not in advisory:
            yield advisory


def is_affected(affected: Advisory, version: str) -> bool:
    """Return True when a version is listed, or lies within a range, of one `affected` entry."""
    if version in affected.get("versions", ()):
        return True
    ranges = (one["events"] for one in affected.get("ranges", ()) if one["type"] == "ECOSYSTEM")
    return any(_within(events, Version(version)) for events in ranges)


def _within(events: list[dict[str, str]], version: Version) -> bool:
    """Go through the events of a range in order: introduced, fixed, last affected."""
    inside = False
    for event in events:
        try:
            if "introduced" in event:
                text = event["introduced"]
                inside = inside or text == "0" or version >= Version(text)
            elif "fixed" in event:
                inside = inside and version < Version(event["fixed"])
            elif "last_affected" in event:
                inside = inside and version <= Version(event["last_affected"])
        except InvalidVersion:
            continue
    return inside


def _findings(versions: dict[str, str], database: Path) -> tuple[int, list[str]]:
    looked, lines = 0, []
    for advisory in advisories_of(database):
        looked += 1
        for affected in advisory.get("affected", ()):
            package = affected.get("package", {})
            name = canonicalize_name(package.get("name", ""))
            if package.get("ecosystem") != "PyPI" or name not in versions:
                continue
            if is_affected(affected, versions[name]):
                summary = advisory.get("summary") or advisory.get("details", "")
                lines.append(f"{name} {versions[name]}: {advisory['id']} {summary[:100]}")
    return looked, sorted(set(lines))


def main() -> int:
    """Print a line for each advisory that a locked package has; the exit code is 1 then."""
    parser = argparse.ArgumentParser(prog="advisories", description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--lock", type=Path, default=LOCK)
    typed = parser.parse_args()
    if not typed.database.exists():
        parser.error(f"there is no {typed.database}; the help says where it comes from")
    versions = locked_versions(typed.lock.read_text(encoding="utf-8"))
    looked, lines = _findings(versions, typed.database)
    print("\n".join([*lines, f"{len(versions)} packages, {looked:,} advisories: {len(lines)} met"]))
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
