"""Derive a node for each favour, introduction, need, offer and promise, with its people and state.

What was said stays behind in ``(:Event)``; these nodes are for whoever asks the graph: real
properties in place of JSON, people in place of handles, and what became of it in place of steps.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from netkit.model.events import EventId, Favour, Introduction, Step
from netkit.model.history import Recorded, states
from netkit.model.people import PersonId
from netkit.store.codec import restore
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from netkit.model.events import Event
    from netkit.model.history import State
    from netkit.store.neo4j.connection import Graph

__all__ = [
    "LABELS", "drop_event_nodes", "expected_event_nodes", "stored_event_nodes",
    "write_event_nodes",
]  # fmt: skip

#: Kind of event → label of its node.
LABELS = {
    "favour": "Favour",
    "introduction": "Introduction",
    "need": "Need",
    "offer": "Offer",
    "promise": "Promise",
}

#: Role of a person → the relationship, as it is written from the node ``n`` to the person ``p``.
_LINKS = {
    ("favour", "giver"): "(n)-[:GIVEN_BY]->(p)",
    ("favour", "receiver"): "(n)-[:RECEIVED_BY]->(p)",
    ("introduction", "broker"): "(n)-[:BROKER]->(p)",
    ("introduction", "a"): "(n)-[:OF]->(p)",
    ("introduction", "b"): "(n)-[:OF]->(p)",
    ("need", "person"): "(p)-[:NEEDS]->(n)",
    ("offer", "person"): "(p)-[:OFFERS]->(n)",
    ("promise", "giver"): "(p)-[:PROMISED]->(n)",
    ("promise", "receiver"): "(n)-[:TO]->(p)",
}

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
    rows = graph.each(_EVENTS, sorted(uids), kinds=[*LABELS])
    return [_node(*row) for row in rows]


def _node(
    uid: str,
    kind: str,
    at: int,
    data: str,
    parts: list[list[str]],
    steps: list[list[Any]],
) -> dict[str, Any]:
    people = {role: PersonId(person) for role, person in parts}
    event = restore(kind, at, data, people)
    taken = [restore("step", when, text, {}) for when, text in steps]
    steps_taken = [step for step in taken if isinstance(step, Step)]
    [state] = states([Recorded(EventId(uid), event)], steps_taken)
    text = json.loads(data).get("text", "") if kind in {"need", "offer"} else ""
    return {
        "uid": uid,
        "kind": kind,
        "properties": _properties(state),
        "people": sorted(people.items()),
        "terms": sorted({term[:_LONGEST] for term in terms(text)}),
    }


def _properties(state: State[Event]) -> dict[str, Any]:
    """Return what a person looking at the node wants to know, without what is empty."""
    event = state.event
    properties: dict[str, Any] = {"at": _day(event.at)}
    if isinstance(event, Favour):
        properties["thanked_at"] = _day(state.when("thanked"))
    else:
        properties["state"] = state.status
    for name in ("kind", "text", "value", "asked", "why", "due"):
        value = getattr(event, name, None)
        properties[name] = str(value) if name == "due" and value else value
    if isinstance(event, Introduction):
        asked = state.when("asked") or state.when("asked-both")
        last = [step.text for step in state.steps if step.to == "outcome"]
        properties |= {
            "asked_at": _day(asked),
            "made_at": _day(state.when("made")),
            "outcome": last[-1] if last else None,
        }
    return {name: value for name, value in properties.items() if value not in (None, "")}


def _day(moment: datetime | None) -> date | None:
    """Return the UTC day of a moment, as contact-days are counted."""
    return None if moment is None else date.fromordinal(moment.date().toordinal())


def drop_event_nodes(graph: Graph, uids: Collection[str]) -> None:
    """Take away the nodes of these events."""
    for label in LABELS.values():
        graph.each(_DROP.format(label=label), sorted(uids))


def write_event_nodes(graph: Graph, uids: Collection[str], *, new: bool = False) -> None:
    """Derive the nodes of these events anew; `new` where none of them is written yet."""
    if not (new and graph.alone):
        drop_event_nodes(graph, uids)
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for node in _event_nodes(graph, uids):
        by_kind.setdefault(node["kind"], []).append(node)
    for kind, nodes in by_kind.items():
        label = LABELS[kind]
        graph.each(_CREATE.format(label=label), nodes)
        for (of, role), link in _LINKS.items():
            if of == kind:
                graph.each(_LINK.format(label=label, link=link), _ends(nodes, role))
        mentions = [[node["uid"], term] for node in nodes for term in node["terms"]]
        graph.each(_MENTIONS.format(label=label), mentions)


def _ends(nodes: Sequence[dict[str, Any]], role: str) -> list[list[str]]:
    return [[n["uid"], person] for n in nodes for name, person in n["people"] if name == role]


def stored_event_nodes(graph: Graph) -> list[tuple[str, str, str]]:
    """Return label, id and all else of every node, as `expected_event_nodes` gives them."""
    return [
        (label, uid, _text(properties, people, words))
        for label in LABELS.values()
        for uid, properties, people, words in graph.rows(_STORED.format(label=label))
    ]


def expected_event_nodes(graph: Graph, uids: Collection[str]) -> list[tuple[str, str, str]]:
    """Return what `stored_event_nodes` should give of these events."""
    rows = []
    for node in _event_nodes(graph, uids):
        people = [f"{_type_of(node['kind'], role)} {person}" for role, person in node["people"]]
        shown = {"net": graph.net, "uid": node["uid"], **node["properties"]}
        rows.append((LABELS[node["kind"]], node["uid"], _text(shown, people, node["terms"])))
    return rows


def _type_of(kind: str, role: str) -> str:
    """Return the type of the relationship between an event of this kind and who has the role."""
    return _LINKS[kind, role].partition("[:")[2].partition("]")[0]


def _text(properties: dict[str, Any], people: Sequence[str], words: Sequence[str]) -> str:
    values = sorted((name, str(value)) for name, value in properties.items())
    return repr((values, sorted(people), sorted(words)))
