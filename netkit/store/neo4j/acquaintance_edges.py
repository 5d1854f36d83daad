"""Derive ``(:Person)-[:KNOWS]->(:Person)`` among contacts from the evidence that is recorded.

Those that contacts give are written with their ties (`netkit.store.neo4j.tie_counting`). Where
two share an employer is asked of WORKS_AT: it would be an edge for each two at a large one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from netkit.model.when import from_epoch
from netkit.ties.acquaintance import combined

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import tzinfo

    from netkit.store.neo4j.connection import Graph
    from netkit.store.neo4j.tie_counting import Pair

__all__ = ["acquaintance_rows", "stored_acquaintances", "write_acquaintances"]

_EVIDENCE = """
UNWIND $rows AS id
MATCH (:Person {net: $net, id: id})<-[:OF]-(:Handle)<-[:PART]-(e:Event {kind: 'acquaintance'})
MATCH (e)-[:PART]->(h:Handle)
WHERE h.person <> id
RETURN DISTINCT id, h.person, e.uid, e.at, e.data"""

_DROP = """
UNWIND $rows AS pair
MATCH (a:Person {net: $net, id: pair[0]})-[k:KNOWS]->(b:Person {net: $net, id: pair[1]})
WHERE k.evidence <> 'contact'
DELETE k"""

_CREATE = """
UNWIND $rows AS row
MATCH (a:Person {net: $net, id: row.a})
MATCH (b:Person {net: $net, id: row.b})
CREATE (a)-[:KNOWS {
  probability: row.probability, evidence: row.evidence, because: row.because,
  last: row.last
}]->(b)"""

_STORED = """
MATCH (a:Person {net: $net})-[k:KNOWS]->(b:Person)
WHERE a.id IS NOT NULL AND k.evidence <> 'contact'
RETURN a.id, b.id, k.probability, k.evidence, k.because, toString(k.last)"""


def write_acquaintances(graph: Graph, pairs: Collection[Pair], *, new: bool = False) -> None:
    """Derive who knows whom of these pairs anew; `new` where none of them is written yet."""
    asked = sorted(pairs)
    if not (new and graph.alone):
        graph.each(_DROP, [list(pair) for pair in asked])
    graph.each(_CREATE, acquaintance_rows(graph, asked))


def acquaintance_rows(graph: Graph, pairs: Collection[Pair]) -> list[dict[str, Any]]:
    """Return the properties of KNOWS for those of these pairs of whom there is evidence."""
    import json

    wanted = set(pairs)
    evidence: dict[Pair, list[tuple[int, str, dict[str, Any]]]] = defaultdict(list)
    for person, other, uid, at, data in graph.each(_EVIDENCE, sorted({a for a, _ in wanted})):
        if (person, other) in wanted:
            evidence[person, other].append((at, uid, json.loads(data)))
    zone = graph.zone
    return [_row(pair, pieces, zone) for pair, pieces in sorted(evidence.items())]


def _row(pair: Pair, pieces: list[tuple[int, str, dict[str, Any]]], zone: tzinfo) -> dict[str, Any]:
    pieces.sort(key=lambda piece: (-piece[2]["weight"], piece[1]))
    seen = any(data["seen"] for *_, data in pieces)
    return {
        "a": pair[0],
        "b": pair[1],
        "probability": combined(
            (data["source"], data["weight"], data["seen"]) for *_, data in pieces
        ),
        "evidence": "seen" if seen else "inferred",
        "because": list(dict.fromkeys(data["evidence"] for *_, data in pieces)),
        "last": from_epoch(max(at for at, *_ in pieces), zone).date(),
    }


def stored_acquaintances(graph: Graph) -> list[tuple[Any, ...]]:
    """Return what stands in the graph, in the order of `acquaintance_rows`."""
    return [(*row[:4], tuple(row[4]), row[5]) for row in graph.rows(_STORED)]
