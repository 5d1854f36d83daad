"""Undoing and forgetting: one sets aside and can be repeated, the other leaves no trace."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.model.when import from_epoch, to_epoch
from netkit.store.forgotten import FORGOTTEN_SALT, handle_hash
from netkit.store.neo4j.meanings import drop_unsaid
from netkit.store.neo4j.put import CHUNK, put
from netkit.store.neo4j.readable_graph import draw, draw_all
from netkit.store.neo4j.removing import SpokenOf, restore_rows
from netkit.store.neo4j.steps import Steps, recount, recount_all, rename, search_anew
from netkit.store.neo4j.stored_counts import add_to_population, forget_term_counts
from netkit.store.neo4j.touched import (
    Touched,
    touched_by_batch,
    touched_by_handles,
    touched_by_moves,
)
from netkit.store.scrub import label_without, scrubbed
from netkit.store.values import Batch

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.model.people import PersonId
    from netkit.store.neo4j.connection import Graph

__all__ = ["drop_withdrawn", "forget", "withdraw"]

#: What a batch holds, those that others hang on last.
_LABELS = ("Claim", "Affiliation", "Doubt", "Event", "Exchange", "Handle")

_LAST = """
MATCH (b:Batch {net: $net})
WHERE b.id IS NOT NULL AND (b.withdrawn_at IS NULL OR b.undo = $token)
RETURN b.id, b.label, b.at, b.withdrawn_at IS NOT NULL, coalesce(b.undoing, false)
ORDER BY b.undo = $token DESC, b.id DESC LIMIT 1"""

_MARK = "MATCH (b:Batch {net: $net, id: $batch}) SET b.open = true, b.undoing = true"

_CLOSE = """
MATCH (b:Batch {net: $net, id: $batch})
SET b.withdrawn_at = $at, b.open = false, b.undo = $token
REMOVE b.undoing"""

_EVERYBODY = "MATCH (p:Person {net: $net}) WHERE p.id IS NOT NULL RETURN p.id"

#: The people whom a batch says something of, but for contacts and events: those name nobody.
_TOUCHED = (
    "MATCH (h:Handle {net: $net, batch: $batch}) RETURN DISTINCT h.person",
    "MATCH (:Claim {net: $net, batch: $batch})-[:ABOUT]->(h:Handle) RETURN DISTINCT h.person",
    "MATCH (:Affiliation {net: $net, batch: $batch})-[:ABOUT]->(h:Handle) RETURN DISTINCT h.person",
    "MATCH (h:Owner {net: $net, owner_batch: $batch}) RETURN DISTINCT h.person",
)

_SEARCHED = (
    "MATCH (:Claim {net: $net, batch: $batch})-[:ABOUT]->(h:Handle) RETURN DISTINCT h.pid",
    "MATCH (:Affiliation {net: $net, batch: $batch})-[:ABOUT]->(h:Handle) RETURN DISTINCT h.pid",
    "MATCH (e:Event {net: $net, batch: $batch})-[:PART]->(h:Handle)"
    " WHERE e.kind IN ['need', 'offer', 'fact'] RETURN DISTINCT h.pid",
)

_MOVES = """
MATCH (m:Move {net: $net})
WHERE m.batch = $batch
RETURN m.pid, m.was ORDER BY m.n DESC"""

_DROP_MOVES = "MATCH (m:Move {net: $net, batch: $batch}) DELETE m"

_MOVE_BACK = """
UNWIND $rows AS row
MATCH (h:Handle {net: $net, pid: row[0]})
SET h.person = row[1]"""

_NO_OWNER = "MATCH (h:Owner {net: $net, owner_batch: $batch}) REMOVE h:Owner, h.owner_batch"

_SET_ASIDE = """
MATCH (n:{label} {{net: $net, batch: $batch}})
WITH n LIMIT $most
OPTIONAL MATCH (n)-[r:OF|CALLED|HAS]->(other)
REMOVE other.has
DELETE r
WITH DISTINCT n
REMOVE n:{label}
SET n:Withdrawn, n.said = '{label}'
RETURN count(n)"""


def withdraw(at: datetime, token: str) -> Steps[Batch | None]:
    """Undo the last standing batch; repeated with the same `token`, undo nothing more."""
    rows = yield lambda graph: graph.rows(_LAST, token=token)
    if not rows:
        return None
    batch, label, recorded, done, cut_off = rows[0]
    undone = Batch(batch, label, from_epoch(recorded), withdrawn=True)
    if done:
        return undone
    had_owner = yield lambda graph: bool(graph.rows(_TOUCHED[3], batch=batch))
    touched: set[str] = yield lambda graph: _all(graph, _TOUCHED, batch)
    handles: set[str] = yield lambda graph: _all(graph, _SEARCHED, batch)
    before: Touched = yield partial(touched_by_batch, batch=batch)
    before |= yield partial(touched_by_moves, batch=batch)
    if cut_off:  # some of it is set aside already, and whom it touched is not known any more
        touched = {row[0] for row in (yield lambda graph: graph.rows(_EVERYBODY))}
        handles = set(touched)
    yield lambda graph: graph.rows(_MARK, batch=batch)
    touched |= yield lambda graph: _move_back(graph, batch)
    for label in _LABELS:
        query = _SET_ASIDE.format(label=label)
        while (yield partial(_some, query=query, batch=batch)):
            pass
    restored: SpokenOf = yield partial(restore_rows, batch=batch)
    yield from rename(touched | restored.people)
    yield from search_anew(handles | restored.handles)
    yield from (
        recount_all()
        if had_owner or cut_off
        else recount(before.contacts | restored.touched.contacts)
    )
    yield from draw_all() if cut_off else draw(before | restored.touched)
    yield lambda graph: graph.rows(_CLOSE, batch=batch, at=to_epoch(at), token=token)
    return undone


def _all(graph: Graph, queries: tuple[str, ...], batch: int) -> set[str]:
    return {row[0] for query in queries for row in graph.rows(query, batch=batch)}


def _some(graph: Graph, query: str, batch: int) -> int:
    count: int = graph.rows(query, batch=batch, most=CHUNK)[0][0]
    return count


def _move_back(graph: Graph, batch: int) -> set[str]:
    """Give the handles that a batch moved back to whom they belonged; return both."""
    moves = graph.rows(_MOVES, batch=batch)
    now = {person for (person,) in graph.each(_PERSON, [pid for pid, _ in moves])}
    for pid, was in moves:
        graph.each(_MOVE_BACK, [[pid, was]])
    forget_term_counts(graph, sorted({pid for pid, _ in moves}))
    graph.rows(_DROP_MOVES, batch=batch)
    graph.rows(_NO_OWNER, batch=batch)
    return now | {was for _, was in moves}


_PERSON = "UNWIND $rows AS pid MATCH (h:Handle {net: $net, pid: pid}) RETURN DISTINCT h.person"

_HANDLES = """
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
MATCH (p)<-[:OF]-(h:Handle)
RETURN h.pid, h.kind + ':' + h.value, h:Owner, p.id"""

_SALT = """
MERGE (s:Setting {net: $net, name: $name})
ON CREATE SET s.value = $salt
RETURN s.value"""

_SETTINGS = "MATCH (s:Setting {net: $net}) WHERE s.name IS NOT NULL RETURN s.name, s.value"

_SET = "MATCH (s:Setting {net: $net, name: $name}) SET s.value = $value"

_ERASE = (
    """
UNWIND $rows AS pid
MATCH (:Handle {net: $net, pid: pid})<-[:PART]-(e:Event)
MATCH (s:Event {net: $net, of: e.uid})
WITH DISTINCT s
DETACH DELETE s
RETURN count(*)""",
    """
UNWIND $rows AS pid
MATCH (:Handle {net: $net, pid: pid})-[:PART|ABOUT|SENT|TO]-(n)
WITH DISTINCT n, coalesce(n.contacts, 1) AS records
DETACH DELETE n
RETURN coalesce(sum(records), 0)""",
    """
UNWIND $rows AS pid
CALL (pid) {
  MATCH (d:Doubt {net: $net, a: pid})
  RETURN d
  UNION
  MATCH (d:Doubt {net: $net, b: pid})
  RETURN d
}
WITH DISTINCT d
DETACH DELETE d
RETURN count(*)""",
    """
UNWIND $rows AS pid
CALL (pid) {
  MATCH (m:Move {net: $net, pid: pid})
  RETURN m
  UNION
  MATCH (m:Move {net: $net, was: pid})
  RETURN m
}
WITH DISTINCT m
DETACH DELETE m
RETURN count(*)""",
    """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})
DETACH DELETE h
RETURN count(*)""",
    """
UNWIND $rows AS pid
MATCH (p:Person {net: $net, id: pid})
DETACH DELETE p
RETURN count(*)""",
)

_WITHDRAWN = """
MATCH (n:Withdrawn {net: $net})
WHERE n.batch IS NOT NULL
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*)"""

#: Words, organizations and cities that those gone point at, and those of them that nobody else has.
_NEAR = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})
CALL (h) {
  MATCH (h)-[:CALLED|HAS]->(near)
  RETURN near
  UNION
  MATCH (h)<-[:ABOUT]-(:Affiliation)-[:AT]->(near)
  RETURN near
  UNION
  MATCH (h)-[:OF]->(:Person)-[:LIVES_IN]->(near)
  RETURN near
}
REMOVE near.has
RETURN DISTINCT elementId(near)"""

_SWEEP = """
UNWIND $rows AS id
MATCH (near)
WHERE elementId(near) = id AND NOT (near)<-[:CALLED|HAS|AT|LIVES_IN]-()
DETACH DELETE near"""

_COUNTED = """
UNWIND $rows AS id
MATCH (p:Person {net: $net, id: id})
WHERE NOT p.owner AND NOT p.unknown
RETURN count(*)"""

_NAMES = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})
RETURN h.value, [(h)<-[:ABOUT]-(c:Claim) WHERE c.field IN ['name', 'nickname'] | c.value]"""

#: The changes that said something of those gone.
_SPOKE = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})
CALL (h, pid) {
  RETURN h.batch AS batch
  UNION
  MATCH (h)-[:PART|ABOUT|SENT|TO]-(n)
  RETURN n.batch AS batch
  UNION
  MATCH (m:Move {net: $net, pid: pid})
  RETURN m.batch AS batch
  UNION
  MATCH (m:Move {net: $net, was: pid})
  RETURN m.batch AS batch
  UNION
  MATCH (d:Doubt {net: $net, a: pid})
  RETURN d.batch AS batch
  UNION
  MATCH (d:Doubt {net: $net, b: pid})
  RETURN d.batch AS batch
}
RETURN DISTINCT batch"""

_BATCHES = """
MATCH (b:Batch {net: $net})
WHERE b.id IS NOT NULL
RETURN b.id, b.label, b.withdrawn_at IS NOT NULL"""

_LABEL = """
UNWIND $rows AS row
MATCH (b:Batch {net: $net, id: row[0]})
SET b.label = row[1]"""


def forget(person: PersonId, salt: bytes) -> Steps[int]:
    """Erase a person; return how many records went."""
    handles = yield lambda graph: graph.rows(_HANDLES, person=person)
    if not handles:
        return 0
    if any(owner for _, _, owner, _ in handles):
        raise UsageError("the owner of a network cannot be forgotten; delete the file instead")
    pids, people = [row[0] for row in handles], {row[3] for row in handles}
    touched: Touched = yield partial(touched_by_handles, handles=pids)
    count: int = yield lambda graph: _forget(graph, handles, salt)
    left = touched.without(people)
    yield from recount(left.contacts)  # the others lose the contacts that they shared
    yield from draw(left)
    return count


def drop_withdrawn() -> Steps[None]:
    """Delete what was undone: it may speak of somebody who is to be forgotten."""
    while (yield _some_withdrawn):
        pass


def _some_withdrawn(graph: Graph) -> int:
    count: int = graph.rows(_WITHDRAWN, most=CHUNK)[0][0]
    return count


def _forget(graph: Graph, handles: list[list[str]], salt: bytes) -> int:
    stored_salt = graph.rows(_SALT, name=FORGOTTEN_SALT, salt=salt.hex())[0][0]
    hashes = [handle_hash(key, bytes.fromhex(stored_salt)).hex() for _, key, _, _ in handles]
    put(graph, "forgotten", [{"hash": text} for text in hashes])
    pids = [row[0] for row in handles]
    _scrub_labels(graph, pids)
    near = [element for (element,) in graph.each(_NEAR, pids)]
    add_to_population(graph, -graph.each(_COUNTED, sorted({row[3] for row in handles}))[0][0])
    count: int = sum(graph.each(query, pids)[0][0] for query in _ERASE)
    graph.each(_SWEEP, near)
    drop_unsaid(graph)
    return count + _scrub_settings(graph, set(pids))


def _scrub_labels(graph: Graph, pids: list[str]) -> None:
    """Take those gone out of what the changes are called; what was undone may name them, too."""
    spoke = {batch for (batch,) in graph.each(_SPOKE, pids)}
    names = {*pids}
    for value, claimed in graph.each(_NAMES, pids):
        names |= {value, *claimed}
    changed = [
        [batch, without]
        for batch, label, withdrawn in graph.rows(_BATCHES)
        if (without := label_without(label, names, spoke=batch in spoke or withdrawn)) != label
    ]
    graph.each(_LABEL, changed)


def _scrub_settings(graph: Graph, people: set[str]) -> int:
    """Take those gone out of kept values."""
    changed = 0
    for name, value in graph.rows(_SETTINGS):
        if (scrubbed_value := scrubbed(value, people)) != value:
            graph.rows(_SET, name=name, value=scrubbed_value)
            changed += 1
    return changed
