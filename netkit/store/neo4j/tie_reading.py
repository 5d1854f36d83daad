"""Reading ties: the kept statistics where they hold, a fold over the contact-days otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any

from netkit.domain.dates import day_number
from netkit.domain.people import PersonId
from netkit.graph.ties import TieStats
from netkit.store.derive import fold
from netkit.store.neo4j import reading
from netkit.store.neo4j.connection import Graph
from netkit.store.neo4j.ties import tie_days
from netkit.store.port import PairDay

__all__ = ["contacts", "days", "tie", "ties"]

_EVER = 10**9
_PAGE = 5_000

#: Seen from p: what goes out and what comes in stand the other way round on a tie that points in.
_TIES = """
MATCH (:Handle {net: $net, pid: $pid})-[:OF]->(p:Person)
MATCH (p)-[t:TIE]-(q:Person)
WITH q.id AS other, t, t.a = p.id AS out
RETURN other, t.contact_days, t.first_day, t.last_day, t.log_strength, t.gap_count, t.sum_log_gap,
       CASE WHEN out THEN t.days_ab ELSE t.days_ba END,
       CASE WHEN out THEN t.days_ba ELSE t.days_ab END,
       CASE WHEN out THEN t.last_ab ELSE t.last_ba END,
       CASE WHEN out THEN t.last_ba ELSE t.last_ab END
ORDER BY other"""

_DAYS = """
MATCH (:Handle {net: $net, pid: $pid})-[:OF]->(p:Person)
MATCH (p)-[t:TIE]-(q:Person)
RETURN q.id, t.a = p.id, t.days, t.ab, t.ba"""

_DAYS_WITH = """
MATCH (:Handle {net: $net, pid: $pid})-[:OF]->(p:Person)
UNWIND $others AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(q:Person)
WITH DISTINCT p, q
MATCH (p)-[t:TIE]-(q)
RETURN q.id, t.a = p.id, t.days, t.ab, t.ba"""

_CONTACTS = """
MATCH (p:Person {net: $net})
WHERE p.id > $after
WITH p ORDER BY p.id LIMIT $most
OPTIONAL MATCH (p)-[t:TIE]->(q:Person)
RETURN p.id, q.id, t.days, t.ab, t.ba
ORDER BY p.id, q.id"""


def ties(graph: Graph, person: PersonId, until: datetime | None) -> list[tuple[PersonId, TieStats]]:
    """See the port."""
    span = reading.span(graph) if until is not None else None
    if until is not None and span is not None and span[1] > day_number(until):
        past = days(graph, person, None, until)
        return sorted((other, fold(rows)) for other, rows in past.items())
    found = graph.rows(_TIES, pid=person)
    return [(PersonId(row[0]), TieStats(*row[1:])) for row in found]


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
    query = _DAYS if others is None else _DAYS_WITH
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


def contacts(
    read: Callable[[Callable[[Graph], Any]], Any], until: datetime | None
) -> Iterator[PairDay]:
    """See the port; `read` runs one query after another, a page each."""
    last = _EVER if until is None else day_number(until)
    after = ""
    while True:
        rows = read(lambda graph, after=after: graph.rows(_CONTACTS, after=after, most=_PAGE))
        if not rows:
            return
        for a, b, *kept in rows:
            if b is not None:
                yield from (PairDay(a, b, *day) for day in tie_days(*kept) if day[0] <= last)
        after = rows[-1][0]
