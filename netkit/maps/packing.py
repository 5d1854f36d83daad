"""Pack the group bubbles: the biggest in the middle, linked ones near each other.

Circles are placed one by one on a raster that knows, for every cell, how far the nearest placed
circle is. Each takes the cheapest cell with room enough: near the centre, near the groups it has
ties with, or, when an earlier map had it, where it lay then. One pass over the raster for each
circle: 600 circles take about half a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["ASPECT", "elliptic_norm", "pack_circles"]

ASPECT = 1.15  # how much wider than round the map is (and as much less high)
CELLS = 256  # raster cells on a side
LINKS_HEEDED = 6  # a group looks at so many of the groups it has most ties with
PULL = 0.8  # how much nearness to them counts, beside nearness to the centre
OVERLAP_KEPT = 0.85  # a circle stays where it was as long as this part of its radius is free


def elliptic_norm(places: Floats) -> Floats:
    """Return the distance from the centre, as the wide map counts it: (..., 2) → (...)."""
    distance: Floats = np.hypot(places[..., 0] / ASPECT, places[..., 1] * ASPECT)
    return distance


def pack_circles(radius: Floats, links: Any, before: Floats) -> Floats:
    """Return centres for circles so that (almost) none overlap.

    Parameters
    ----------
    radius : (k,) float
    links : (k, k) sparse, symmetric
        how much two groups have to do with each other.
    before : (k, 2) float
        where each lay on an earlier map; NaN for new ones.
    """
    placed = ~np.isnan(before[:, 0])
    raster = _Raster(radius, before[placed])
    centres = np.full((len(radius), 2), np.nan)
    for circle in np.lexsort((-radius, ~placed)):
        near = before[circle] if placed[circle] else None
        centres[circle] = raster.place(radius[circle], near, _linked(links, circle, centres))
    return centres


def _linked(links: Any, circle: int, centres: Floats) -> list[tuple[float, Floats]]:
    """Return (weight, centre) of the placed groups this one has most ties with."""
    row = slice(links.indptr[circle], links.indptr[circle + 1])
    others, weights = links.indices[row], links.data[row]
    placed = ~np.isnan(centres[others, 0])
    others, weights = others[placed], weights[placed]
    most = np.lexsort((others, -weights))[:LINKS_HEEDED]
    total = weights[most].sum()
    return [(float(weights[i] / total), centres[others[i]]) for i in most]


class _Raster:
    """The cells of the map and how much room each has left."""

    def __init__(self, radius: Floats, before: Floats) -> None:
        half = 1.9 * float(np.sqrt((radius**2).sum())) + float(radius.max(initial=1.0))
        half = max(half, 1.2 * float(np.abs(before).max(initial=0.0)))
        # Single precision: a cell is wider than its error, and distances take half the time.
        self.steps = np.linspace(-half, half, CELLS + 1, dtype=np.float32)
        self.x, self.y = np.meshgrid(self.steps, self.steps, indexing="ij")
        self.room = np.full(self.x.shape, np.inf, dtype=np.float32)
        self.from_centre = np.hypot(self.x / ASPECT, self.y * ASPECT)

    def _distance(self, place: Floats) -> Floats:
        x, y = np.asarray(place, dtype=np.float32)
        distance: Floats = np.hypot(self.x - x, self.y - y)
        return distance

    def place(self, radius: float, near: Floats | None, linked: list[tuple[float, Floats]]) -> Any:
        """Choose a centre for a circle and take its room away."""
        centre = near if near is not None and self._fits(near, radius) else None
        if centre is None:
            centre = self._cheapest(radius, near, linked)
        self.room = np.minimum(self.room, self._distance(centre) - radius)
        return centre

    def _fits(self, place: Floats, radius: float) -> bool:
        x, y = (int(np.abs(self.steps - at).argmin()) for at in place.astype(np.float32))
        return bool(self.room[x, y] >= OVERLAP_KEPT * radius)

    def _cheapest(
        self, radius: float, near: Floats | None, linked: list[tuple[float, Floats]]
    ) -> Floats:
        cost = self.from_centre if near is None else self._distance(near)
        if near is None:
            cost = cost + sum(PULL * weight * self._distance(place) for weight, place in linked)
        free = self.room >= 1.06 * radius + 2.0
        cost = np.where(free, cost, np.inf) if free.any() else -self.room
        cell = np.unravel_index(cost.argmin(), cost.shape)
        return np.array([self.x[cell], self.y[cell]])
