"""Give and take the rows of a network on a server, by the ids that every engine has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from netkit.store.neo4j.connection import Graph
from netkit.store.neo4j.meanings import clear_vectors
from netkit.store.neo4j.put import chunks, put
from netkit.store.neo4j.readable_graph import draw_all, plain_events
from netkit.store.neo4j.schema import MODEL
from netkit.store.neo4j.steps import Step, Steps, recount_all, rename, search_anew
from netkit.store.neo4j.stored_counts import count_anew
from netkit.store.recorded_rows import TABLES, Row

from . import exchanges

__all__ = ["dump", "dump_batch", "load", "rederive", "upgrade"]

Read = Callable[[Step], Any]

_PAGE = 10_000

#: Table → label, what is known only when the row is whole, and its order.
_FEW = {
    "batch": ("Batch", "id", "n.id"),
    "handle": ("Handle", "pid", "n.batch, n.n"),
    "move": ("Move", "key", "n.batch, n.n"),
    "doubt": ("Doubt", "key", "n.batch, n.n"),
    "setting": ("Setting", "name", "n.name"),
    "forgotten": ("Forgotten", "hash", "n.hash"),
}

_OWNERS = """
MATCH (h:Owner {net: $net})
WHERE h.owner_batch IS NOT NULL
RETURN h.pid AS pid, h.owner_batch AS batch ORDER BY h.owner_batch, h.batch, h.n"""

_ABOUT = """
MATCH (n:{label} {{net: $net}})
WHERE n.key > $after
WITH n ORDER BY n.key LIMIT $most
MATCH (n)-[:ABOUT]->(h:Handle)
RETURN n.key AS page, h.pid AS pid, {columns} ORDER BY page"""

_EVENTS = """
MATCH (n:Event {net: $net})
WHERE n.uid > $after
WITH n ORDER BY n.uid LIMIT $most
RETURN n.uid AS page, n.uid AS uid, n.kind AS kind, n.at AS at, n.data AS data, n.batch AS batch,
       COLLECT { MATCH (n)-[r:PART]->(h:Handle) RETURN [r.role, h.pid] } AS parts
ORDER BY page"""


def dump(read: Read, table: str) -> Iterator[Row]:
    """See the port."""
    if table == "owner":
        yield from read(lambda graph: graph.maps(_OWNERS))
    elif table in _FEW:
        label, key, order = _FEW[table]
        columns = ", ".join(f"n.{column} AS {column}" for column in TABLES[table])
        query = (
            f"MATCH (n:{label} {{net: $net}}) WHERE n.{key} IS NOT NULL"
            f" RETURN {columns} ORDER BY {order}"
        )
        yield from read(lambda graph: graph.maps(query))
    elif table == "interaction":
        yield from exchanges.dump(read)
    else:
        yield from _pages(read, _paged(table))


_BATCH_OWNERS = _OWNERS.replace("h.owner_batch IS NOT NULL", "h.owner_batch = $batch")
_BATCH_TABLES = ("handle", "owner", "move", "doubt", "claim", "affiliation", "event", "interaction")


def dump_batch(graph: Graph, batch: int) -> dict[str, list[Row]]:
    """See `recorded_by` of the port."""
    return {table: _of_batch(graph, table, batch) for table in _BATCH_TABLES}


def _of_batch(graph: Graph, table: str, batch: int) -> list[Row]:
    if table == "owner":
        return graph.maps(_BATCH_OWNERS, batch=batch)
    if table == "interaction":
        return exchanges.of_batch(graph, batch)
    if table in _FEW:
        label, key, order = _FEW[table]
        columns = ", ".join(f"n.{column} AS {column}" for column in TABLES[table])
        return graph.maps(
            f"MATCH (n:{label} {{net: $net}}) WHERE n.{key} IS NOT NULL AND n.batch = $batch"
            f" RETURN {columns} ORDER BY {order}",
            batch=batch,
        )
    query = _paged(table).replace("WITH n ORDER", "AND n.batch = $batch WITH n ORDER")
    rows = graph.maps(query, after="", most=10**9, batch=batch)
    for row in rows:
        row.pop("page")
        if "parts" in row:
            row["parts"] = sorted(row["parts"])
    return rows


def _paged(table: str) -> str:
    if table == "event":
        return _EVENTS
    columns = ", ".join(f"n.{column} AS {column}" for column in TABLES[table] if column != "pid")
    return _ABOUT.format(label=table.capitalize(), columns=columns)


def _pages(read: Read, query: str) -> Iterator[Row]:
    after = ""
    while True:
        rows = read(partial(Graph.maps, query=query, after=after, most=_PAGE))
        for row in rows:
            after = row.pop("page")
            if "parts" in row:
                row["parts"] = sorted(row["parts"])
            yield row
        if not rows:
            return


def load(table: str, rows: Iterable[Row]) -> Steps[int]:
    """See the port."""
    added = 0
    for chunk in chunks({**row, "n": number} for number, row in enumerate(rows)):
        plain_rows = chunk if table in _FEW else [_without_number(row) for row in chunk]
        added += len((yield partial(put, table=table, rows=plain_rows)))
    if table == "batch":
        yield lambda graph: graph.rows(_COUNT_BATCHES)
    return added


_COUNT_BATCHES = """
MATCH (b:Batch {net: $net})
WHERE b.id IS NOT NULL
WITH max(b.id) AS last
MATCH (n:Network {net: $net})
SET n.batches = last"""

_PIDS = "MATCH (h:Handle {net: $net}) WHERE h.pid IS NOT NULL RETURN h.pid, h.person"


def _without_number(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "n"}


def rederive() -> Steps[None]:
    """Make people, search and ties anew from what was said."""
    handles: dict[str, str] = dict((yield lambda graph: graph.rows(_PIDS)))
    yield from rename({*handles.values(), *handles})
    yield clear_vectors  # `netkit.store.meanings` embeds the texts anew
    yield from search_anew(handles)
    yield from recount_all()
    yield from draw_all()
    yield count_anew


_UPGRADED = """
MATCH (n:Network {net: $net})
SET n.model = $model
REMOVE n.people, n.people_of, n.moved, n.ties"""


def upgrade() -> Steps[None]:
    """Make the derived part of a network anew that an older netkit wrote."""
    yield from plain_events()
    yield from rederive()
    yield lambda graph: graph.rows(_UPGRADED, model=MODEL)
