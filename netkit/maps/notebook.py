"""A map to hold in a notebook: it shows itself, can be saved, and can be read as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.maps.anonymous import anonymise
from netkit.maps.canvas import page
from netkit.maps.gather import gather
from netkit.maps.places import keep_places, places_on_last_map
from netkit.maps.plain import from_network
from netkit.maps.scene_data import scene_data
from netkit.model.frozen import dataclass
from netkit.support.atomic_files import write_atomic
from netkit.support.page_frame import page_frame
from netkit.ties.network import Network

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.maps.scene import Scene

__all__ = ["Map", "map_of", "map_of_everybody"]


@dataclass(frozen=True, slots=True)
class Map:
    """A map of a network.

    In a notebook it shows itself in a frame of its own, which reaches neither the notebook nor
    any network.
    """

    scene: Scene

    @property
    def data(self) -> dict[str, Any]:
        """Everything that is drawn, in the keys of ``netkit map --data``."""
        return scene_data(self.scene)

    def save(self, path: str | Path) -> Path:
        """Write the map as one offline HTML file; return its path."""
        file = Path(path).absolute()
        write_atomic(file, page(self.scene))
        return file

    def anonymous(self) -> Map:
        """Return the same map without names, safe to show on a screen."""
        return Map(anonymise(self.scene))

    def __repr__(self) -> str:
        people, groups = len(self.scene.people), len(self.scene.groups)
        return f"<Map of {people} people, groups: {groups}>"

    def _repr_html_(self) -> str:
        """Return a sandboxed frame with the same page as :meth:`save` writes."""
        return page_frame(self.scene.title, page(self.scene).decode("utf-8"), scripts=True)


def map_of(source: NetworkView | Network, **options: Any) -> Map:
    """Return the map of an open view, or of a network that has contacts and nothing else.

    Parameters
    ----------
    options : those of `netkit.maps.gather.gather` (``focus``, ``path_to``, ``only``, ``title``),
        or of `netkit.maps.plain.from_network` (``names``, ``organizations``, ``title``).

    Examples
    --------
    >>> net = Network.from_events(["ann", "bob"], ["bob", "cid"], [0, 86400])
    >>> map_of(net)
    <Map of 3 people, groups: 1>
    """
    if isinstance(source, Network):
        return Map(from_network(source, **options))
    return Map(gather(source, **options))


def map_of_everybody(view: NetworkView, *, notes: bool = False, keep: bool = False) -> Map:
    """Return the map of the whole network, each person near their place on the last one.

    keep : keep the places for the next map.
    """
    drawn = Map(gather(view, before=places_on_last_map(view.store), notes=notes))
    if keep:
        keep_places(view.store, drawn.scene)
    return drawn
