"""Remove single events and contacts from a server, and restore them when that is undone.

Each step can be repeated: what is gone already stands in the setting by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.store.neo4j.exchanges import PARTY_LETTERS
from netkit.store.neo4j.put import put
from netkit.store.neo4j.touched import Touched, touched_by_rows
from netkit.store.removed_rows import (
    REMOVED_SETTING,
    RemovedRow,
    read_removed,
    removed_ids,
    write_removed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.store.neo4j.connection import Graph
    from netkit.store.recorded_rows import Row

__all__ = ["SpokenOf", "not_to_import", "remove_rows", "restore_rows"]

_EVENT = """
MATCH (n:Event {net: $net, uid: $uid})
RETURN n.uid AS uid, n.kind AS kind, n.at AS at, n.data AS data, n.batch AS batch,
       COLLECT { MATCH (n)-[r:PART]->(h:Handle) RETURN [r.role, h.pid] } AS parts"""

_DROP_EVENT = "MATCH (n:Event {net: $net, uid: $uid}) DETACH DELETE n"

_CONTACT = """
MATCH (s:Handle)-[:SENT]->(x:Exchange {net: $net})
WHERE x.key IS NOT NULL AND $uid IN x.uid
WITH x, s, [i IN range(0, size(x.uid) - 1) WHERE x.uid[i] = $uid][0] AS i
RETURN x.uid[i] AS uid, x.at[i] AS at, x.channel AS channel, coalesce(x.thread[i], '') AS thread,
       coalesce(x.text[i], '') AS text, x.source AS source, coalesce(x.mark[i], '') AS mark,
       x.batch AS batch, s.pid AS sender,
       COLLECT { MATCH (x)-[:TO]->(r:Handle) RETURN r.pid } AS recipients"""

#: The lists of an exchange without one contact; its key begins with the hash of who took part.
_DROP_CONTACT = """
MATCH (x:Exchange {net: $net})
WHERE x.key IS NOT NULL AND $uid IN x.uid
WITH x, [i IN range(0, size(x.uid) - 1) WHERE x.uid[i] <> $uid] AS left
WITH x, left, {
  uid: [i IN left | x.uid[i]], at: [i IN left | x.at[i]],
  thread: CASE WHEN x.thread IS NULL THEN NULL ELSE [i IN left | x.thread[i]] END,
  text: CASE WHEN x.text IS NULL THEN NULL ELSE [i IN left | x.text[i]] END,
  mark: CASE WHEN x.mark IS NULL THEN NULL ELSE [i IN left | x.mark[i]] END
} AS lists
CALL (x, left) {
  WITH x, left WHERE size(left) = 0
  DETACH DELETE x
}
WITH x, left, lists WHERE size(left) > 0
SET x += lists
SET x.contacts = size(left), x.first = lists.at[0], x.last = lists.at[-1],
    x.key = substring(x.key, 0, $party) + lists.uid[0]"""

_PERSONS = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})
RETURN DISTINCT h.person"""

_STANDING = """
MATCH (b:Batch {net: $net, id: $batch})
RETURN b.withdrawn_at IS NULL"""

_IMPORTS = "MATCH (b:Batch {net: $net}) WHERE b.label STARTS WITH 'import ' RETURN b.id"
_READ = "MATCH (s:Setting {net: $net, name: $name}) RETURN s.value"
_WRITE = "MERGE (s:Setting {net: $net, name: $name}) SET s.value = $value"


class SpokenOf(NamedTuple):
    """Rows, by their ids, speak of these people and handles, and touch this of what is derived."""

    people: set[str]
    handles: set[str]
    touched: Touched
    uids: set[str]


def remove_rows(graph: Graph, uids: Sequence[str], batch: int) -> SpokenOf:
    """Take events and contacts out; return whom they spoke of."""
    removed = _read(graph)
    for uid in uids:
        for table, query, drop in (
            ("event", _EVENT, _DROP_EVENT), ("interaction", _CONTACT, _DROP_CONTACT)
        ):  # fmt: skip
            for row in graph.maps(query, uid=uid):
                removed.append(RemovedRow(batch, table, _sorted(row)))
                graph.rows(drop, uid=uid, party=PARTY_LETTERS)
    _write(graph, removed)
    return _spoken_of(graph, [entry.row for entry in removed if entry.batch == batch])


def restore_rows(graph: Graph, batch: int) -> SpokenOf:
    """Put back what a change removed, unless what recorded it was undone; return whom it names."""
    removed = _read(graph)
    rows = []
    for _, table, row in (entry for entry in removed if entry.batch == batch):
        standing = graph.rows(_STANDING, batch=row["batch"])
        if standing and standing[0][0]:
            rows.append(row)
            put(graph, table, [row])
    if rows or any(entry.batch == batch for entry in removed):
        _write(graph, [entry for entry in removed if entry.batch != batch])
    return _spoken_of(graph, rows)


def not_to_import(graph: Graph) -> frozenset[str]:
    """Return the ids of what corrections removed: an import does not bring it back."""
    rows = _read(graph)
    return removed_ids(rows, {batch for (batch,) in graph.rows(_IMPORTS)} if rows else ())


def _sorted(row: Row) -> Row:
    return {
        name: sorted(value) if isinstance(value, list) else value for name, value in row.items()
    }


def _spoken_of(graph: Graph, rows: Sequence[Row]) -> SpokenOf:
    pids: set[str] = set()
    for row in rows:
        pids |= {pid for _, pid in row.get("parts", ())}
        pids |= {row["sender"], *row["recipients"]} if "sender" in row else set()
    people = {person for (person,) in graph.each(_PERSONS, sorted(pids))}
    uids = {str(row["uid"]) for row in rows}
    return SpokenOf(people, pids, touched_by_rows(graph, rows), uids)


def _read(graph: Graph) -> list[RemovedRow]:
    rows = graph.rows(_READ, name=REMOVED_SETTING)
    return read_removed(rows[0][0] if rows else None)


def _write(graph: Graph, rows: list[RemovedRow]) -> None:
    graph.rows(_WRITE, name=REMOVED_SETTING, value=write_removed(rows))
