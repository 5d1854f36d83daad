"""The owner's network as a NetworkX graph: people, contacts, who knows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.answers.structure import shape_of
from netkit.ties.strength import shown

if TYPE_CHECKING:
    import networkx as nx

    from netkit.answers.facts import Facts
    from netkit.answers.network_view import NetworkView
    from netkit.answers.structure import KnownTie
    from netkit.model.people import Person, PersonId

__all__ = ["person_attributes", "whole_graph"]


def person_attributes(person: Person) -> dict[str, Any]:
    """Return what a node says of a person, in values that every format of graphs can hold."""
    return {
        "name": person.name,
        "organization": person.organization,
        "title": person.title,
        "city": person.city,
        "owner": person.owner,
    }


def whole_graph(
    view: NetworkView, *, owner: bool = True, acquaintances: bool = True, attributes: bool = True
) -> nx.Graph[Any]:
    """Return people and ties as a graph; see `netkit.workspace.graphs.Graphs.to_networkx`."""
    import networkx as nx

    facts = view.facts()
    shape = shape_of(view, facts)
    graph: nx.Graph[Any] = nx.Graph(as_of=view.present.isoformat())
    graph.add_nodes_from(shape.people)
    graph.add_edges_from(
        (tie.a, tie.b, _tie_of_others(tie)) for tie in shape.ties if acquaintances or tie.days
    )
    if owner:
        graph.add_node(view.owner)
        graph.add_edges_from(
            (view.owner, pid, _own_tie(facts, pid))
            for pid in shape.people
            if pid in facts.ties or (acquaintances and pid not in facts.strangers)
        )
    if attributes:
        for pid, node in graph.nodes(data=True):
            node.update(person_attributes(facts.profiles[pid].person))
            node["strength"] = float(shown(facts.strength(pid)))
            node["group"] = shape.names.get(shape.group_of.get(pid, -1), "")
    return graph


def _own_tie(facts: Facts, person: PersonId) -> dict[str, Any]:
    stats = facts.ties.get(person)
    days = 0 if stats is None else stats.contact_days
    return _edge(float(shown(facts.strength(person))), days, 1.0, inferred=False)


def _tie_of_others(tie: KnownTie) -> dict[str, Any]:
    return _edge(tie.strength, len(tie.days), tie.probability, inferred=tie.inferred)


def _edge(strength: float, days: int, probability: float, *, inferred: bool) -> dict[str, Any]:
    return {
        "strength": float(strength),
        "weight": float(strength) / 100,
        "contact_days": int(days),
        "probability": float(probability),
        "inferred": inferred,
    }
