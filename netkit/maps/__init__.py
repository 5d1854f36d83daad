"""Maps: one scene, several writers.

A :class:`~netkit.maps.scene.Scene` says what is drawn and where; it is pure data. The canvas page
(:mod:`netkit.maps.canvas`) draws it, and so does pyvis (:mod:`netkit.maps.pyvis_writer`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.answers.brief_cards import Card
from netkit.maps.anonymous import anonymise
from netkit.maps.build import build_scene
from netkit.maps.canvas import page
from netkit.maps.plain import from_network
from netkit.maps.scene import (
    Scene,
    SceneGroup,
    SceneMove,
    SceneNote,
    SceneOwner,
    ScenePath,
    ScenePerson,
    SceneSuggestion,
    SceneTie,
)

__all__ = [
    "Card",
    "Map",
    "Scene",
    "SceneGroup",
    "SceneMove",
    "SceneNote",
    "SceneOwner",
    "ScenePath",
    "ScenePerson",
    "SceneSuggestion",
    "SceneTie",
    "anonymise",
    "build_scene",
    "from_network",
    "map_of",
    "page",
    "pyvis_network",
]

if TYPE_CHECKING:
    from netkit.maps.notebook import Map, map_of
    from netkit.maps.pyvis_writer import pyvis_network


def __getattr__(name: str) -> Any:
    """Import pyvis, and what reads a workspace, only for who asks for it."""
    if name in {"Map", "map_of"}:
        from netkit.maps import notebook

        return getattr(notebook, name)
    if name == "pyvis_network":
        from netkit.maps.pyvis_writer import pyvis_network

        return pyvis_network
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
