"""``python -m benchmarks.torture``: kill, refuse and cut off every command that writes."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.cli.main import FAULT

from benchmarks.torture.injecting import STRACE, Ending, count_calls, run_injected
from benchmarks.torture.operations import (
    OPERATIONS,
    PASSPHRASE,
    Operation,
    make_base,
    prepared,
    run,
)
from benchmarks.torture.power_cuts import cut_power
from benchmarks.torture.states import State, let_time_pass, names_of, problems_of, state_of

if TYPE_CHECKING:
    from collections.abc import Collection

_REFUSED = ("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2")
_ERRORS = ("error=EIO", "error=ENOSPC")
_KILL = "signal=KILL"
#: What `--faults` may name; power cuts are replayed from one traced run.
_KINDS = ("kill", "refuse", "cut")
#: Files may hold the path of their folder: whatever is compared ran in the same.
PLACE = "here"


@dataclass(frozen=True)
class Point:
    """One fault: the n-th call of a kind of one command."""

    call: str
    number: int
    fault: str


@dataclass(frozen=True)
class Undisturbed:
    """What an operation does when nothing disturbs it."""

    base: Path
    operation: Operation
    before: State
    after: State
    names: frozenset[str]
    said: str
    calls: Counter[str]


def undisturbed(base: Path, operation: Operation, work: Path) -> Undisturbed:
    """Run an operation twice, and note the files before, after the first and after the second."""
    folder = work / PLACE
    prepared(base, folder, operation)
    before = state_of(folder)
    said = run(folder, *operation.words).stdout
    after = state_of(folder)
    run(folder, *operation.words)
    names = frozenset(before.keys() | after.keys() | names_of(folder))
    shutil.rmtree(folder)
    prepared(base, folder, operation)
    calls = count_calls(folder, operation.words, work / "calls")
    shutil.rmtree(folder)
    return Undisturbed(base, operation, before, after, names, said, calls)


def points_of(
    clean: Undisturbed, kinds: Collection[str], most: int, chance: random.Random
) -> list[Point]:
    """Return all kills and refusals of an operation, or a sample of `most` of each kind."""
    calls = [
        (call, number) for call, count in clean.calls.items() for number in range(1, count + 1)
    ]
    kills = [Point(*call, _KILL) for call in calls]
    refusals = [Point(*call, error) for call in calls if call[0] in _REFUSED for error in _ERRORS]
    chosen = {"kill": kills, "refuse": refusals}
    return [
        point for kind in chosen if kind in kinds for point in _sample(chosen[kind], most, chance)
    ]


def _sample(points: list[Point], most: int, chance: random.Random) -> list[Point]:
    return points if len(points) <= most else chance.sample(points, most)


def meet(clean: Undisturbed, point: Point, prepared_folder: Path, folder: Path) -> list[str]:
    """Let an operation meet one fault; return what is lost, damaged or left behind."""
    shutil.copytree(prepared_folder, folder)
    try:
        ending = run_injected(folder, clean.operation.words, point.call, point.number, point.fault)
        found = state_of(folder)
        wrong = [f"damaged {line}" for line in problems_of(found, clean.before, clean.after)]
        wrong += _lost(clean, ending, found)
        if not ending.killed:
            wrong += _unclear(ending)
            wrong += ["unmet: it was not killed"] if point.fault == _KILL else []
        let_time_pass(folder)
        run(folder, *clean.operation.words)
        left = names_of(folder) - clean.names
        return wrong + [f"unclean {name} stays" for name in sorted(left)]
    finally:
        shutil.rmtree(folder)


def _lost(clean: Undisturbed, ending: Ending, found: State) -> list[str]:
    """Return a line when an operation said that it was done, and was not."""
    first = clean.said.partition("\n")[0]
    acknowledged = ending.code == 0 or (ending.killed and first and f"{first}\n" in ending.out)
    if not acknowledged:
        return []
    missing = [name for name, content in clean.after.items() if found.get(name) != content]
    return [f"lost {name}" for name in missing]


def _unclear(ending: Ending) -> list[str]:
    if "Traceback" in ending.err or ending.code == FAULT:
        return [f"unclear: {ending.err.strip().splitlines()[-1][:120]}"]
    return []


def _tortured(
    base: Path, operation: Operation, typed: argparse.Namespace, until: float
) -> tuple[Counter[str], list[str]]:
    """Return how many faults of each kind an operation met, and what was wrong after them."""
    chance = random.Random(f"{typed.seed} {operation.name}")
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        work = Path(name)
        clean = undisturbed(base, operation, work)
        begin = work / "prepared"
        prepared(base, work / PLACE, operation)
        (work / PLACE).rename(begin)
        wrong = []
        met: Counter[str] = Counter()
        for point in points_of(clean, typed.faults, typed.points, chance):
            if time.monotonic() > until:
                break
            met["kill" if point.fault == _KILL else "refuse"] += 1
            for line in meet(clean, point, begin, work / PLACE):
                wrong.append(f"{point.fault} at {point.call} {point.number}: {line}")
        if "cut" in typed.faults and time.monotonic() < until:
            cuts, lines = cut_power(clean.operation.words, begin, work, typed.points, chance)
            met["cut"] = cuts
            for found, label in lines:
                for line in problems_of(found, clean.before, clean.after):
                    wrong.append(f"{label}: damaged {line}")
    return met, wrong


def _typed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--points", type=int, default=10**9, help="of each kind, for each command")
    parser.add_argument("--faults", nargs="+", choices=_KINDS, default=_KINDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="commands whose name holds this")
    parser.add_argument("--minutes", type=float, default=1e6, help="begin no more faults after")
    parser.add_argument("--workers", type=int, default=2)
    if shutil.which(STRACE) is None:
        parser.error("needs strace (Linux): apt-get install strace")
    return parser.parse_args()


def _print_operation(name: str, met: Counter[str], wrong: list[str]) -> Counter[str]:
    """Print the line of an operation, and return how often each thing was wrong."""
    kinds = Counter(line.partition(": ")[2].split()[0].strip(":") for line in wrong)
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "clean"
    print(
        f"{name:16} {met['kill']:5} kills {met['refuse']:5} refusals {met['cut']:5} cuts  {listed}",
        flush=True,
    )
    for line in wrong[:6]:
        print(f"    {line}", flush=True)
    return kinds


def main() -> int:
    """Print a line for each operation, and a last one that sums them up."""
    typed = _typed_options()
    chosen = [one for one in OPERATIONS if typed.only in one.name]
    until = time.monotonic() + typed.minutes * 60
    os.environ["NETKIT_PASSPHRASE"] = PASSPHRASE  # states are compared in this process
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="torture-base-") as name:
        base = Path(name) / "base"
        make_base(base)
        with ThreadPoolExecutor(typed.workers) as pool:
            results = pool.map(lambda one: _tortured(base, one, typed, until), chosen)
            for operation, (met, wrong) in zip(chosen, results, strict=True):
                totals.update(met)
                totals.update(_print_operation(operation.name, met, wrong))
    print(
        f"{len(chosen)} operations, {totals['kill']} kill points, {totals['refuse']} refused calls,"
        f" {totals['cut']} power cuts: {totals['lost']} lost, {totals['damaged']} damaged,"
        f" {totals['unclean']} unclean, {totals['unclear']} unclear, {totals['unmet']} not met"
    )
    return int(any(totals[kind] for kind in ("lost", "damaged", "unclean", "unclear", "unmet")))


if __name__ == "__main__":
    sys.exit(main())
