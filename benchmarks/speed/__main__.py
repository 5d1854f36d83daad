"""Print what the everyday commands cost, beside what Python alone does.

``python -m benchmarks.speed [--size small|large] [--rounds N] [--folder DIR] [--programs BIN]``.
Nothing is judged: the table is for reading. Runs are interleaved; the figures are medians of whole
processes. An editable install is slower to import from: measure a wheel, by ``--programs``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.network import SIZES, Made, environment, import_archive, make
from benchmarks.speed.processes import Cost, in_turn, middle, run, take_programs
from benchmarks.speed.prototypes import SHAPES, script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FLOOR = "python -c pass"
_SLOW = "import of the archive", "report"


def everyday(made: Made, file: Path) -> dict[str, list[str]]:
    """Return what is run, by what it is called: two floors, the prototypes, then the commands.

    file : a copy that may be written to.
    """
    netkit = ["netkit", "--network", str(file)]
    name = made.person
    return {
        _FLOOR: ["python", "-c", "pass"],
        "python, sqlite3 and click": ["python", "-c", "import sqlite3, click"],
        **{shown: script(one, str(made.file), name) for one, shown in SHAPES.items()},
        "--help": ["netkit", "--help"],
        "introduce X": [*netkit, "introduce", name],
        "introduce X --json": [*netkit, "--json", "introduce", name],
        "reach X": [*netkit, "reach", name],
        "fading": [*netkit, "fading"],
        "balance": [*netkit, "balance"],
        "balance X": [*netkit, "balance", name],
        "who TEXT": [*netkit, "who", "patent lawyer"],
        "who --at": [*netkit, "who", "--at", "alder"],
        "brief X": [*netkit, "brief", name],
        "need (writes)": [*netkit, "need", name, "somebody who knows {round} patents"],
        "note (writes)": [*netkit, "note", name, "likes the sea, {round}"],
    }


def _lines(costs: Mapping[str, Cost]) -> Iterator[str]:
    floor = costs[_FLOOR].cpu
    yield f"{'':28}{'wall ms':>9}{'cpu ms':>9}{'× floor':>9}{'peak MB':>9}"
    for name, cost in costs.items():
        yield (
            f"{name:28}{cost.wall * 1e3:9.0f}{cost.cpu * 1e3:9.0f}"
            f"{cost.cpu / floor:9.1f}{cost.peak:9.0f}"
        )


def _whole(made: Made, folder: Path) -> dict[str, Cost]:
    """Return what the import and the report cost, once each."""
    output = ["--no-keep", "--output", str(folder)]
    report = ["netkit", "--network", str(made.file), "report", *output]
    return {
        _SLOW[0]: import_archive(made.archive, folder / "import.netkit"),
        _SLOW[1]: run(report, environment()),
    }


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where the networks are kept")
    parser.add_argument("--no-whole", action="store_true", help="leave import and report out")
    parser.add_argument("--programs", type=Path, help="where the measured netkit and python are")
    asked = parser.parse_args()
    if asked.programs is not None:
        take_programs(asked.programs)
    made = make(asked.size, asked.folder or Path(tempfile.gettempdir()) / "netkit-speed")
    people, messages = SIZES[asked.size]
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy.netkit"
        shutil.copy(made.file, copy)
        runs = in_turn(everyday(made, copy), asked.rounds, environment())
        costs = {name: middle(each) for name, each in runs.items()}
        if not asked.no_whole:
            costs |= _whole(made, Path(scratch))
    sys.stdout.write(f"{people:,} connections, {messages:,} messages; {asked.rounds} rounds\n")
    sys.stdout.write("\n".join(_lines(costs)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
