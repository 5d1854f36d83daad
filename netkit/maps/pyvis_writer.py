"""The pyvis writer: the same scene as a :class:`pyvis.network.Network`, for notebooks and fans.

pyvis's own page asks a CDN for Bootstrap, runs markup in titles that hold "href", and is written in
the encoding of the locale. :class:`MapNetwork` is a pyvis network, to change as one likes, that
writes itself through our own template instead: vis-network from inside the pyvis wheel, no network,
UTF-8, and texts that stay texts. People have integer ids, their rows in ``Scene.people``.
"""

from __future__ import annotations

import json
import warnings
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from pyvis.network import Network

from netkit.errors import UsageError
from netkit.maps.canvas import content_policy, fill, inert_json, template
from netkit.maps.colours import GROUND, IDEA, LINE, hue
from netkit.maps.scene import Scene, ScenePerson, SceneSuggestion, SceneTie, radius_of
from netkit.support.atomic_files import write_atomic

__all__ = ["PEOPLE_AT_MOST", "MapNetwork", "page", "pyvis_network"]

PEOPLE_AT_MOST = 2_000  # vis-network is ready after 2 s and more there, at 30,000 after 10 s
SLOW_TIES = 10_000
NAMED_AT_MOST = 60  # people: so few keep their names at every zoom
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False, "stabilization": {"enabled": False}},  # places are computed
    "edges": {"smooth": False, "selectionWidth": 1},
    "nodes": {
        "shape": "dot",
        "font": {"size": 6, "strokeWidth": 2, "strokeColor": GROUND},
        "scaling": {"label": {"drawThreshold": 11, "maxVisible": 15}},  # no names in an overview
    },
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "tooltipDelay": 120},
    "layout": {"improvedLayout": False},
}
VIS = "templates/lib/vis-9.1.2/vis-network"


class MapNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network whose page is offline and safe; ``scene`` is what it shows."""

    scene: Scene

    def generate_html(
        self, name: str = "index.html", local: bool = True, notebook: bool = False
    ) -> str:
        """Return the page; the arguments are pyvis's own and change nothing."""
        return _html(self)

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page as UTF-8, in any locale; `open_browser` opens it."""
        file = Path(name).absolute()
        write_atomic(file, self.generate_html().encode("utf-8"))
        if open_browser:
            import webbrowser

            webbrowser.open(file.as_uri())

    def _repr_html_(self) -> str:
        """Show the page where a notebook's cell ends with the network."""
        return (
            f'<iframe srcdoc="{escape(self.generate_html())}" width="100%" height="{self.height}"'
            ' sandbox="allow-scripts" style="border:0"></iframe>'
        )


def page(scene: Scene) -> bytes:
    """Return the map as one offline UTF-8 page drawn by vis-network; same scene, same bytes.

    Raises
    ------
    UsageError
        More people than vis-network can draw.
    """
    return _html(pyvis_network(scene)).encode("utf-8")


def pyvis_network(scene: Scene) -> MapNetwork:
    """Return the scene as a pyvis network with places, sizes, colours, reasons and suggestions.

    Warns above 10,000 ties; dragging becomes slow there.

    Raises
    ------
    UsageError
        More people than vis-network can draw.
    """
    count = len(scene.people)
    if count > PEOPLE_AT_MOST:
        raise UsageError(
            f"pyvis draws at most {PEOPLE_AT_MOST:,} people, this map has {count:,}:"
            " leave out --engine pyvis, or draw one person's surroundings ('netkit map \"Ann Lee\""
            " --engine pyvis') or one organization's (--around)"
        )
    if len(scene.ties) > SLOW_TIES:
        warnings.warn(
            f"{len(scene.ties):,} ties are slow in pyvis; the canvas page draws them with ease",
            stacklevel=2,
        )
    net = MapNetwork(height="720px", cdn_resources="in_line", bgcolor=GROUND)
    net.scene = scene
    row = {person.id: number for number, person in enumerate(scene.people)}
    # Assigned, not added: pyvis looks through all edges for each one added.
    net.nodes = [_node(number, person, scene) for number, person in enumerate(scene.people)]
    net.node_ids = list(range(count))
    net.node_map = dict(enumerate(net.nodes))
    net.edges = [_edge(row, tie) for tie in scene.ties]
    net.edges += [_idea(row, idea) for idea in scene.suggestions]
    net.set_options(json.dumps(OPTIONS))
    return net


def _node(number: int, person: ScenePerson, scene: Scene) -> dict[str, Any]:
    colour = hue(person.group)
    node: dict[str, Any] = {
        "id": number,
        "label": person.name,
        "title": _title(person, scene),
        "shape": "dot",
        "size": radius_of(person.strength),
        "x": person.x,
        "y": person.y,
        "color": colour,
    }
    if not person.known:
        node["color"] = {"background": GROUND, "border": colour}
    if not person.known or person.trend in {"fading", "weakening"}:
        node["shapeProperties"] = {"borderDashes": [3, 3]}
    return node


def _title(person: ScenePerson, scene: Scene) -> str:
    """Return the tooltip of a person: facts, then reasons, a line each."""
    group = scene.groups[person.group].name if person.group >= 0 else ""
    tie = f"{person.band}, {person.strength:.0f} of 100, {person.trend}"
    lines = (
        person.name,
        " · ".join(filter(None, (person.title, person.organization, person.city))),
        tie if person.known else "not yet known",
        f"group: {group}" if group else "",
        *person.because,
        *(f"needs {text}" for text in (person.card.needs if person.card else ())),
        *(f"offers {text}" for text in (person.card.offers if person.card else ())),
    )
    return "\n".join(filter(None, lines))


def _edge(row: dict[str, int], tie: SceneTie) -> dict[str, Any]:
    because = (*tie.because, "inferred, not seen") if tie.inferred else tie.because
    return {
        "from": row[tie.a],
        "to": row[tie.b],
        "width": 0.5 + tie.strength / 40.0,
        "color": {"color": LINE, "opacity": 0.25 + tie.strength / 200.0},
        "dashes": tie.inferred,
        "title": "\n".join(because),
    }


def _idea(row: dict[str, int], idea: SceneSuggestion) -> dict[str, Any]:
    return {
        "from": row[idea.a],
        "to": row[idea.b],
        "width": 2,
        "color": {"color": IDEA, "opacity": 1.0},
        "dashes": [7, 5],
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.2},
        "title": "\n".join(("Suggested introduction", *idea.because)),
        "suggested": True,
    }


def _html(net: MapNetwork) -> str:
    scene = net.scene
    style = _wheel(f"{VIS}.css") + template("pyvis.css")
    script = _wheel(f"{VIS}.min.js") + "\n" + template("pyvis.js")
    data = {
        "nodes": net.nodes,
        "edges": net.edges,
        "options": net.options,
        "named": len(net.nodes) <= NAMED_AT_MOST,
        "groups": [[g.name, g.x, g.y, g.radius, hue(g.id)] for g in scene.groups],
    }
    return fill(
        template("pyvis.html"),
        policy=content_policy(script=script, style=style),
        title=escape(scene.title),
        day=scene.as_of.date().isoformat(),
        style=style,
        data=inert_json(data),
        script=script,
    )


def _wheel(name: str) -> str:
    """Return a file of vis-network as pyvis brings it."""
    return files("pyvis").joinpath(name).read_text(encoding="utf-8")
