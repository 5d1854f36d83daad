"""Putting rows of what was said into the graph, a few thousand at a time; twice is as once."""

from __future__ import annotations

import json
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.domain.events import EVENT_KINDS
from netkit.store.neo4j import exchanges
from netkit.store.said import Row, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netkit.store.neo4j.connection import Graph

__all__ = ["CHUNK", "ahead", "chunks", "keyed", "known_keys", "put", "shown"]

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
RETURN key"""

_KNOWN_OWNERS = """
UNWIND $rows AS key
MATCH (n:Handle {net: $net, pid: key})
WHERE n:Owner
RETURN key"""

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

_ORGANIZATIONS = "UNWIND $rows AS key MERGE (:Organization {net: $net, key: key})"

_AFFILIATION = """
UNWIND $rows AS row
MATCH (h:Handle {{net: $net, pid: row.pid}})
MATCH (o:Organization {{net: $net, key: row.org_key}})
CREATE (h)<-[:ABOUT]-(:Affiliation {{net: $net, {properties}}})-[:AT]->(o)"""

_EVENT = """
UNWIND $rows AS row
CREATE (e:Event:{label} {{net: $net, uid: row.uid}})
SET e += row.said
WITH e, row
UNWIND row.parts AS part
MATCH (h:Handle {{net: $net, pid: part[1]}})
CREATE (e)-[:PART {{role: part[0]}}]->(h)"""

#: What an event says that a person looking at the graph, or a query, wants beside its data.
_SHOWN = ("text", "value", "weight", "seen", "asked", "why", "to", "of", "topic", "evidence")


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield `items` in lists of at most `size`."""
    kept: list[T] = []
    for item in items:
        kept.append(item)
        if len(kept) == size:
            yield kept
            kept = []
    if kept:
        yield kept


def ahead(items: Iterator[T]) -> Iterator[T]:
    """Yield `items`, making each next one while the last is used: the server is waited for."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def keyed(table: str, rows: Iterable[Row]) -> dict[str, Row]:
    """Return rows by what tells them apart; the first of equals stays."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(key_of(table, row), row)
    return found


def known_keys(graph: Graph, table: str, keys: Sequence[Any]) -> set[Any]:
    """Return those of `keys` that the graph has."""
    if table == "owner":
        return {key for (key,) in graph.each(_KNOWN_OWNERS, list(keys))}
    label, key = _LABELS[table]
    query = _KNOWN.format(label=label, key=key)
    return {found for (found,) in graph.each(query, list(keys))}


def put(graph: Graph, table: str, rows: Iterable[Row]) -> list[Row]:
    """Add the rows that are not there yet, at most `CHUNK`, and return them."""
    found = keyed(table, rows)
    asked: list[Any] = [row["id"] for row in found.values()] if table == "batch" else list(found)
    known = (
        exchanges.known_uids(graph, found.values())
        if table == "interaction"
        else {str(key) for key in known_keys(graph, table, asked)}
    )
    fresh = {key: row for key, row in found.items() if key not in known}
    if table == "event":
        _put_events(graph, fresh.values())
    elif table == "interaction":
        exchanges.put_exchanges(graph, fresh.values())
    elif table == "owner":
        graph.each(_OWNER, list(fresh.values()))
    else:
        _put_plain(graph, table, fresh)
    return list(fresh.values())


def _put_plain(graph: Graph, table: str, fresh: dict[str, Row]) -> None:
    label, key = _LABELS[table]
    query = {"claim": _CLAIM, "affiliation": _AFFILIATION}.get(table, _PLAIN)
    rows = [{**row, key: row.get(key, name)} for name, row in fresh.items()]
    if table == "affiliation":
        from netkit.domain.organizations import organization_key

        rows = [{**row, "org_key": organization_key(row["organization"])} for row in rows]
        graph.each(_ORGANIZATIONS, sorted({row["org_key"] for row in rows}))
    if rows:
        named = ", ".join(f"{name}: row.{name}" for name in rows[0])
        graph.each(query.format(label=label, properties=named), rows)


def shown(row: Row) -> dict[str, Any]:
    """Return what the node of an event says in properties of their own."""
    data = json.loads(row["data"])
    return {name: data[name] for name in _SHOWN if name in data}


def _put_events(graph: Graph, fresh: Iterable[Row]) -> None:
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in fresh:
        said = shown(row)
        said |= {name: row[name] for name in ("kind", "at", "data", "batch")}
        by_kind[row["kind"]].append({"uid": row["uid"], "said": said, "parts": row["parts"]})
    for kind, rows in sorted(by_kind.items()):
        graph.each(_EVENT.format(label=EVENT_KINDS[kind].__name__), rows)
