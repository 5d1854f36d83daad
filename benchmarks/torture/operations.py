"""The commands that write, each with the folder it begins in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from netkit.examples.invented import invent
from netkit.examples.linkedin_archive import write_archive

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["OPERATIONS", "PASSPHRASE", "Operation", "environment", "make_base", "netkit_words"]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_A, _B, _C, _D = "Quin Marlow", "Petra Novak", "Kai Stern", "Tess Arden"


PASSPHRASE = "seven quiet herons"  # noqa: S105 — of invented networks


@dataclass(frozen=True)
class Operation:
    """A command that writes, and the commands that prepare for it."""

    name: str
    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()


def _op(name: str, *words: str, before: tuple[tuple[str, ...], ...] = ()) -> Operation:
    return Operation(name, words, before)


_NUMBERED = (("note", _A, "plays the bassoon"), ("timeline", _A))
_INTRO = (("intro", _A, _B),)
OPERATIONS: tuple[Operation, ...] = (
    _op("note", "note", _A, "plays the bassoon"),
    _op("need", "need", _A, "a patent lawyer"),
    _op("offer", "offer", _B, "patent law"),
    _op("favour", "favour", "me", _A, "review"),
    _op("promise", "promise", "me", _A, "the slides", "--due", "2026-12-01"),
    _op("fact", "fact", _A, "goal", "to sail"),
    _op("milestone", "milestone", _A, "birthday", "1980-03-07"),
    _op("moment", "moment", _A, "setback"),
    _op("cadence", "cadence", _A, "--every", "2w"),
    _op("knows", "knows", _A, _B),
    _op("log", "log", f"lunch with {_A}: his new boat"),
    _op("intro", "intro", _A, _B),
    _op("intro step", "intro", _A, _B, "--step", "met", before=_INTRO),
    _op("person new", "person", "Wilma Ostrander", "--new", "--email", "wilma@example.org"),
    _op("person org", "person", _A, "--org", "Allegro", "--title", "CTO"),
    _op("person died", "person", _A, "--died"),
    _op("merge", "people", "merge", _A, _B),
    _op("split", "people", "split", "email:p1@example.org", before=(("people", "merge", _A, _B),)),
    _op("forget", "people", "forget", _D, "--yes"),
    _op("undo", "undo", before=(("note", _A, "a slip"),)),
    _op("undo import", "undo", before=(("import", "cards.csv"),)),
    _op("import table", "import", "cards.csv"),
    _op("import archive", "import", "archive.zip", "--network", "fresh.netkit"),
    _op("init", "init", "--me", "Ida Berg", "--network", "fresh.netkit"),
    _op("promise kept", "promise", "--kept", "the slides",
        before=(("promise", "me", _A, "the slides"),)),
    _op("edit", "edit", "1", "plays the oboe", before=_NUMBERED),
    _op("remove", "remove", "1", before=_NUMBERED),
    _op("redo", "redo", before=(("note", _A, "a slip"), ("undo",))),
    _op("people change", "people", "change", "--at", "Firm 1", "--add-tag", "climber"),
    _op("different", "people", "duplicates", "--different", _A, _B),
    _op("today", "today"),
    _op("find", "find", "Lyon"),
    _op("check repair", "check", "--repair"),
    _op("backup", "backup", "safe.backup"),
    _op("restore", "restore", "safe.backup", "--force",
        before=(("backup", "safe.backup"), ("note", _A, "later"))),
    _op("encrypt", "encrypt"),
    _op("decrypt", "decrypt", before=(("encrypt",),)),
    _op("encrypted note", "note", _A, "plays the bassoon", before=(("encrypt",),)),
    _op("encrypted forget", "people", "forget", _D, "--yes", before=(("encrypt",),)),
    _op("encrypted import", "import", "cards.csv", before=(("encrypt",),)),
    _op("encrypted backup", "backup", "safe.backup", before=(("encrypt",),)),
    _op("encrypted restore", "restore", "safe.backup", "--force",
        before=(("encrypt",), ("backup", "safe.backup"), ("note", _A, "later"))),
    _op("backup schedule", "schedule", "run", "daily", before=(
        ("schedule", "add", "daily", "--backup-to", "safe", "--keep", "daily=2"),)),
    _op("copy", "copy", "net.netkit", "other.netkit"),
    _op("export", "export", "graphml", "net.graphml"),
    _op("report", "report", "--output", "report.html"),
    _op("map", "map", "--output", "map.html"),
    _op("schedule add", "schedule", "add", "weekly", "--on", "monday", "--deliver", "file"),
    _op("schedule run", "schedule", "run", "weekly", before=(
        ("schedule", "add", "weekly", "--on", "monday", "--deliver", "file"),)),
)  # fmt: skip


def netkit_words() -> list[str]:
    """Return how netkit is started: as its own script does."""
    return [sys.executable, "-c", "import sys; from netkit.cli.main import main; sys.exit(main())"]


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which all that netkit writes is below one folder."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "NETKIT_NETWORK": "net.netkit",
        "NETKIT_NOW": NOW.isoformat(),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "NETKIT_PASSPHRASE": PASSPHRASE,
        "XDG_RUNTIME_DIR": "",  # keys are kept nowhere
    }


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command in a folder, undisturbed."""
    return subprocess.run(  # noqa: S603 — netkit itself, with words from a table
        [*netkit_words(), *words],
        cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def make_base(folder: Path) -> None:
    """Write a small invented network into a folder, with files to import."""
    folder.mkdir(parents=True)
    (folder / "tmp").mkdir()
    steps: list[tuple[str, ...]] = [("init", "--me", "Ida Berg")]
    rows = ["name,email,organization"]
    for number, name in enumerate((_A, _B, _C, _D, "Jonas Weber", "Amina Diallo")):
        rows.append(f"{name},p{number}@example.org,Firm {number % 3}")
    (folder / "people.csv").write_text("\n".join(rows) + "\n")
    steps += [("import", "people.csv"), ("note", _D, "met in Lyon"), ("need", _C, "a flat")]
    rows = ["name,email", *(f"Card {n},c{n}@example.org" for n in range(40))]
    (folder / "cards.csv").write_text("\n".join(rows) + "\n")
    invented = invent(today=date(2026, 11, 20), people=100, messages=200)
    write_archive(invented, folder / "archive.zip")
    for words in steps:
        done = run(folder, *words)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr}")


def prepared(base: Path, folder: Path, operation: Operation) -> None:
    """Copy the base, and run what prepares for an operation."""
    shutil.copytree(base, folder)
    for words in operation.before:
        done = run(folder, *words)
        if done.returncode:
            raise RuntimeError(f"{operation.name}, {' '.join(words)}: {done.stderr}")
