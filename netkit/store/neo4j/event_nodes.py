"""Derive a node for each favour, introduction, need, offer and promise, with its people and state.

What was said stays behind in ``(:Event)``; these nodes are for whoever asks the graph: real
properties in place of JSON, people in place of handles, and what became of it in place of steps.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from netkit.model.events import EventId, Step
from netkit.model.graph_model import EVENT_LABELS, LINKS, event_properties
from netkit.model.history import Recorded, states
from netkit.model.people import PersonId
from netkit.store.codec import restore
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import tzinfo

    from netkit.model.graph_model import Link
    from netkit.store.neo4j.connection import Graph

__all__ = [
    "drop_event_nodes", "expected_event_nodes", "stored_event_nodes", "write_event_nodes",
]  # fmt: skip

_EVENTS = """
UNWIND $rows AS uid
MATCH (e:Event {net: $net, uid: uid})
WHERE e.kind IN $kinds
RETURN e.uid, e.kind, e.at, e.data,
       COLLECT { MATCH (e)-[r:PART]->(h:Handle) RETURN [r.role, h.person] },
       COLLECT { MATCH (s:Event {net: $net, of: e.uid}) RETURN [s.at, s.data] }"""

_DROP = """
UNWIND $rows AS uid
MATCH (n:{label} {{net: $net, uid: uid}})
DETACH DELETE n"""

_CREATE = """
UNWIND $rows AS row
CREATE (n:{label} {{net: $net, uid: row.uid}})
SET n += row.properties"""

_LINK = """
UNWIND $rows AS row
MATCH (n:{label} {{net: $net, uid: row[0]}})
MATCH (p:Person {{net: $net, id: row[1]}})
CREATE {link}"""

_MENTIONS = """
UNWIND $rows AS row
MATCH (n:{label} {{net: $net, uid: row[0]}})
MATCH (t:Term {{net: $net, term: row[1]}})
CREATE (n)-[:MENTIONS]->(t)"""

_STORED = """
MATCH (n:{label} {{net: $net}})
WHERE n.uid IS NOT NULL
RETURN n.uid, properties(n), COLLECT {{ MATCH (n)-[r]-(p:Person) RETURN type(r) + ' ' + p.id }},
       COLLECT {{ MATCH (n)-[:MENTIONS]->(t:Term) RETURN t.term }}"""

_LONGEST = 200  # letters of a term that an index holds


def _event_nodes(graph: Graph, uids: Collection[str]) -> list[dict[str, Any]]:
    """Return the nodes of those of these events that have one: kind, properties, people, terms."""
    rows = graph.each(_EVENTS, sorted(uids), kinds=[*EVENT_LABELS])
    zone = graph.zone
    return [_node(zone, *row) for row in rows]


def _node(
    zone: tzinfo,
    uid: str,
    kind: str,
    at: int,
    data: str,
    parts: list[list[str]],
    steps: list[list[Any]],
) -> dict[str, Any]:
    people = {role: PersonId(person) for role, person in parts}
    event = restore(kind, at, data, people, zone)
    taken = [restore("step", when, text, {}, zone) for when, text in steps]
    steps_taken = [step for step in taken if isinstance(step, Step)]
    [state] = states([Recorded(EventId(uid), event)], steps_taken)
    text = json.loads(data).get("text", "") if kind in {"need", "offer"} else ""
    return {
        "uid": uid,
        "kind": kind,
        "properties": event_properties(state),
        "people": sorted(people.items()),
        "terms": sorted({term[:_LONGEST] for term in terms(text)}),
    }


def drop_event_nodes(graph: Graph, uids: Collection[str]) -> None:
    """Take away the nodes of these events."""
    for label in EVENT_LABELS.values():
        graph.each(_DROP.format(label=label), sorted(uids))


def write_event_nodes(graph: Graph, uids: Collection[str], *, new: bool = False) -> None:
    """Derive the nodes of these events anew; `new` where none of them is written yet."""
    if not (new and graph.alone):
        drop_event_nodes(graph, uids)
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for node in _event_nodes(graph, uids):
        by_kind.setdefault(node["kind"], []).append(node)
    for kind, nodes in by_kind.items():
        label = EVENT_LABELS[kind]
        graph.each(_CREATE.format(label=label), nodes)
        for (of, role), link in LINKS.items():
            if of == kind:
                graph.each(_LINK.format(label=label, link=_pattern(link)), _ends(nodes, role))
        mentions = [[node["uid"], term] for node in nodes for term in node["terms"]]
        graph.each(_MENTIONS.format(label=label), mentions)


def _pattern(link: Link) -> str:
    return f"(n)-[:{link.type}]->(p)" if link.outward else f"(p)-[:{link.type}]->(n)"


def _ends(nodes: Sequence[dict[str, Any]], role: str) -> list[list[str]]:
    return [[n["uid"], person] for n in nodes for name, person in n["people"] if name == role]


def stored_event_nodes(graph: Graph) -> list[tuple[str, str, str]]:
    """Return label, id and all else of every node, as `expected_event_nodes` gives them."""
    return [
        (label, uid, _text(properties, people, words))
        for label in EVENT_LABELS.values()
        for uid, properties, people, words in graph.rows(_STORED.format(label=label))
    ]


def expected_event_nodes(graph: Graph, uids: Collection[str]) -> list[tuple[str, str, str]]:
    """Return what `stored_event_nodes` should give of these events."""
    rows = []
    for node in _event_nodes(graph, uids):
        people = [f"{LINKS[node['kind'], role].type} {person}" for role, person in node["people"]]
        shown = {"net": graph.net, "uid": node["uid"], **node["properties"]}
        rows.append((EVENT_LABELS[node["kind"]], node["uid"], _text(shown, people, node["terms"])))
    return rows


def _text(properties: dict[str, Any], people: Sequence[str], words: Sequence[str]) -> str:
    values = sorted((name, str(value)) for name, value in properties.items())
    return repr((values, sorted(people), sorted(words)))
