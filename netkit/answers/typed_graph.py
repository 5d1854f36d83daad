"""The network as a graph of typed nodes and edges, of the shape that a Neo4j server shows.

People, and on request organizations, cities, favours, introductions, needs, offers and promises;
docs/neo4j.md describes the labels, relationships and properties. Days are texts, several pieces of
evidence one text, so that GraphML and other formats can hold them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from netkit.errors import UsageError
from netkit.model.graph_model import (
    AFFILIATION_TYPES,
    EVENT_LABELS,
    LINKS,
    event_properties,
    person_properties,
)
from netkit.model.history import states
from netkit.model.organizations import organization_key
from netkit.model.when import date_of
from netkit.ties.acquaintance import TOLD, combined
from netkit.ties.statistics import day_stats
from netkit.ties.strength import strength

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import networkx as nx

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Acquaintance, Step
    from netkit.model.history import Recorded
    from netkit.model.people import Affiliation, Person, PersonId
    from netkit.store.values import PairDay

__all__ = ["NODE_KINDS", "NodeKind", "chosen_kinds", "typed_graph"]

#: What stands in the graph as a node of its own.
NodeKind = Literal[
    "person", "organization", "city", "favour", "introduction", "need", "offer", "promise"
]
NODE_KINDS: tuple[str, ...] = get_args(NodeKind)


Edge = tuple[str, str, str, dict[str, Any]]


def chosen_kinds(kinds: str | Iterable[str]) -> frozenset[str]:
    """Return the kinds of nodes asked for; ``all`` means each, and people are always there.

    Raises
    ------
    UsageError
        There is no such kind.

    >>> sorted(chosen_kinds(["favour"]))
    ['favour', 'person']
    """
    try:
        names = [kinds] if isinstance(kinds, str) else list(kinds)
    except TypeError:
        names = [repr(kinds)]
    for name in names:
        if name != "all" and name not in NODE_KINDS:
            raise UsageError(f"kinds: {name!r} is none of: all, {', '.join(NODE_KINDS)}")
    return frozenset(NODE_KINDS) if "all" in names else frozenset({"person", *names})


def typed_graph(
    view: NetworkView,
    kinds: Collection[str],
    *,
    owner: bool = True,
    acquaintances: bool = True,
    attributes: bool = True,
) -> nx.MultiDiGraph[Any]:
    """Return nodes with a ``label`` and edges with a ``type``; see `Workspace.to_networkx`."""
    import networkx as nx

    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(as_of=view.present.isoformat())
    people = [person for person in view.store.people() if owner or not person.owner]
    for person in people:
        graph.add_node(person.id, label="Person", **person_properties(person))
    edges = [*_contact_edges(view), *(_acquaintance_edges(view) if acquaintances else ())]
    edges += _places(view, graph, people, kinds)
    edges += _event_edges(view, graph, kinds)
    for number, (source, target, type_, properties) in enumerate(edges):
        if source in graph and target in graph:
            graph.add_edge(source, target, number, type=type_, **properties)
    if not attributes:
        _strip(graph)
    return graph


def _contact_edges(view: NetworkView) -> Iterator[Edge]:
    """Yield KNOWS of everybody in contact; the strength is that of the day of the last one."""
    owners = set(view.store.owners())

    def pair_of(row: PairDay) -> tuple[PersonId, PersonId]:
        return row.a, row.b

    for (a, b), rows in groupby(view.store.contacts(until=view.as_of), key=pair_of):
        stats = day_stats((row.day, row.ab, row.ba) for row in rows)
        if stats is None:
            continue
        source, target = (b, a) if b in owners and a not in owners else (a, b)
        yield source, target, "KNOWS", {
            "strength": float(strength(stats.log_strength, stats.last_day)),
            "last": date_of(stats.last_day).isoformat(),
            "contact_days": stats.contact_days,
            "probability": 1.0 if source in owners else TOLD,
            "evidence": "contact",
        }  # fmt: skip


def _acquaintance_edges(view: NetworkView) -> Iterator[Edge]:
    """Yield KNOWS of those of whom a source says, or hints, that they know each other."""
    pieces: dict[tuple[PersonId, PersonId], list[Recorded[Acquaintance]]] = {}
    recorded = view.store.events(["acquaintance"], until=view.as_of)
    for piece in cast("list[Recorded[Acquaintance]]", recorded):
        a, b = sorted((piece.event.a, piece.event.b))
        if a != b:
            pieces.setdefault((a, b), []).append(piece)
    for (a, b), listed in sorted(pieces.items()):
        listed.sort(key=lambda piece: (-piece.event.weight, piece.id))
        events = [piece.event for piece in listed]
        yield a, b, "KNOWS", {
            "probability": combined((event.source, event.weight, event.seen) for event in events),
            "evidence": "seen" if any(event.seen for event in events) else "inferred",
            "because": "; ".join(dict.fromkeys(event.evidence for event in events)),
            "last": max(event.at for event in events).date().isoformat(),
        }  # fmt: skip


def _places(
    view: NetworkView, graph: nx.Graph[Any], people: list[Person], kinds: Collection[str]
) -> Iterator[Edge]:
    if "organization" in kinds:
        jobs = sorted({_job(job) for job in view.store.affiliations() if job.person in graph})
        for person, type_, key, title, since, until, spelling in jobs:
            if key and f"organization:{key}" not in graph:
                graph.add_node(f"organization:{key}", label="Organization", key=key, name=spelling)
            if key:
                properties = {"title": title, "since": since, "until": until}
                yield person, f"organization:{key}", type_, _full(properties)
    for person_at in people if "city" in kinds else ():
        if person_at.city:
            graph.add_node(f"city:{person_at.city}", label="City", name=person_at.city)
            yield person_at.id, f"city:{person_at.city}", "LIVES_IN", {}


def _job(job: Affiliation) -> tuple[str, ...]:
    since, until = (str(day) if day is not None else "" for day in (job.start, job.end))
    key = organization_key(job.organization)
    return job.person, AFFILIATION_TYPES[job.kind], key, job.title, since, until, job.organization


def _event_edges(view: NetworkView, graph: nx.Graph[Any], kinds: Collection[str]) -> Iterator[Edge]:
    chosen = [kind for kind in EVENT_LABELS if kind in kinds]
    if not chosen:
        return
    steps = [recorded.event for recorded in view.store.events(["step"], until=view.as_of)]
    for kind in chosen:
        recorded = view.store.events([kind], until=view.as_of)
        for state in states(recorded, cast("list[Step]", steps)):
            properties = {name: _plain(value) for name, value in event_properties(state).items()}
            graph.add_node(state.id, label=EVENT_LABELS[kind], **properties)
            for (of, role), link in LINKS.items():
                if of == kind:
                    ends = (state.id, getattr(state.event, role))
                    source, target = ends if link.outward else ends[::-1]
                    yield source, target, link.type, {}


def _strip(graph: nx.MultiDiGraph[Any]) -> None:
    """Leave of nodes and edges what they are alone."""
    for _, node in graph.nodes(data=True):
        label = node["label"]
        node.clear()
        node["label"] = label
    for *_, edge in graph.edges(data=True):
        type_ = edge["type"]
        edge.clear()
        edge["type"] = type_


def _full(properties: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in properties.items() if text}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
