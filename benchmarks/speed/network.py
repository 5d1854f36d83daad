"""The invented network that is measured: made once, kept in a folder, used again."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.examples.cast import SPOTLIGHT

from benchmarks.speed.processes import Cost, run

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NOW", "SIZES", "Made", "make"]

#: The day on which everything is asked.
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
#: People and messages, by the name of the size.
SIZES = {"small": (3_000, 30_000), "large": (30_000, 300_000)}


@dataclass(frozen=True, slots=True)
class Made:
    """A network on disk.

    file : the network.
    archive : the LinkedIn archive it was imported from.
    person : the name of one of its people, who needs and offers something.
    """

    file: Path
    archive: Path
    person: str


def make(size: str, folder: Path) -> Made:
    """Return the network of this size, making it where it is not in `folder` yet.

    A file is there whole or not at all: it is made under another name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = Made(folder / f"{size}.netkit", folder / f"{size}.zip", SPOTLIGHT)
    if not made.archive.exists():
        unfinished = folder / "unfinished.zip"
        _write_archive(size, unfinished)
        unfinished.rename(made.archive)
    if not made.file.exists():
        unfinished = folder / "unfinished.netkit"
        unfinished.unlink(missing_ok=True)
        import_archive(made.archive, unfinished)
        _wish(made.person, unfinished)
        unfinished.rename(made.file)
    return made


def _write_archive(size: str, archive: Path) -> None:
    """Write the archive, in a process of its own: a large parent shows in its children's peak."""
    people, messages = SIZES[size]
    # -P: what is installed, not the folder in which the benchmark is run.
    words = ["python", "-P", "-m", "netkit.examples.linkedin_archive", str(archive)]
    words += ["--people", str(people), "--messages", str(messages)]
    run([*words, "--today", f"{NOW:%Y-%m-%d}"])


def import_archive(archive: Path, file: Path) -> Cost:
    """Import an archive into a new file; return what it cost."""
    return run(["netkit", "--network", str(file), "import", str(archive)], environment())


def environment() -> dict[str, str]:
    """Return the environment of every run: the clock stands still, nothing is coloured.

    Compiled modules are kept, as on anybody's machine. Texts are read for their meaning only where
    NETKIT_MEANING_MODEL says by what.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"NETKIT_MEANING_MODEL": "", **kept, "NETKIT_NOW": NOW.isoformat(), "NO_COLOR": "1"}


def _wish(person: str, file: Path) -> None:
    """Record what an archive cannot hold: what the person asked about needs and offers."""
    for verb, text in (
        ("need", "looking for a patent lawyer who knows battery storage"),
        ("offer", "advice on field trials of sensors"),
    ):
        run(["netkit", "--network", str(file), verb, person, text], environment())
    sys.stderr.write(f"made {file}\n")
