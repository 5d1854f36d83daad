"""Places of people on the last map, kept so that a new one does not jump."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from netkit.store.remembering import remember_setting

if TYPE_CHECKING:
    from netkit.maps.scene import Scene
    from netkit.store.port import Store

__all__ = ["keep_places", "places_on_last_map"]

_SETTING = "map places"


def places_on_last_map(store: Store) -> dict[str, tuple[float, float]]:
    """Return the place of each person on the last map of the whole network."""
    kept = store.setting(_SETTING)
    return {pid: (x, y) for pid, (x, y, *_) in json.loads(kept).items()} if kept else {}


def keep_places(store: Store, scene: Scene) -> None:
    """Keep the places of a map of the whole network for the next one."""
    places = {person.id: (person.x, person.y) for person in scene.people}
    remember_setting(store, _SETTING, json.dumps(places, separators=(",", ":")))
