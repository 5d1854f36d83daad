"""The scene of the page tests, as Python sees it: its rows, its ties and who is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Shown


SIZE, TIES = 200, 800


def row(drawn: Scene) -> dict[str, int]:
    return {person.id: number for number, person in enumerate(drawn.people)}


def graph(drawn: Scene) -> nx.Graph[int]:
    """Return the ties between rows, with strengths rounded as the page holds them."""
    rows = row(drawn)
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(range(len(drawn.people)))
    for tie in drawn.ties:
        found.add_edge(rows[tie.a], rows[tie.b], strength=round(tie.strength))
    return found


def people_shown(shown: Shown) -> set[int]:
    return set(shown.js("netkitMap.shown()"))
