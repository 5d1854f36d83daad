"""A map for other programs: GraphML, GEXF (Gephi), GML and JSON, through NetworkX.

Every format holds the same graph: a node for everybody on the map and for the owner, an edge for
every tie. Texts are as they were, but for characters that XML cannot hold.
"""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

from netkit.maps.colours import hue
from netkit.maps.scene import Scene, ScenePerson, SceneTie, radius_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

    from netkit.ties.network import Network

__all__ = ["TYPED_FORMS", "gexf", "gml", "graph", "graphml", "json_graph"]

# What XML 1.0 cannot hold, escaped or not (section 2.2), and halves of surrogate pairs.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graph(source: Scene | Network) -> nx.Graph[str]:
    """Return a map as a NetworkX graph that every format can hold.

    Nodes are people by id, with ``name``, ``organization``, ``title``, ``city``, ``tags`` and
    ``circles`` (joined by "; "), ``strength`` (0 to 100), ``band``, ``trend``, ``leaning``,
    ``silent_days`` (left out when there was no dated contact), ``given``, ``received``, ``known``,
    ``group`` and where they lie: ``x``, ``y``. Edges have ``strength`` (0 to 100), ``weight`` (0
    to 1, for algorithms), ``trend``, ``inferred`` and ``because``; those of the owner carry the
    strengths of the people. A network without a store is laid out first.
    """
    import networkx as nx

    scene = _scene(source)
    drawn: nx.Graph[str] = nx.Graph(name=_clean(scene.title), as_of=scene.as_of.isoformat())
    names = {group.id: group.name for group in scene.groups}
    if scene.owner:
        drawn.add_node(scene.owner.id, **_cleaned({"name": scene.owner.name, "owner": True}))
    for person in scene.people:
        drawn.add_node(person.id, **_person(person, names))
        if scene.owner and person.known:
            drawn.add_edge(scene.owner.id, person.id, **_own_tie(person))
    for tie in scene.ties:
        drawn.add_edge(tie.a, tie.b, **_tie(tie))
    return drawn


def graphml(source: Scene | Network) -> bytes:
    """Return a map as GraphML, for NetworkX, igraph, yEd, Cytoscape and others."""
    return _graphml(graph(source))


def _graphml(drawn: nx.Graph[Any]) -> bytes:
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml(drawn, out)
    return out.getvalue()


def gexf(source: Scene | Network) -> bytes:
    """Return a map as GEXF 1.2 for Gephi, with places, colours, sizes and past strengths.

    ``strength`` changes with time: Gephi's timeline goes through the past states.
    """
    import networkx as nx

    scene = _scene(source)
    drawn = graph(scene)
    days = [day.date().isoformat() for day in (*scene.past, scene.as_of)]
    for person in scene.people:
        node = drawn.nodes[person.id]
        node["label"] = node["name"]
        node["viz"] = _looks(person)
        if scene.past and person.past:
            node["strength"] = _spells((*person.past, person.strength), days)
    out = io.BytesIO()
    nx.write_gexf(drawn, out, version="1.2draft")
    # NetworkX writes the day it runs; the same map must give the same bytes.
    day = scene.as_of.date().isoformat().encode()
    return re.sub(rb'lastmodifieddate="[^"]*"', b'lastmodifieddate="%s"' % day, out.getvalue())


def gml(source: Scene | Network) -> bytes:
    """Return a map as GML; letters beyond ASCII become character references, as the format asks."""
    import networkx as nx

    return ("\n".join(nx.generate_gml(graph(source))) + "\n").encode("ascii")


def json_graph(source: Scene | Network) -> bytes:
    """Return a map as NetworkX's node-link JSON: ``{"nodes": […], "edges": […]}``, UTF-8."""
    return _json(graph(source))


def _json(drawn: nx.Graph[Any]) -> bytes:
    import networkx as nx

    data = nx.node_link_data(drawn, edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")


def _written(typed: nx.Graph[Any]) -> nx.Graph[Any]:
    """Return a graph of `netkit.answers.typed_graph` without what XML cannot hold."""
    import networkx as nx

    clean: nx.Graph[Any] = nx.relabel_nodes(typed, _clean)
    for *_, data in (*clean.nodes(data=True), *clean.edges(data=True)):
        data.update(_cleaned(data))
    return clean


#: Format → writes a graph of typed nodes; the other formats are the map's own.
TYPED_FORMS: dict[str, Callable[[nx.Graph[Any]], bytes]] = {
    "graphml": lambda typed: _graphml(_written(typed)),
    "json": lambda typed: _json(_written(typed)),
}


def _scene(source: Scene | Network) -> Scene:
    if isinstance(source, Scene):
        return source
    from netkit.maps.plain import from_network

    return from_network(source)


def _person(person: ScenePerson, groups: Mapping[int, str]) -> dict[str, Any]:
    return _cleaned(
        {
            "name": person.name,
            "owner": False,
            "organization": person.organization,
            "title": person.title,
            "city": person.city,
            "tags": "; ".join(person.tags),
            "circles": "; ".join(person.circles),
            "strength": float(person.strength),
            "band": person.band,
            "trend": person.trend,
            "leaning": person.leaning,
            "silent_days": person.silent_days,
            "given": float(person.given),
            "received": float(person.received),
            "known": person.known,
            "group": groups.get(person.group, ""),
            "x": float(person.x),
            "y": float(person.y),
        }
    )


def _own_tie(person: ScenePerson) -> dict[str, Any]:
    tie = SceneTie("", "", person.strength, person.trend, because=person.because)
    return _tie(tie)


def _tie(tie: SceneTie) -> dict[str, Any]:
    return _cleaned(
        {
            "strength": float(tie.strength),
            "weight": float(tie.strength) / 100.0,
            "trend": tie.trend,
            "inferred": tie.inferred,
            "because": "; ".join(tie.because),
        }
    )


def _cleaned(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not known, and from texts what no XML can hold."""
    return {
        key: _clean(value) if isinstance(value, str) else value
        for key, value in data.items()
        if value is not None
    }


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)


def _looks(person: ScenePerson) -> dict[str, Any]:
    """Return the position, colour and size for Gephi: its y runs upwards, a map's downwards."""
    red, green, blue = bytes.fromhex(hue(person.group)[1:])
    return {
        "position": {"x": person.x, "y": -person.y, "z": 0.0},
        "color": {"r": red, "g": green, "b": blue, "a": 1.0 if person.known else 0.45},
        "size": 2.0 * radius_of(person.strength),
    }


def _spells(strengths: tuple[float, ...], days: list[str]) -> list[tuple[float, str, str | None]]:
    """Return (value, from, to) for each state; each holds until the next, the last from then on."""
    ends: list[str | None] = [*days[1:], None]
    return [(float(s), *span) for s, span in zip(strengths, zip(days, ends, strict=True),
                                                 strict=True)]  # fmt: skip
