"""Lay out people in packed groups and rings, with numpy and scipy, seeded.

Plain force layouts turn to mush beyond a few hundred people. Here every group is a disc whose area
is that of its people, the discs are packed (:mod:`netkit.maps.packing`), and inside each disc
people lie near those they have ties with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from netkit.maps.packing import ASPECT, elliptic_norm, pack_circles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

__all__ = ["RING_PEOPLE", "packed_groups", "rings", "spread_apart"]

RING_PEOPLE = 500  # rings stay readable to about so many; the strongest are shown
GOLDEN_ANGLE = np.pi * (3.0 - np.sqrt(5.0))
AROUND = 1.6  # people take up their own radius times this
DISC_SLACK = 1.2  # a disc's radius beside that of the summed area of its people
OUTLINE_PARTS = 180  # directions in which the outline of all discs is measured
LOOK_AHEAD = 10.0  # map units beyond overlapping: pairs are sought once for several rounds
INSIDE_ROUNDS = 30  # rounds of drawing people in a disc towards those they have ties with


def packed_groups(
    group: Integers,
    radius: Floats,
    sources: Integers,
    targets: Integers,
    weights: Floats,
    *,
    before: Floats | None = None,
) -> Floats:
    """Return a place for everybody, each group in a disc of its own.

    Parameters
    ----------
    group : (n,) int
        0 … k-1, or -1 for people outside all groups, who lie around the rest.
    radius : (n,) float, map units
    sources, targets : (m,) int;  weights : (m,) float
        the ties.
    before : (n, 2) float, optional
        places on an earlier map, NaN for new people. Who was there stays near where they were.

    Returns
    -------
    (n, 2) float, map units, centred on (0, 0).
    """
    before = np.full((len(group), 2), np.nan) if before is None else before
    disc = _disc_radius(group, radius)
    centre_before = _centres_before(group, len(disc), before)
    centres = pack_circles(
        disc, _quotient(group, len(disc), sources, targets, weights), centre_before
    )
    places = np.zeros((len(group), 2))
    rows = np.flatnonzero(group >= 0)
    inside = before[rows] - centre_before[group[rows]]
    # Whoever joined from elsewhere lies outside the disc that the group has now: placed anew.
    new = ~(np.hypot(inside[:, 0], inside[:, 1]) <= disc[group[rows]])
    if new.any():
        within = disc[group[rows]] - radius[rows] - 2.0
        place = _inside(group, sources, targets, weights, np.unique(group[rows[new]]))
        inside[new] = (place[rows] * within[:, None])[new]
    places[rows] = centres[group[rows]] + inside
    loose = np.flatnonzero(group < 0)
    places[loose] = _around(radius[loose], before[loose], centres, disc)
    return spread_apart(places, radius)


def _disc_radius(group: Integers, radius: Floats) -> Floats:
    """Return the radius of each group's disc, from the summed area of its people."""
    members = group >= 0
    area = np.bincount(group[members], weights=(AROUND * radius[members]) ** 2)
    return np.sqrt(area) * DISC_SLACK + 4.0


def _centres_before(group: Integers, count: int, before: Floats) -> Floats:
    """Return the old centre of each group, the middle of its people; NaN unless half were there."""
    there = (group >= 0) & ~np.isnan(before[:, 0])
    was = np.bincount(group[there], minlength=count)
    now = np.bincount(group[group >= 0], minlength=count)
    middle = np.full((count, 2), np.nan)
    enough = (was > 0) & (2 * was >= now)
    for axis in (0, 1):
        total = np.bincount(group[there], weights=before[there, axis], minlength=count)
        middle[enough, axis] = total[enough] / was[enough]
    return middle


def _quotient(
    group: Integers, count: int, sources: Integers, targets: Integers, weights: Floats
) -> Any:
    """Return the (k, k) sparse matrix of ties between groups, scaled down for large ones."""
    from scipy import sparse

    a, b = group[sources], group[targets]
    across = (a != b) & (a >= 0) & (b >= 0)
    size = np.bincount(group[group >= 0], minlength=count)
    scaled = weights[across] / np.sqrt(size[a[across]] * size[b[across]])
    one_way = sparse.coo_array((scaled, (a[across], b[across])), shape=(count, count))
    return (one_way + one_way.T).tocsr()


def _inside(
    group: Integers, sources: Integers, targets: Integers, weights: Floats, wanted: Integers
) -> Floats:
    """Return everybody's place in their group's unit disc, near those they have ties with.

    All groups at once, and only the wanted ones: the others' people stay at (0, 0). Each round
    moves people half-way to the mean of those they have ties with, makes each group's cloud round
    again (as a spectral layout does), and spreads it evenly over the disc.
    """
    from scipy import sparse

    everybody = np.zeros((len(group), 2))
    rows = np.flatnonzero(np.isin(group, wanted))
    number = np.full(len(group), -1)
    number[rows] = np.arange(len(rows))
    placed = (number[sources] >= 0) & (number[targets] >= 0)
    sources, targets, weights = number[sources[placed]], number[targets[placed]], weights[placed]
    group = group[rows]
    rank, size = _rank_in_group(group, np.arange(len(group), dtype=float))
    place = _sunflower(rank, size)
    same = (group[sources] == group[targets]) & (group[sources] >= 0)
    ends = (sources[same], targets[same])
    graph = sparse.coo_array((weights[same], ends), shape=(len(group),) * 2).tocsr()
    graph = graph + graph.T
    degree = np.asarray(graph.sum(axis=1)).ravel()
    tied = degree > 0
    share = 1.0 / np.maximum(degree, 1e-9)
    for _ in range(INSIDE_ROUNDS):
        mean = (graph @ place) * share[:, None]
        place = np.where(tied[:, None], 0.5 * place + 0.5 * mean, place)
        place = _even_disc(_rounded(place, group, size), group)
    everybody[rows] = place
    return everybody


def _rank_in_group(group: Integers, key: Floats) -> tuple[Floats, Floats]:
    """Return each one's rank by ``key`` within the group (0 first), and the group's size."""
    order = np.lexsort((key, group))
    ordered = group[order]
    first = np.searchsorted(ordered, ordered, side="left")
    rank = np.empty(len(group))
    rank[order] = np.arange(len(group)) - first
    size = np.searchsorted(ordered, group, side="right") - np.searchsorted(ordered, group)
    return rank, size.astype(float)


def _sunflower(rank: Floats, size: Floats) -> Floats:
    """Return evenly spread places in the unit disc, from the middle outwards."""
    reach = np.where(size > 1, np.sqrt((rank + 0.5) / np.maximum(size, 1.0)), 0.0)
    angle = rank * GOLDEN_ANGLE
    return np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)


def _rounded(place: Floats, group: Integers, size: Floats) -> Floats:
    """Centre each group's cloud and make it equally wide in all directions."""
    number = group + 1  # people outside all groups are a cloud of their own, never used
    x, y = (_centred(place[:, axis], number, size) for axis in (0, 1))
    x = x / _per_group(x * x, number, size)
    y = y - x * _mean(x * y, number, size)
    y = y / _per_group(y * y, number, size)
    return np.stack([x, y], axis=1)


def _mean(values: Floats, number: Integers, size: Floats) -> Floats:
    return np.bincount(number, weights=values)[number] / size


def _centred(values: Floats, number: Integers, size: Floats) -> Floats:
    return values - _mean(values, number, size)


def _per_group(squares: Floats, number: Integers, size: Floats) -> Floats:
    """Return the root of the group's mean square, never 0."""
    return np.sqrt(_mean(squares, number, size)) + 1e-9


def _even_disc(place: Floats, group: Integers) -> Floats:
    """Spread each cloud over the unit disc, evenly outwards and mostly so around."""
    rank, size = _rank_in_group(group, np.hypot(place[:, 0], place[:, 1]))
    reach = np.where(size > 1, np.sqrt((rank + 0.5) / np.maximum(size, 1.0)), 0.0)
    angle = np.arctan2(place[:, 1], place[:, 0])
    turn, _ = _rank_in_group(group, angle)
    angle = 0.35 * angle + 0.65 * (2.0 * np.pi * (turn + 0.5) / size - np.pi)
    return np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)


def _around(radius: Floats, before: Floats, centres: Floats, disc: Floats) -> Floats:
    """Return places for people outside the groups, close around the discs.

    The places are those of a hexagonal grid beyond the outline of the discs, nearest first, so
    that the map becomes an even oval. Who lay beyond it on an earlier map stays.
    """
    if not len(radius):
        return np.zeros((0, 2))
    pitch = 2.4 * float(radius.mean())
    outline = _outline(centres, disc + 1.5 * pitch)
    places = before.copy()
    places[elliptic_norm(before) < outline[_direction(before)]] = np.nan
    new = np.flatnonzero(np.isnan(places[:, 0]))
    if not len(new):
        return places
    grid = _hexagons(float(outline.max()), len(radius), pitch)
    norm = elliptic_norm(grid)
    beyond = np.flatnonzero(norm >= outline[_direction(grid)])
    grid = grid[beyond[np.argsort(norm[beyond], kind="stable")]]
    stay = np.delete(places, new, axis=0)
    places[new] = _first_free(grid, stay, 0.8 * pitch, len(new))
    return places


def _first_free(grid: Floats, taken: Floats, reach: float, count: int) -> Floats:
    """Return the first so many points of a grid with nobody within reach."""
    from scipy.spatial import cKDTree

    if not len(taken):
        return grid[:count]
    tree, free, looked_at = cKDTree(taken), grid[:0], 0
    while len(free) < count and looked_at < len(grid):
        part = grid[looked_at : looked_at + 2 * count]
        looked_at += len(part)
        free = np.concatenate([free, part[tree.query(part)[0] > reach]])
    return free[:count]


def _hexagons(edge: float, count: int, pitch: float) -> Floats:
    """Return the points of a hexagonal grid that holds `count` points beyond an oval's edge."""
    half = np.sqrt(edge**2 + 3.0 * count * pitch**2) * ASPECT + 4.0 * pitch
    steps = np.arange(-half, half, pitch)
    x, y = np.meshgrid(steps, steps * 0.87, indexing="ij")
    x[:, ::2] += pitch / 2.0
    return np.stack([x.ravel(), y.ravel()], axis=1)


def _direction(places: Floats) -> Integers:
    """Return in which of the outline's parts a place lies; any for a place that is not known."""
    turn = np.arctan2(places[:, 1], places[:, 0]) / (2.0 * np.pi) + 0.5
    direction: Integers = (np.nan_to_num(turn) * (OUTLINE_PARTS - 1)).astype(np.int64)
    return direction


def _outline(centres: Floats, disc: Floats) -> Floats:
    """Return the outline of the discs in each direction, as the wide map counts distance."""
    outline = np.zeros(OUTLINE_PARTS)
    angles = np.linspace(0.0, 2.0 * np.pi, 24)
    around = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for centre, reach in zip(centres, disc, strict=True):
        rim = centre + reach * around
        turn = np.unwrap(np.arctan2(rim[:, 1], rim[:, 0]))
        part = (turn / (2.0 * np.pi) + 0.5) * (OUTLINE_PARTS - 1)
        parts = np.arange(int(np.floor(part.min())), int(np.ceil(part.max())) + 1) % OUTLINE_PARTS
        outline[parts] = np.maximum(outline[parts], elliptic_norm(rim).max())
    return outline


def rings(group: Integers, strength: Floats, radius: Floats) -> Floats:
    """Return a place around the owner for everybody: strong ties near, each group a sector.

    Parameters
    ----------
    group : (n,) int, -1 outside all groups
    strength : (n,) float, 0 to 100
    radius : (n,) float, map units

    Returns
    -------
    (n, 2) float, map units, the owner at (0, 0).
    """
    count = len(group)
    if not count:
        return np.zeros((0, 2))
    sector = group + 1
    size = np.bincount(sector)
    width = 2.0 * np.pi * size / size.sum()
    start = np.concatenate([[0.0], np.cumsum(width)[:-1]])
    nearness, _ = _rank_in_group(np.zeros(count, dtype=np.int64), -strength)
    within, _ = _rank_in_group(sector, -strength)
    turn = 0.06 + 0.88 * ((within * GOLDEN_ANGLE / (2.0 * np.pi) + 0.5) % 1.0)
    angle = start[sector] + width[sector] * turn
    outer = np.sqrt((radius**2).sum()) * 2.4 + 40.0
    reach = 26.0 + outer * np.sqrt((nearness + 0.5) / count)
    places = np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)
    return spread_apart(places, radius)


def spread_apart(
    places: Floats, radius: Floats, *, margin: float = 1.12, rounds: int = 40
) -> Floats:
    """Push overlapping circles apart, a little further each round; others stay where they are."""
    if not len(places):
        return places
    axes = places.T.copy()
    looked_from = np.full(axes.shape, np.inf)  # where everybody was when pairs were looked for
    for _ in range(rounds):
        if np.hypot(*(axes - looked_from)).max() > LOOK_AHEAD / 2:
            looked_from = axes.copy()
            first, second = _pairs_near(axes.T, radius, margin)
            wanted = (radius[first] + radius[second]) * margin
            overlapping = (wanted - 1e-6) ** 2
        across, down = (axis[first] - axis[second] for axis in axes)
        close = np.flatnonzero(across * across + down * down < overlapping)
        if not len(close):
            break
        a, b, across, down = first[close], second[close], across[close], down[close]
        distance = np.hypot(across, down)
        across[distance < 1e-9], down[distance < 1e-9] = 1.0, 0.0
        push = 0.45 * (wanted[close] - distance) / np.maximum(distance, 1e-9)
        push = np.where(distance < 1e-9, 0.45 * wanted[close], push)
        for axis, apart in zip(axes, (across, down), strict=True):
            step = push * apart
            axis += np.bincount(a, step, axis.size) - np.bincount(b, step, axis.size)
    return axes.T.copy()


def _pairs_near(places: Floats, radius: Floats, margin: float) -> tuple[Integers, Integers]:
    """Return the pairs that overlap, or may once each has moved half of `LOOK_AHEAD`."""
    from scipy.spatial import cKDTree

    reach = 2.0 * radius.max(initial=0) * margin + LOOK_AHEAD
    a, b = cKDTree(places).query_pairs(reach, output_type="ndarray").T
    distance = np.hypot(*(places[a] - places[b]).T)
    near = distance < (radius[a] + radius[b]) * margin + LOOK_AHEAD
    return a[near], b[near]
