"""Derive WORKS_AT, STUDIED_AT and LIVES_IN of people from what sources say of their handles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.graph_model import AFFILIATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.store.neo4j.connection import Graph

__all__ = ["expected_affiliations", "stored_affiliations", "write_affiliations"]

_DROP = """
UNWIND $rows AS id
MATCH (p:Person {net: $net, id: id})-[r:WORKS_AT|STUDIED_AT|LIVES_IN]->()
DELETE r"""

_JOBS = """
UNWIND $rows AS id
MATCH (p:Person {net: $net, id: id})<-[:OF]-(:Handle)<-[:ABOUT]-(a:Affiliation {kind: $kind})
MATCH (a)-[:AT]->(o:Organization)
WHERE o.key <> ''
WITH p, o, a.title AS title, a.since AS since, a.until AS until, min(a.organization) AS spelling"""

#: The first spelling of an organization's name that came is shown.
_LINK = """
SET o.name = coalesce(o.name, spelling)
CREATE (p)-[:{type} {{
  title: nullIf(title, ''), since: nullIf(since, ''), until: nullIf(until, '')
}}]->(o)"""

_EXPECTED = "\nRETURN p.id, $type, o.key, title, since, until"

_LIVES = """
UNWIND $rows AS id
MATCH (p:Person {net: $net, id: id})
WHERE p.city <> ''
MERGE (c:City {net: $net, name: p.city})
CREATE (p)-[:LIVES_IN]->(c)"""

_CITIES = """
UNWIND $rows AS id
MATCH (p:Person {net: $net, id: id})
WHERE p.city <> ''
RETURN p.id, 'LIVES_IN', p.city, '' AS title, '' AS since, '' AS until"""

_STORED = """
UNWIND $rows AS id
MATCH (p:Person {net: $net, id: id})-[r:WORKS_AT|STUDIED_AT|LIVES_IN]->(o)
RETURN p.id, type(r), coalesce(o.key, o.name), coalesce(r.title, ''), coalesce(r.since, ''),
       coalesce(r.until, '')"""


def write_affiliations(graph: Graph, people: Sequence[str], *, new: bool = False) -> None:
    """Derive where these people work, studied and live anew; `new` where nothing is written."""
    ids = list(people)
    if not (new and graph.alone):
        graph.each(_DROP, ids)
    for kind, type_ in AFFILIATION_TYPES.items():
        graph.each(_JOBS + _LINK.format(type=type_), ids, kind=kind)
    graph.each(_LIVES, ids)


def expected_affiliations(graph: Graph, people: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return what `stored_affiliations` should give."""
    rows = graph.each(_CITIES, list(people))
    for kind, type_ in AFFILIATION_TYPES.items():
        rows += graph.each(_JOBS + _EXPECTED, list(people), kind=kind, type=type_)
    return sorted(map(tuple, rows))


def stored_affiliations(graph: Graph, people: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return person, relationship, where, title, since and until of what stands in the graph."""
    return sorted(map(tuple, graph.each(_STORED, list(people))))
