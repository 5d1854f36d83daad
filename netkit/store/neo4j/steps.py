"""A change as steps: all in one transaction when it is small, one transaction each when not.

A step is what one transaction can do; a generator yields steps, is sent what each gave, and
returns its result. Every step may be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import Any, NamedTuple, TypeAlias, TypeVar

from netkit.store.derive import PairDays, pair_days
from netkit.store.neo4j.connection import Graph
from netkit.store.neo4j.put import chunks

from . import exchanges, projection, tie_counting

__all__ = [
    "Job",
    "Step",
    "Steps",
    "count_ties",
    "drive",
    "each",
    "gather",
    "known_now",
    "persons_now",
    "recount",
    "recount_all",
    "rename",
    "search_anew",
]

T = TypeVar("T")

Step: TypeAlias = Callable[[Graph], Any]


class Job(NamedTuple):
    """A step, and what `use` makes of what it gives."""

    step: Step
    use: Callable[[Any], None]


Steps: TypeAlias = Generator[Step, Any, T]

#: People whose contacts are read in one transaction.
_ENDS = 500


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

#: Only those that are not what one would think: most people are whom their handle stands for.
_NOW = """
UNWIND $rows AS pid
OPTIONAL MATCH (h:Handle {net: $net, pid: pid})
WITH pid, h.person AS person, EXISTS { (h)-[:OF]->() } AS named
WHERE person IS NULL OR person <> pid OR NOT named
RETURN collect([pid, person, named])"""


def drive(steps: Steps[T], run: Callable[[Step], Any]) -> T:
    """Run each step with `run`, and return what the steps come to."""
    answer: Any = None
    try:
        while True:
            answer = run(steps.send(answer))
    except StopIteration as ended:
        result: T = ended.value
        return result


def each(jobs: Iterable[Job]) -> Steps[None]:
    """Carry out jobs one after another, each prepared when its turn has come."""
    for job in jobs:
        job.use((yield job.step))


def persons_now(graph: Graph, pids: Iterable[str]) -> dict[str, str]:
    """Return the person each of these handles belongs to now; unknown ones are left out."""
    return known_now(graph, pids)[0]


def known_now(graph: Graph, pids: Iterable[str]) -> tuple[dict[str, str], set[str]]:
    """Return the persons of :func:`persons_now`, and the handles whose person was not named yet.

    Another writer brought these, and was cut off or has not come to it.
    """
    persons: dict[str, str] = {}
    unnamed: set[str] = set()
    for chunk in chunks(sorted(set(pids))):
        others = {pid: (person, named) for pid, person, named in graph.each(_NOW, chunk)[0][0]}
        for pid in chunk:
            person, named = others.get(pid, (pid, True))
            if person is not None:
                persons[pid] = person
                if not named:
                    unnamed.add(pid)
    return persons, unnamed


def rename(people: Iterable[str]) -> Steps[None]:
    """Derive anew who these people are."""
    yield from (
        partial(projection.rebuild, people=chunk) for chunk in chunks(sorted(people), 2_000)
    )


def search_anew(handles: Iterable[str]) -> Steps[None]:
    """Make the words and terms of these handles anew."""
    for chunk in chunks(sorted(handles), 2_000):
        yield partial(_search, handles=chunk)


def _search(graph: Graph, handles: list[str]) -> None:
    projection.clear_search(graph, handles)
    for table, rows in projection.search_sources(graph, handles):
        projection.add_search(graph, projection.search_rows(table, rows))


def count_ties(days: PairDays[str], *, new: bool = False) -> Steps[None]:
    """Count these contact-days, by people, into their ties; `new` where nobody has a tie yet."""
    for counted in chunks(sorted(tie_counting.by_pair(days).items()), tie_counting.PAIRS):
        yield partial(_count, counted=counted, new=new)


def _count(
    graph: Graph, counted: list[tuple[tie_counting.Pair, tie_counting.Days]], *, new: bool
) -> None:
    """Count contact-days into ties; if somebody else wrote meanwhile, for who people are by now."""
    if graph.alone:
        old = {} if new else tie_counting.old(graph, [pair for pair, _ in counted])
        if tie_counting.write(graph, tie_counting.folded(counted, old)):
            return
    _count_anew(graph, counted)


def _count_anew(
    graph: Graph, counted_pairs: list[tuple[tie_counting.Pair, tie_counting.Days]]
) -> None:
    """Count them for whoever these people are by now: a join may have come between two steps."""
    now: dict[str, str] = dict(
        graph.each(_JOINED, sorted({p for pair, _ in counted_pairs for p in pair}))
    )
    days: PairDays[str] = {}
    for (a, b), mine in counted_pairs:
        x, y = now.get(a, a), now.get(b, b)
        for day, (out, back) in mine.items():
            both = days.setdefault((min(x, y), max(x, y), day), [0.0, 0.0])
            out, back = (out, back) if x < y else (back, out)
            both[:] = [max(both[0], out), max(both[1], back)]
    counted = sorted(
        (pair, d) for pair, d in tie_counting.by_pair(days).items() if pair[0] != pair[1]
    )
    ends = {pid for pair, _ in counted for pid in pair}
    # Another importer may have brought their handles and not come to naming them yet.
    projection.rebuild(graph, _unnamed(graph, ends))
    tie_counting.write(
        graph, tie_counting.folded(counted, tie_counting.old(graph, [pair for pair, _ in counted]))
    )


def _unnamed(graph: Graph, people: set[str]) -> set[str]:
    return {pid for (pid,) in graph.each(_UNNAMED, sorted(people))}


def recount(pairs: Iterable[tie_counting.Pair]) -> Steps[None]:
    """Derive the ties of these pairs anew from their contacts."""
    owners: set[str] = yield tie_counting.owner_people
    by_end: dict[str, list[tie_counting.Pair]] = {}
    for a, b in sorted(set(pairs)):  # an owner took part in nearly all: look at the other's
        by_end.setdefault(b if a in owners else a, []).append((a, b))
    for chunk in chunks(sorted(by_end.items()), _ENDS):
        yield partial(_recount, by_end=dict(chunk), owners=owners)


def _recount(graph: Graph, by_end: dict[str, list[tie_counting.Pair]], owners: set[str]) -> None:
    """Count the contacts of pairs anew, by an end of each."""
    wanted = {pair for pairs in by_end.values() for pair in pairs}
    seen = exchanges.seen_of(graph, by_end)
    days = pair_days(seen, tie_counting.Itself(), owners, graph.zone)
    mine = {key: both for key, both in days.items() if key[:2] in wanted}
    counted = sorted(tie_counting.by_pair(mine).items())
    tie_counting.clear(graph, wanted)
    for chunk in chunks(counted, tie_counting.PAIRS):
        if not tie_counting.write(graph, tie_counting.folded(chunk, {})):
            # Another importer has not come to naming some of them yet: it counts them itself.
            _count_anew(graph, chunk)


def recount_all() -> Steps[None]:
    """Derive everybody's ties anew from the contacts."""
    owners = yield tie_counting.owner_people
    zone = yield lambda graph: graph.zone
    days: PairDays[str] = {}
    while (yield tie_counting.clear_some):
        pass
    after = ""
    while True:
        seen, after = yield partial(exchanges.all_seen, after=after)
        if not seen:
            break
        gather(days, pair_days(seen, tie_counting.Itself(), owners, zone))
    yield from count_ties(days, new=True)


def gather(days: PairDays[str], more: PairDays[str]) -> None:
    """Add contact-days to others: the largest weight of a day counts."""
    for key, both in more.items():
        weights = days.setdefault(key, [0.0, 0.0])
        weights[:] = [max(weights[0], both[0]), max(weights[1], both[1])]
