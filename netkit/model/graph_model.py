"""Labels, relationships and properties of the graph that a person looks at, on every engine.

A server keeps it (`netkit.store.neo4j.readable_graph`), `netkit.answers.typed_graph` derives it for
NetworkX; docs/neo4j.md describes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from netkit.model.events import Favour, Introduction

if TYPE_CHECKING:
    from datetime import date

    from netkit.model.events import Event
    from netkit.model.history import State
    from netkit.model.people import Person

__all__ = [
    "AFFILIATION_TYPES",
    "EVENT_LABELS",
    "LINKS",
    "Link",
    "event_properties",
    "person_properties",
]

#: Kind of event → label of its node.
EVENT_LABELS = {
    "favour": "Favour",
    "introduction": "Introduction",
    "need": "Need",
    "offer": "Offer",
    "promise": "Promise",
}

#: Kind of affiliation → its relationship.
AFFILIATION_TYPES = {"work": "WORKS_AT", "school": "STUDIED_AT"}


class Link(NamedTuple):
    """The relationship between an event's node and somebody; `outward` runs to the person."""

    type: str
    outward: bool = True


#: Kind of event and role of a person in it → their relationship.
LINKS = {
    ("favour", "giver"): Link("GIVEN_BY"),
    ("favour", "receiver"): Link("RECEIVED_BY"),
    ("introduction", "broker"): Link("BROKER"),
    ("introduction", "a"): Link("OF"),
    ("introduction", "b"): Link("OF"),
    ("need", "person"): Link("NEEDS", outward=False),
    ("offer", "person"): Link("OFFERS", outward=False),
    ("promise", "giver"): Link("PROMISED", outward=False),
    ("promise", "receiver"): Link("TO"),
}


def event_properties(state: State[Event]) -> dict[str, Any]:
    """Return what a person looking at the node wants to know, without what is empty."""
    event = state.event
    properties: dict[str, Any] = {
        "at": event.at.date()
    }  # on the clocks that contact-days are counted on
    if isinstance(event, Favour):
        properties["thanked_at"] = _day(state, "thanked")
    else:
        properties["state"] = state.status
    for name in ("kind", "text", "value", "asked", "why", "due"):
        value = getattr(event, name, None)
        properties[name] = str(value) if name == "due" and value else value
    if isinstance(event, Introduction):
        last = [step.text for step in state.steps if step.to == "outcome"]
        properties |= {
            "asked_at": _day(state, "asked") or _day(state, "asked-both"),
            "made_at": _day(state, "made"),
            "outcome": last[-1] if last else None,
        }
    return {name: value for name, value in properties.items() if value not in (None, "")}


def _day(state: State[Event], step: str) -> date | None:
    moment = state.when(step)
    return None if moment is None else moment.date()


def person_properties(person: Person) -> dict[str, Any]:
    """Return the properties of a person's node, without what is empty."""
    properties = {
        "id": str(person.id),
        "name": person.name,
        "organization": person.organization,
        "title": person.title,
        "city": person.city,
        "owner": person.owner,
        "unknown": person.unknown,
    }
    return {name: value for name, value in properties.items() if value != ""}
