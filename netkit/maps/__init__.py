"""Maps: one scene, several writers.

A :class:`~netkit.maps.scene.Scene` says what is drawn and where; it is pure data. The canvas page
(:mod:`netkit.maps.canvas`) draws it.
"""

from __future__ import annotations

from netkit.maps.anonymous import anonymise
from netkit.maps.build import build_scene
from netkit.maps.canvas import page
from netkit.maps.scene import (
    Scene,
    SceneGroup,
    SceneMove,
    SceneOwner,
    ScenePath,
    ScenePerson,
    SceneSuggestion,
    SceneTie,
)

__all__ = [
    "Scene",
    "SceneGroup",
    "SceneMove",
    "SceneOwner",
    "ScenePath",
    "ScenePerson",
    "SceneSuggestion",
    "SceneTie",
    "anonymise",
    "build_scene",
    "page",
]
