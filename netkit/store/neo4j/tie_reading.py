"""Reading ties: the kept statistics where they hold, a fold over the contact-days otherwise."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.store.derive import fold
from netkit.store.neo4j.connection import Graph
from netkit.store.neo4j.ties import tie_days
from netkit.store.values import PairDay
from netkit.ties.statistics import TieStats

from . import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime

__all__ = [
    "contacts", "day_counts", "days", "figures", "is_past", "past_fading_ties", "tie", "ties",
]  # fmt: skip

_EVER = 10**9
_PAGE = 5_000

_TIES = """
MATCH (:Handle {net: $net, pid: $pid})-[:OF]->(p:Person)
MATCH (p)-[t:TIE]-(q:Person)"""

_TIES_WITH = """
MATCH (:Handle {net: $net, pid: $pid})-[:OF]->(p:Person)
UNWIND $others AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(q:Person)
WITH DISTINCT p, q, p.id AS mine, q.id AS theirs
MATCH ()-[t:TIE {
  net: $net, a: CASE WHEN mine < theirs THEN mine ELSE theirs END,
  b: CASE WHEN mine < theirs THEN theirs ELSE mine END
}]->()"""

_KEPT = " WITH q.id AS other, t, t.a = p.id AS out RETURN other, "
_DAYS = " RETURN q.id, t.a = p.id, t.days, t.ab, t.ba"

#: How the other end of a tie calls what this end calls so.
_TURNED = {"days_ab": "days_ba", "days_ba": "days_ab", "last_ab": "last_ba", "last_ba": "last_ab"}

_CONTACTS = """
MATCH (p:Person {net: $net})
WHERE p.id > $after
WITH p ORDER BY p.id LIMIT $most
OPTIONAL MATCH (p)-[t:TIE]->(q:Person)
RETURN p.id, q.id, t.days, t.ab, t.ba
ORDER BY p.id, q.id"""


def is_past(graph: Graph, until: datetime | None) -> bool:
    """Return True when contacts after `until` are known, so the kept statistics say too much."""
    span = reading.span(graph) if until is not None else None
    return until is not None and span is not None and span[1] > day_number(until)


def ties(
    graph: Graph,
    person: PersonId,
    others: Collection[PersonId] | None,
    until: datetime | None,
) -> list[tuple[PersonId, TieStats]]:
    """See the port."""
    if is_past(graph, until):
        past = days(graph, person, others, until)
        return sorted((other, fold(rows)) for other, rows in past.items())
    rows = sorted(_kept(graph, person, TieStats._fields, others), key=lambda row: row[0])
    return [(PersonId(row[0]), TieStats._make(row[1:])) for row in rows]


def figures(
    graph: Graph, person: PersonId, fields: Sequence[str], until: datetime | None
) -> list[tuple[Any, ...]]:
    """See the port."""
    if is_past(graph, until):
        past = ties(graph, person, None, until)
        return [(other, *(getattr(stats, field) for field in fields)) for other, stats in past]
    return [tuple(row) for row in _kept(graph, person, fields, None)]


def past_fading_ties(
    graph: Graph,
    person: PersonId,
    fields: Sequence[str],
    limits: tuple[int, int, float, float],
    until: datetime | None,
) -> list[tuple[Any, ...]]:
    """Return the ties of a past day that may have been fading; `limits` as `fading_ties`."""
    least_days, last_before, least, below = limits
    return [
        (other, *(getattr(tie, field) for field in fields))
        for other, tie in ties(graph, person, None, until)
        if tie.contact_days >= least_days
        and tie.last_day < last_before
        and least <= tie.log_strength < below
    ]


def _kept(
    graph: Graph,
    person: PersonId,
    fields: Sequence[str],
    others: Collection[PersonId] | None,
) -> list[list[Any]]:
    """Return the other end and these kept statistics of each tie, seen from `person`."""
    if unknown := set(fields) - set(TieStats._fields):
        raise ValueError(f"a tie has no {sorted(unknown)}")
    shown = [
        f"CASE WHEN out THEN t.{field} ELSE t.{_TURNED[field]} END"
        if field in _TURNED
        else f"t.{field}"
        for field in fields
    ]
    query = (_TIES if others is None else _TIES_WITH) + _KEPT + ", ".join(shown)
    return graph.rows(query, pid=person, others=sorted(others or ()))


def tie(graph: Graph, a: PersonId, b: PersonId, until: datetime | None) -> TieStats | None:
    """See the port."""
    rows = days(graph, a, [b], until)
    return fold(next(iter(rows.values()))) if rows else None


def days(
    graph: Graph,
    person: PersonId,
    others: Collection[PersonId] | None,
    until: datetime | None,
) -> dict[PersonId, list[tuple[int, float, float]]]:
    """See the port; `others` None means everybody."""
    last = _EVER if until is None else day_number(until)
    query = (_TIES if others is None else _TIES_WITH) + _DAYS
    found: dict[PersonId, list[tuple[int, float, float]]] = {}
    for other, out, *kept in graph.rows(query, pid=person, others=sorted(others or ())):
        rows = [
            (day, ab, ba) if out else (day, ba, ab)
            for day, ab, ba in tie_days(*kept)
            if day <= last
        ]
        if rows:
            found[PersonId(other)] = rows
    return dict(sorted(found.items()))


def day_counts(
    graph: Graph, person: PersonId, since: datetime, until: datetime | None
) -> dict[int, int]:
    """See the port."""
    first = day_number(since)
    found = days(graph, person, None, until)
    return dict(Counter(row[0] for rows in found.values() for row in rows if row[0] >= first))


def contacts(
    read: Callable[[Callable[[Graph], Any]], Any], until: datetime | None
) -> Iterator[PairDay]:
    """See the port; `read` runs one query after another, a page each."""
    last = _EVER if until is None else day_number(until)
    after = ""
    while True:
        rows = read(partial(Graph.rows, query=_CONTACTS, after=after, most=_PAGE))
        if not rows:
            return
        for a, b, *kept in rows:
            if b is not None:
                yield from (PairDay(a, b, *day) for day in tie_days(*kept) if day[0] <= last)
        after = rows[-1][0]
