"""A change as steps: all in one transaction when it is small, one transaction each when not.

A step is what one transaction can do; a generator yields steps, is sent what each gave, and
returns its result. Every step may be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import Any, TypeAlias, TypeVar

from netkit.store.derive import PairDays, pair_days
from netkit.store.neo4j import exchanges, projection, ties
from netkit.store.neo4j.connection import Graph
from netkit.store.neo4j.put import CHUNK, chunks

__all__ = [
    "Step",
    "Steps",
    "count_ties",
    "drive",
    "gather",
    "persons_now",
    "recount",
    "rename",
    "search_anew",
]

T = TypeVar("T")

Step: TypeAlias = Callable[[Graph], Any]
Steps: TypeAlias = Generator[Step, Any, T]

_UNNAMED = """
UNWIND $rows AS id
OPTIONAL MATCH (p:Person {net: $net, id: id})
WITH id, p
WHERE p IS NULL
RETURN id"""

_JOINED = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})
WHERE h.person <> pid
RETURN pid, h.person"""

_NOW = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})
RETURN pid, h.person"""


def drive(steps: Steps[T], run: Callable[[Step], Any]) -> T:
    """Run each step with `run`, and return what the steps come to."""
    try:
        step = next(steps)
        while True:
            step = steps.send(run(step))
    except StopIteration as ended:
        result: T = ended.value
        return result


def persons_now(graph: Graph, pids: Iterable[str]) -> dict[str, str]:
    """Return the person each of these handles belongs to now; unknown ones are left out."""
    found: dict[str, str] = {}
    for chunk in chunks(sorted(set(pids))):
        found |= {pid: person for pid, person in graph.each(_NOW, chunk)}
    return found


def rename(people: Iterable[str]) -> Steps[None]:
    """Derive anew who these people are."""
    for chunk in chunks(sorted(people), 2_000):
        yield partial(projection.rebuild, people=chunk)


def search_anew(handles: Iterable[str]) -> Steps[None]:
    """Make the words and terms of these handles anew."""
    for chunk in chunks(sorted(handles), 2_000):
        yield partial(_search, handles=chunk)


def _search(graph: Graph, handles: list[str]) -> None:
    projection.clear_search(graph, handles)
    for table, rows in projection.said_of(graph, handles):
        projection.add_search(graph, table, rows)


def count_ties(days: PairDays[str]) -> Steps[None]:
    """Count these contact-days, by people, into their ties."""
    found = sorted(ties.by_pair(days).items())
    for chunk in chunks(found, ties.PAIRS):
        yield partial(_count, found=chunk)


def _count(graph: Graph, found: list[tuple[ties.Pair, ties.Days]]) -> None:
    """Count them for whoever these people are by now: a join may have come between two steps."""
    now: dict[str, str] = dict(graph.each(_JOINED, sorted({p for pair, _ in found for p in pair})))
    days: PairDays[str] = {}
    for (a, b), mine in found:
        x, y = now.get(a, a), now.get(b, b)
        for day, (out, back) in mine.items():
            both = days.setdefault((min(x, y), max(x, y), day), [0.0, 0.0])
            out, back = (out, back) if x < y else (back, out)
            both[:] = [max(both[0], out), max(both[1], back)]
    counted = sorted((pair, d) for pair, d in ties.by_pair(days).items() if pair[0] != pair[1])
    ends = {pid for pair, _ in counted for pid in pair}
    # Another importer may have brought their handles and not come to naming them yet.
    projection.rebuild(graph, {pid for (pid,) in graph.each(_UNNAMED, sorted(ends))})
    ties.add(graph, counted)


def recount(people: set[str] | None) -> Steps[None]:
    """Derive ties anew from the contacts: of these people, or of everybody."""
    owners = yield ties.owner_people
    days: PairDays[str] = {}
    if people is None:
        while (yield ties.clear_some):
            pass
        after = ""
        while True:
            seen, after = yield partial(exchanges.all_seen, after=after)
            if not seen:
                break
            gather(days, pair_days(seen, ties.Itself(), owners))
    else:
        for chunk in chunks(sorted(people), CHUNK):
            yield partial(ties.clear, people=chunk)
            seen = yield partial(exchanges.seen_of, people=chunk)
            every = pair_days(seen, ties.Itself(), owners)
            mine = set(chunk)
            gather(days, {key: both for key, both in every.items() if mine & {key[0], key[1]}})
    yield from count_ties(days)


def gather(days: PairDays[str], more: PairDays[str]) -> None:
    """Add contact-days to others: the largest weight of a day counts."""
    for key, both in more.items():
        known = days.setdefault(key, [0.0, 0.0])
        known[:] = [max(known[0], both[0]), max(known[1], both[1])]
