"""Brier score and calibration of who knows whom, on the mail logs of a folder.

``python -m benchmarks.quality.acquaintance --data DIR``; the folder may also be named by the
environment variable NETKIT_DATA. Each person of a log in turn is the owner and sees their own mails
alone: rows of one sender and one moment are one mail. Two who shared a mail of three to twenty
people with the owner are scored by what netkit says of them, and the truth is whether the two
exchanged mails that the owner did not see: any (``wrote elsewhere``), or each to the other (``both
ways``). Encounters of one moment are meetings in the same way (``--meetings NAME …``).
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.quality.logs import read_log
from netkit.ties.acquaintance import LARGEST_GROUP, Presence, co_presence, combined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from benchmarks.quality.logs import Log

__all__ = ["Gathering", "Judged", "brier", "judge", "mails_of", "meetings_of"]

_LEAST_SHARE = 0.05  # of the mails that go to several: below, a log says nothing of groups
_MEETING_SECONDS = 900.0  # encounters of a quarter of an hour are one meeting
_BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


class Gathering(NamedTuple):
    """A mail or a meeting.

    sender : who wrote it; None for a meeting.
    contacts : who was in contact with whom, the smaller number first.
    """

    people: frozenset[int]
    sender: int | None
    contacts: frozenset[tuple[int, int]]


class Judged(NamedTuple):
    """Two people as one owner sees them.

    probability : what netkit says. before : what one over the others present would say.
    elsewhere, both_ways : whether they had contact that the owner did not see; each to the other.
    """

    probability: float
    before: float
    elsewhere: bool
    both_ways: bool


def mails_of(log: Log) -> list[Gathering]:
    """Return the mails of a log: rows of one sender and one moment."""
    receivers: dict[tuple[int, float], set[int]] = defaultdict(set)
    columns = (log.source.tolist(), log.target.tolist(), log.seconds.tolist())
    for sender, receiver, moment in zip(*columns, strict=True):
        receivers[sender, moment].add(receiver)
    return [
        Gathering(frozenset((*to, sender)), sender, frozenset(_pair(sender, end) for end in to))
        for (sender, _), to in receivers.items()
    ]


def meetings_of(log: Log) -> list[Gathering]:
    """Return the meetings of a log of encounters: who hangs together in a quarter."""
    quarters: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    columns = (log.source.tolist(), log.target.tolist(), log.seconds.tolist())
    for a, b, moment in zip(*columns, strict=True):
        beside = quarters[int(moment // _MEETING_SECONDS)]
        beside[a].add(b)
        beside[b].add(a)
    return [
        Gathering(group, None, frozenset(_pair(a, b) for a in group for b in beside[a]))
        for beside in quarters.values()
        for group in _groups(beside)
    ]


def _pair(a: int, b: int) -> tuple[int, int]:
    return min(a, b), max(a, b)


def _groups(beside: Mapping[int, set[int]]) -> Iterator[frozenset[int]]:
    """Yield the connected groups of a graph."""
    left = set(beside)
    while left:
        group, ahead = set[int](), {left.pop()}
        while ahead:
            person = ahead.pop()
            group.add(person)
            ahead |= beside[person] - group
        left -= group
        yield frozenset(group)


def judge(gatherings: list[Gathering]) -> Iterator[Judged]:
    """Yield every two people whom an owner saw together, each owner's in turn."""
    between: dict[tuple[int, int], list[Gathering]] = defaultdict(list)
    seen_by: dict[int, list[Gathering]] = defaultdict(list)
    for gathering in gatherings:
        for pair in gathering.contacts:
            between[pair].append(gathering)
        if 3 <= len(gathering.people) <= LARGEST_GROUP:
            for person in gathering.people:
                seen_by[person].append(gathering)
    for owner in sorted(seen_by):
        for pair, kinds in _evidence(owner, seen_by[owner]).items():
            unseen = [each for each in between[pair] if owner not in each.people]
            yield Judged(
                combined(("mail", co_presence(size, kind), False) for kind, size in kinds),
                1 - math.prod(1 - 1 / (size - 2) for _, size in kinds),
                bool(unseen),
                len({each.sender for each in unseen}) > 1,
            )


def _evidence(
    owner: int, gatherings: Iterable[Gathering]
) -> dict[tuple[int, int], set[tuple[Presence, int]]]:
    """Return in what each two people took part with the owner: the kind, and of how many."""
    kinds: dict[tuple[int, int], set[tuple[Presence, int]]] = defaultdict(set)
    for people, sender, _ in gatherings:
        others = sorted(people - {owner})
        for place, a in enumerate(others):
            for b in others[place + 1 :]:
                together: Presence = "meeting" if sender is None else "mail"
                kinds[a, b].add(("wrote" if sender in (a, b) else together, len(people)))
    return kinds


def brier(said: Iterable[float], came: Iterable[bool]) -> float:
    """Return the mean squared error of probabilities; lower is better."""
    errors = [(each - truth) ** 2 for each, truth in zip(said, came, strict=True)]
    return math.fsum(errors) / len(errors)


def _report(name: str, truth: str, judged: list[Judged], came: list[bool]) -> str:
    said = [each.probability for each in judged]
    base = sum(came) / len(came)
    lines = [
        f"{name}, {truth}: {len(judged):,} pairs, {base:.3f} know each other",
        f"  Brier {brier(said, came):.3f}; by 1/(n - 2) "
        f"{brier([each.before for each in judged], came):.3f}; the true share for all "
        f"{base * (1 - base):.3f}",
    ]
    for low, high in pairwise(_BINS):
        rows = [(p, c) for p, c in zip(said, came, strict=True) if low <= p < high]
        if rows:
            mean, share = (math.fsum(column) / len(rows) for column in zip(*rows, strict=True))
            lines.append(f"  said {mean:.2f}, came true {share:.2f}  ({len(rows):,})")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the figures of each log that holds groups; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.acquaintance")
    parser.add_argument("--data", type=Path, default=os.environ.get("NETKIT_DATA"))
    parser.add_argument("--meetings", nargs="*", default=["contacts_office2013"])
    asked = parser.parse_args()
    paths = sorted(Path(asked.data).glob("*.csv*")) if asked.data else []
    if not paths:
        sys.stderr.write("no logs: name a folder of *.csv or *.csv.gz with --data\n")
        return 2
    for path in paths:
        log = read_log(path)
        gatherings = meetings_of(log) if log.name in asked.meetings else mails_of(log)
        groups = sum(len(gathering.people) > 2 for gathering in gatherings)
        if groups < _LEAST_SHARE * len(gatherings):
            sys.stdout.write(f"{log.name}: nearly all contacts are of two, nothing to learn\n")
            continue
        judged = list(judge(gatherings))
        sys.stdout.write(
            _report(log.name, "contact elsewhere", judged, [each.elsewhere for each in judged])
        )
        if log.name not in asked.meetings:
            sys.stdout.write(
                _report(log.name, "both ways", judged, [each.both_ways for each in judged])
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
