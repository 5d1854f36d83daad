"""Touched: the pairs and the events whose derived part a change may alter, and no more.

Undoing one contact concerns the pairs that took part in it, not all that its owner ever did.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from netkit.model.frozen import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netkit.store.neo4j.connection import Graph
    from netkit.store.neo4j.tie_counting import Pair
    from netkit.store.recorded_rows import Row

__all__ = [
    "Touched",
    "touched_by_batch",
    "touched_by_handles",
    "touched_by_moves",
    "touched_by_rows",
]

_EXCHANGES = """
RETURN [s.pid, s.person], COLLECT { MATCH (x)-[:TO]->(r:Handle) RETURN [r.pid, r.person] }"""

_BATCH_CONTACTS = f"""
MATCH (s:Handle)-[:SENT]->(x:Exchange {{net: $net, batch: $batch}}){_EXCHANGES}"""

_BATCH_EVENTS = """
MATCH (e:Event {net: $net, batch: $batch})
RETURN e.uid, e.kind, e.of, COLLECT { MATCH (e)-[:PART]->(h:Handle) RETURN [h.pid, h.person] }"""

_CONTACTS = f"""
UNWIND $rows AS pid
MATCH (:Handle {{net: $net, pid: pid}})-[:SENT|TO]-(x:Exchange)
WITH DISTINCT x
MATCH (s:Handle)-[:SENT]->(x){_EXCHANGES}"""

_EVENTS = """
UNWIND $rows AS pid
MATCH (:Handle {net: $net, pid: pid})<-[:PART]-(e:Event)
WITH DISTINCT e
RETURN e.uid, e.kind, e.of, COLLECT { MATCH (e)-[:PART]->(h:Handle) RETURN [h.pid, h.person] }"""

_MOVES = """
MATCH (m:Move {net: $net, batch: $batch})
WHERE m.key IS NOT NULL
RETURN m.pid, m.was"""

_PERSONS = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})
RETURN h.pid, h.person"""

#: Who a handle belonged to besides the person it belongs to now.
Former = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Touched:
    """What is to be derived anew: pairs by their contacts, pairs by acquaintance, and events."""

    contacts: frozenset[Pair] = field(default_factory=frozenset)
    acquaintances: frozenset[Pair] = field(default_factory=frozenset)
    events: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: Touched) -> Touched:
        return Touched(
            self.contacts | other.contacts,
            self.acquaintances | other.acquaintances,
            self.events | other.events,
        )

    def without(self, people: set[str]) -> Touched:
        """Return what is left when these people are gone."""
        return Touched(
            frozenset(pair for pair in self.contacts if people.isdisjoint(pair)),
            frozenset(pair for pair in self.acquaintances if people.isdisjoint(pair)),
            self.events,
        )


def touched_by_batch(graph: Graph, batch: int, *, contacts: bool = True) -> Touched:
    """Return what a batch touches by its events, and by its contacts unless they are counted."""
    rows = graph.rows(_BATCH_CONTACTS, batch=batch) if contacts else []
    return _touched(rows, graph.rows(_BATCH_EVENTS, batch=batch), {})


def touched_by_moves(graph: Graph, batch: int) -> Touched:
    """Return what the moved handles of a batch touch: for who they are, and for who they were."""
    former: Former = {}
    for pid, was in graph.rows(_MOVES, batch=batch):
        former.setdefault(pid, set()).add(was)
    return touched_by_handles(graph, former.keys(), former)


def touched_by_handles(
    graph: Graph, handles: Iterable[str], former: Former | None = None
) -> Touched:
    """Return what these handles took part in."""
    pids = sorted(handles)
    return _touched(graph.each(_CONTACTS, pids), graph.each(_EVENTS, pids), former or {})


def touched_by_rows(graph: Graph, rows: Sequence[Row]) -> Touched:
    """Return what rows of events and contacts touch, whether they stand or were removed."""
    pids = {pid for row in rows for _, pid in row.get("parts", ())}
    pids |= {pid for row in rows if "sender" in row for pid in (row["sender"], *row["recipients"])}
    person_of = dict(graph.each(_PERSONS, sorted(pids)))

    def parts(handles: Iterable[str]) -> list[list[str]]:
        return [[pid, person_of[pid]] for pid in handles if pid in person_of]

    contacts = [
        [*parts([row["sender"]]), parts(row["recipients"])]
        for row in rows
        if row.get("sender") in person_of
    ]
    events = [
        [row["uid"], row["kind"], _step_of(row), parts(pid for _, pid in row["parts"])]
        for row in rows
        if "parts" in row
    ]
    return _touched(contacts, events, {})


def _step_of(row: Row) -> str | None:
    import json

    of: str | None = json.loads(row["data"]).get("of")
    return of


def _touched(
    contacts: Iterable[Sequence[Any]], events: Iterable[Sequence[Any]], former: Former
) -> Touched:
    """Contacts : sender, recipients; events : id, kind, what it is a step of, people."""
    contact_pairs: set[Pair] = set()
    for sender, recipients in contacts:
        contact_pairs |= _pairs([sender], recipients, former)
    acquainted_pairs: set[Pair] = set()
    uids: set[str] = set()
    for uid, kind, of, people in events:
        if kind == "acquaintance":
            acquainted_pairs |= _pairs(people, people, former)
        else:
            uids.add(of or uid)
    return Touched(frozenset(contact_pairs), frozenset(acquainted_pairs), frozenset(uids))


def _pairs(
    ends: Iterable[Sequence[str]], others: Iterable[Sequence[str]], former: Mapping[str, set[str]]
) -> set[Pair]:
    """Return the pairs of people, the lower id first, for whoever the handles belong to."""
    pairs: set[Pair] = set()
    for (pid, person), (other_pid, other) in product(ends, others):
        for a, b in product({person, *former.get(pid, ())}, {other, *former.get(other_pid, ())}):
            if a != b:
                pairs.add((min(a, b), max(a, b)))
    return pairs
