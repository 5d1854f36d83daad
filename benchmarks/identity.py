"""Measure how well five sources of an invented life are put together: `benchmarks.identity`.

Each seed invents another life (`benchmarks.identity_sources`) and imports its sources in a fifth
of the 120 orders that there are, so that five seeds take every order. A key is a profile, an
address or a number; precision and recall are of pairs of keys joined without asking, against the
truth. In the first seed each key that a join has moved is split off, compared and put back.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, permutations
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from benchmarks.identity_sources import OWNER, Truth, invent_lives, write_sources
from netkit.answers.duplicates import open_groups
from netkit.errors import UsageError
from netkit.importers.port import Options
from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netkit.workspace import Workspace

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ORDERS = tuple(map("".join, permutations("lmvsc")))
SEEDS = (1, 2, 3, 4, 5)
_PRECISION, _RECALL, _QUESTIONS = 0.998, 0.98, 0.05

Parts = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures of one order of import.

    Attributes
    ----------
    parts : the keys of each person.
    recall_private, recall_moved : of the pairs of people with a private address, or a last one.
    joined, not_reversed : keys that a join has moved, and those whose split was not exact.
    """

    precision: float
    recall: float
    recall_private: float
    recall_moved: float
    questions: int
    people: int
    reasons: Counter[str]
    parts: Parts
    joined: int = 0
    not_reversed: int = 0


def import_in_order(folder: Path, order: str, truth: Truth, *, reverse: bool = False) -> Outcome:
    """Import the sources in an order, and compare who is one person with the truth.

    reverse : also split off each joined key and put it back.
    """
    paths = {path.name[0]: path for path in folder.iterdir()}
    reasons: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place, open_workspace(Path(place) / "n", now=NOW) as ws:
        for letter in order:
            me = Options(owner=OWNER) if letter in "mc" else None
            reasons.update(ws.import_file(paths[letter], me).recognized)
        parts = _parts(ws, truth)
        joined, failed = _reversals(ws, truth) if reverse else (0, 0)
        questions, people = len(open_groups(ws.view)), ws.store.counts().people
    pairs = {pair for part in parts for pair in combinations(sorted(part), 2)}
    true = _true_pairs(truth)
    right = pairs & true.keys()

    def recall(numbers: Iterable[int]) -> float:
        theirs = [pair for pair, number in true.items() if number in numbers]
        return sum(pair in right for pair in theirs) / max(1, len(theirs))

    return Outcome(
        len(right) / max(1, len(pairs)), recall(set(truth.owners.values())),
        recall(truth.private), recall(truth.moved), questions, people, reasons, parts,
        joined, failed,
    )  # fmt: skip


def _parts(ws: Workspace, truth: Truth) -> Parts:
    keys_by_person: dict[str, set[str]] = {}
    for key, person in ws.store.people_by_handle(set(truth.owners)).items():
        keys_by_person.setdefault(person, set()).add(key)
    return frozenset(map(frozenset, keys_by_person.values()))


def _true_pairs(truth: Truth) -> Mapping[tuple[str, str], int]:
    """Return each pair of keys of one person, with the person's number."""
    keys: dict[int, list[str]] = {}
    for key, number in truth.owners.items():
        keys.setdefault(number, []).append(key)
    return {pair: number for number, own in keys.items() for pair in combinations(sorted(own), 2)}


def _reversals(ws: Workspace, truth: Truth) -> tuple[int, int]:
    """Split off each joined key and undo it; return how many, and how many went wrong.

    A split is exact where the key stands alone and everybody else's keys are as before.
    """
    before = _parts(ws, truth)
    joined = failed = 0
    for part in sorted(before, key=sorted):
        for key in sorted(part) if len(part) > 1 else ():
            try:
                ws.split(key)
            except UsageError:
                continue  # the key that its person is known by: the others leave it
            joined += 1
            alone, rest = frozenset([key]), part - {key}
            is_exact = _parts(ws, truth) == before - {part} | {alone, rest}
            ws.undo()
            failed += not (is_exact and _parts(ws, truth) == before)
    return joined, failed


def measure_seed(seed: int, orders: Sequence[str], *, reverse: bool) -> list[Outcome]:
    """Invent a life and import it in each order; in the first, `reverse` each join too."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        truth = write_sources(Path(place), invent_lives(rng), rng)
        return [
            import_in_order(Path(place), order, truth, reverse=reverse and number == 0)
            for number, order in enumerate(orders)
        ]


def _is_good(outcomes: Sequence[Outcome]) -> bool:
    return (
        len({outcome.parts for outcome in outcomes}) == 1
        and not any(outcome.not_reversed for outcome in outcomes)
        and all(
            outcome.precision >= _PRECISION
            and outcome.recall >= _RECALL
            and outcome.questions <= _QUESTIONS * outcome.people
            for outcome in outcomes
        )
    )


def _print_seed(seed: int, outcomes: Sequence[Outcome]) -> None:
    worst = min(outcomes, key=lambda outcome: (outcome.recall, outcome.precision))
    same = len({outcome.parts for outcome in outcomes}) == 1
    print(
        f"{seed:5} {len(outcomes):7} {min(o.precision for o in outcomes):10.4f} "
        f"{worst.recall:7.4f} {worst.recall_private:8.3f} {worst.recall_moved:6.3f} "
        f"{max(o.questions for o in outcomes):10} {worst.people:7} "
        f"{outcomes[0].joined:7} {outcomes[0].not_reversed:7}  {'yes' if same else 'NO'}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a seed, the worst of its orders; return 1 where a figure misses its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--orders", type=int, default=24, help="orders a seed, of 120")
    options = parser.parse_args(arguments)
    print(
        " seed  orders  precision  recall  private  moved  questions  people"
        "  joined  failed  every order the same"
    )
    step = max(1, len(ORDERS) // options.orders)
    by_seed = {}
    for number, seed in enumerate(options.seeds):
        orders = ORDERS[number % step :: step][: options.orders]
        by_seed[seed] = measure_seed(seed, orders, reverse=number == 0)
        _print_seed(seed, by_seed[seed])
    every = [outcome for outcomes in by_seed.values() for outcome in outcomes]
    print(
        f" mean          {mean(o.precision for o in every):10.4f} "
        f"{mean(o.recall for o in every):7.4f}"
    )
    print("joined by each rule, people an import (mean):")
    totals = sum((outcome.reasons for outcome in every), Counter[str]())
    for reason, count in totals.most_common():
        print(f"{count / len(every):7.1f} {reason}")
    return 0 if all(map(_is_good, by_seed.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
