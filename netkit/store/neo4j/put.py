"""Putting rows of what was said into the graph, a few thousand at a time; twice is as once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.model.organizations import organization_key
from netkit.store.recorded_rows import Row, key_of

from . import exchanges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from netkit.store.neo4j.connection import Graph

__all__ = ["CHUNK", "chunks", "distinct", "keyed", "known_keys", "put", "put_names"]

T = TypeVar("T")

#: Rows a query; between 1,000 and 10,000 the server is as fast.
CHUNK = 5_000

_LABELS = {
    "batch": ("Batch", "id"),
    "handle": ("Handle", "pid"),
    "move": ("Move", "key"),
    "doubt": ("Doubt", "key"),
    "claim": ("Claim", "key"),
    "affiliation": ("Affiliation", "key"),
    "event": ("Event", "uid"),
    "setting": ("Setting", "name"),
    "forgotten": ("Forgotten", "hash"),
}

_KNOWN = """
UNWIND $rows AS key
MATCH (n:{label} {{net: $net, {key}: key}})
RETURN collect(key)"""

_KNOWN_OWNERS = """
UNWIND $rows AS key
MATCH (n:Handle {net: $net, pid: key})
WHERE n:Owner
RETURN collect(key)"""

_PLAIN = """
UNWIND $rows AS row
CREATE (:{label} {{net: $net, {properties}}})"""

_OWNER = """
UNWIND $rows AS row
MATCH (h:Handle {net: $net, pid: row.pid})
SET h:Owner, h.owner_batch = row.batch"""

_CLAIM = """
UNWIND $rows AS row
MATCH (h:Handle {{net: $net, pid: row.pid}})
CREATE (:Claim {{net: $net, {properties}}})-[:ABOUT]->(h)"""

_NAMED = "UNWIND $rows AS name MERGE (:{label} {{net: $net, {key}: name}})"

_AFFILIATION = """
UNWIND $rows AS row
MATCH (h:Handle {{net: $net, pid: row.pid}})
MATCH (o:Organization {{net: $net, key: row.org_key}})
CREATE (h)<-[:ABOUT]-(:Affiliation {{net: $net, {properties}}})-[:AT]->(o)"""

_EVENT = """
UNWIND $rows AS row
CREATE (e:Event {net: $net, uid: row.uid})
SET e += row.properties
WITH e, row
UNWIND row.parts AS part
MATCH (h:Handle {net: $net, pid: part[1]})
CREATE (e)-[:PART {role: part[0]}]->(h)"""

#: What many point at, by name → the property that holds it.
NAMED = {"Organization": "key", "Word": "word", "Term": "term"}

#: What an event says that a person looking at the graph, or a query, wants beside its data.
_SHOWN = ("text", "value", "weight", "seen", "asked", "why", "to", "of", "topic", "evidence")


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield `items` in lists of at most `size`."""
    chunk: list[T] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def distinct(table: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows that differ, each with its key besides where that is a hash."""
    keys: set[str] = set()
    hashed = _LABELS.get(table, ("", ""))[1] == "key"
    for row in rows:
        key = key_of(table, row)
        if key not in keys:
            keys.add(key)
            yield {**row, "key": key} if hashed else row


def keyed(table: str, rows: Iterable[Row]) -> dict[str, Row]:
    """Return rows by what tells them apart; the first of equals stays."""
    row_by_key: dict[str, Row] = {}
    for row in rows:
        row_by_key.setdefault(row.get("key") or key_of(table, row), row)
    return row_by_key


def known_keys(graph: Graph, table: str, rows: Mapping[str, Row]) -> set[str]:
    """Return the keys of those of `rows`, given by key, that the graph has."""
    label, key = _LABELS.get(table, ("Handle", "pid"))
    query = _KNOWN_OWNERS if table == "owner" else _KNOWN.format(label=label, key=key)
    asked: list[Any] = [row["id"] for row in rows.values()] if table == "batch" else list(rows)
    stored = graph.each(query, asked)
    return {str(value) for value in stored[0][0]} if stored else set()


def put(graph: Graph, table: str, rows: Iterable[Row], *, new: bool = False) -> list[Row]:
    """Add the rows that are not there yet, at most `CHUNK`, and return them.

    new : none of them is there, unless somebody else wrote meanwhile
    """
    if table == "interaction":
        return _put_contacts(graph, rows)
    row_by_key = keyed(table, rows)
    stored = set() if new and graph.alone else known_keys(graph, table, row_by_key)
    fresh = {key: row for key, row in row_by_key.items() if key not in stored}
    if table == "event":
        _put_events(graph, fresh.values())
    elif table == "owner":
        graph.each(_OWNER, list(fresh.values()))
    else:
        _put_plain(graph, table, fresh)
    return list(fresh.values())


def _put_contacts(graph: Graph, rows: Iterable[Row]) -> list[Row]:
    row_by_key = keyed("interaction", rows)
    contacts = [exchanges.contact_of(row) for row in row_by_key.values()]
    fresh = exchanges.put_contacts(graph, contacts, new=False)
    return [row_by_key[contact.uid] for contact in fresh]


def _put_plain(graph: Graph, table: str, fresh: dict[str, Row]) -> None:
    label, key = _LABELS[table]
    query = {"claim": _CLAIM, "affiliation": _AFFILIATION}.get(table, _PLAIN)
    rows = [{**row, key: row.get(key, name)} for name, row in fresh.items()]
    if table == "affiliation":
        rows = [{**row, "org_key": organization_key(row["organization"])} for row in rows]
        put_names(graph, "Organization", {row["org_key"] for row in rows})
    if rows:
        named = ", ".join(f"{name}: row.{name}" for name in rows[0])
        graph.each(query.format(label=label, properties=named), rows)


def put_names(graph: Graph, label: str, names: Collection[str]) -> None:
    """See that there is a node of each of these names; all writers take them in one order."""
    graph.each(_NAMED.format(label=label, key=NAMED[label]), sorted(names))


def _shown(row: Row) -> dict[str, Any]:
    """Return the fields of an event that its node has in properties of their own."""
    data = json.loads(row["data"])
    return {name: data[name] for name in _SHOWN if name in data}


def _put_events(graph: Graph, fresh: Iterable[Row]) -> None:
    own_fields = ("kind", "at", "data", "batch")
    rows = [
        {
            "uid": row["uid"],
            "properties": _shown(row) | {name: row[name] for name in own_fields},
            "parts": row["parts"],
        }
        for row in fresh
    ]
    graph.each(_EVENT, rows)
