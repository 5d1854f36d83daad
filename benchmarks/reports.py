"""What the weekly report of a large network costs: ``python -m benchmarks.reports --help``.

A network is invented and written into a store in changes of 30,000 people (`benchmarks.crowd`); it
is kept in a folder and used again. Two reports are measured as whole processes: the first, and one
a week later that compares with it, after further contacts, new jobs and new people. The commands
that look at a whole network are measured beside them. Nothing is judged: the table is for reading.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.crowd import NOW, build, later
from benchmarks.speed.processes import Cost, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

#: People and interactions.
SIZES = {"everyday": (30_000, 300_000), "large": (300_000, 3_000_000)}
_COMMANDS = (
    ("today",),
    ("stalls",),
    ("introduce",),
    ("reconnect",),
    ("network",),
    ("doctor", "--quality"),
)


def _network(size: str, folder: Path) -> Path:
    """Return the network of this size, made whole or not at all where it is not in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    people, interactions = SIZES[size]
    file = folder / f"crowd-{people}.netkit"
    if not file.exists():
        unfinished = folder / "unfinished.netkit"
        unfinished.unlink(missing_ok=True)
        build(unfinished, people, interactions)
        unfinished.rename(file)
    return file


def _netkit(file: Path, at: datetime, *words: str) -> Cost:
    environment = {**os.environ, "NETKIT_NOW": at.isoformat(), "NO_COLOR": "1"}
    return run(["netkit", "--network", str(file), *words], environment)


def _costs(size: str, file: Path, scratch: Path, *, commands: bool) -> Iterator[tuple[str, Cost]]:
    copy = scratch / "copy.netkit"
    shutil.copy(file, copy)
    output = ("--output", str(scratch / "reports"))
    yield "report, the first", _netkit(copy, NOW, "report", *output)
    later(copy, SIZES[size][0])
    week = NOW + timedelta(days=7)
    yield "report, a week later", _netkit(copy, week, "report", *output)
    for words in _COMMANDS if commands else ():
        yield " ".join(words), _netkit(copy, week, *words)


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports")
    parser.add_argument("--size", choices=SIZES, default="everyday")
    parser.add_argument("--folder", type=Path, help="where the networks are kept")
    parser.add_argument("--commands", action="store_true", help="measure the others, too")
    asked = parser.parse_args()
    file = _network(asked.size, asked.folder or Path(tempfile.gettempdir()) / "netkit-reports")
    people, interactions = SIZES[asked.size]
    sys.stdout.write(f"{people:,} people, {interactions:,} interactions\n")
    sys.stdout.write(f"{'':24}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}\n")
    with tempfile.TemporaryDirectory(dir=file.parent) as scratch:
        for name, cost in _costs(asked.size, file, Path(scratch), commands=asked.commands):
            line = f"{name:24}{cost.wall:8.1f}{cost.cpu:8.1f}{cost.peak:9.0f}\n"
            sys.stdout.write(line)
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
