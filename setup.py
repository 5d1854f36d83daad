"""What pyproject.toml cannot say: a README whose links lead somewhere, and the manual page.

On a package index a link to ``docs/formats.md`` leads nowhere. With ``NETKIT_HOME``, the address
of the repository, links lead to the files of this version there, and the index shows it; an sdist
remembers it in its PKG-INFO, for wheels built of it. Without, links are plain text: for an
installation from a checkout. What is published always has it: ``make dist`` refuses without.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from setuptools import setup

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|mailto:|#)([^)\s]+)\)")
_HERE = Path(__file__).parent


def absolute_links(text: str, home: str, version: str) -> str:
    """Return a page whose links to files lead to `home`; without one they are plain text."""

    def link(match: re.Match[str]) -> str:
        picture, label, target = match.groups()
        if not home:
            return "" if picture else label
        view = "raw" if picture else "blob"
        return f"{picture}[{label}]({home}/{view}/v{version}/{target})"

    return _LINK.sub(link, text)


def project_urls(home: str, version: str) -> dict[str, str]:
    """Return the addresses that a package index shows."""
    if not home:
        return {}
    return {
        "Source": home,
        "Documentation": f"{home}/blob/v{version}/docs/tutorial.md",
        "Changelog": f"{home}/blob/v{version}/CHANGELOG.md",
        "Issues": f"{home}/issues",
    }


def repository(folder: Path, named: str) -> str:
    """Return the address of the repository: as named, or as an sdist in `folder` remembers it."""
    page = folder / "PKG-INFO"
    if not named and page.exists():
        found = re.search(r"^Project-URL: Source, (\S+)$", page.read_text("utf-8"), re.MULTILINE)
        named = found[1] if found else ""
    if named and not re.fullmatch(r"https://[^\s/]+/\S+", named):
        sys.exit(f"NETKIT_HOME={named} is no address of a repository, as https://host/owner/netkit")
    return named.rstrip("/")


def manual_page() -> str:
    """Write the manual page of the help as it is now; return its path from here."""
    page = Path("build") / "netkit.1"
    words = [sys.executable, str(_HERE / "docs" / "site" / "manual.py"), str(_HERE / page)]
    subprocess.run(words, check=True)  # noqa: S603 — this Python, a file of this project
    return page.as_posix()


if __name__ == "__main__":
    version = tomllib.loads((_HERE / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    home = repository(_HERE, os.environ.get("NETKIT_HOME", ""))
    setup(
        long_description=absolute_links((_HERE / "README.md").read_text("utf-8"), home, version),
        long_description_content_type="text/markdown",
        project_urls=project_urls(home, version),
        data_files=[("share/man/man1", [manual_page()])],
    )
