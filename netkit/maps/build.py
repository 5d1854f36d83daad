"""From plain records to a scene: groups, names, places and what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.groups import Group, Link, Member, Trait, groups_of
from netkit.maps.decay import months_ahead
from netkit.maps.moves import moves
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
    band_of,
    radius_of,
)
from netkit.model.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["build_scene"]

Place = tuple[float, float]


def build_scene(
    people: Sequence[ScenePerson],
    ties: Sequence[SceneTie] = (),
    *,
    title: str,
    as_of: datetime,
    owner: SceneOwner | None = None,
    suggestions: Sequence[SceneSuggestion] = (),
    connecting: Sequence[SceneNote] = (),
    fading: Sequence[SceneNote] = (),
    moved: Sequence[SceneMove] | None = None,
    groups: Sequence[Group] | None = None,
    path: ScenePath | None = None,
    past: Sequence[datetime] = (),
    before: Mapping[str, Place] | None = None,
    focus: str | None = None,
) -> Scene:
    """Build a scene: find and name the groups, lay everybody out, say what moved.

    Parameters
    ----------
    people
        without the owner; their ``group`` and places are filled in here. Empty bands are too.
    ties
        between people; a tie with somebody who is not among ``people`` (the owner, say) is left
        out, and of two ties between the same two the stronger is kept.
    moved
        what changed; by default what :func:`netkit.maps.moves.moves` finds in ``people``.
    groups
        of the whole network, of which ``people`` may be a part; by default those that
        :func:`netkit.answers.groups.groups_of` finds among ``people``.
    past
        the days that ``ScenePerson.past`` and ``SceneTie.past`` belong to, oldest first.
    before
        (x, y) of people on an earlier map, so that the new one does not jump:
        ``{p.id: (p.x, p.y) for p in scene.people}``.

    Returns
    -------
    Scene
        the same for the same input, in whatever order it comes.
    """
    before = before or {}
    people = sorted(people, key=lambda person: person.id)
    ids = {person.id for person in people}
    ties = _distinct([tie for tie in ties if tie.a in ids and tie.b in ids and tie.a != tie.b])
    if groups is None:
        groups = groups_of(map(_member, people), map(_link, ties))
    drawn = _drawn_groups(groups, ids)
    group = {pid: number for number, group in enumerate(drawn) for pid in group.people}
    people = _placed(people, ties, [group.get(person.id, -1) for person in people], before)
    return Scene(
        title=title,
        as_of=as_of,
        owner=owner,
        people=tuple(people),
        ties=tuple(ties),
        groups=tuple(_bubbles(drawn, people)),
        suggestions=tuple(s for s in suggestions if s.a in ids and s.b in ids),
        connecting=tuple(connector for connector in connecting if connector.person in ids),
        fading=tuple(tie for tie in fading if tie.person in ids),
        moved=tuple(moves(people) if moved is None else moved),
        path=path,
        past=tuple(past),
        future_days=months_ahead(),
        focus=focus,
    )


def _distinct(ties: Sequence[SceneTie]) -> list[SceneTie]:
    """Return one tie for each pair, ends in order, the stronger of several."""
    best: dict[tuple[str, str], SceneTie] = {}
    for tie in ties:
        a, b = sorted((tie.a, tie.b))
        best_idea = best.get((a, b))
        if best_idea is None or (tie.strength, not tie.inferred) > (
            best_idea.strength,
            not best_idea.inferred,
        ):
            best[a, b] = tie if (a, b) == (tie.a, tie.b) else replace(tie, a=a, b=b)
    return [best[pair] for pair in sorted(best)]


def _placed(
    people: Sequence[ScenePerson],
    ties: Sequence[SceneTie],
    numbers: Sequence[int],
    before: Mapping[str, Place],
) -> list[ScenePerson]:
    """Return the people with band, group and places filled in."""
    import numpy as np

    from netkit.maps.layout import packed_groups

    row = {person.id: number for number, person in enumerate(people)}
    ends = np.array([(row[t.a], row[t.b]) for t in ties], dtype=np.int64).reshape(-1, 2)
    weights = np.array([0.1 + tie.strength / 100.0 for tie in ties])
    group = np.array(numbers, dtype=np.int64)
    radius = np.array([radius_of(person.strength) for person in people])
    old = np.full((len(people), 2), np.nan)
    for number, person in enumerate(people):
        if person.id in before:
            old[number] = before[person.id][:2]
    places = packed_groups(group, radius, ends[:, 0], ends[:, 1], weights, before=old)
    ring = _rings(people, group, radius)
    return [
        replace(
            person,
            strength=round(person.strength, 1),
            band=person.band or band_of(person.strength),
            group=numbers[number],
            x=round(float(places[number, 0]), 2),
            y=round(float(places[number, 1]), 2),
            ring=ring.get(number),
        )
        for number, person in enumerate(people)
    ]


def _rings(
    people: Sequence[ScenePerson], group: NDArray[np.int64], radius: NDArray[np.float64]
) -> dict[int, Place]:
    """Return the ring places of the strongest people the owner knows, by row."""
    import numpy as np

    from netkit.maps.layout import RING_PEOPLE, rings

    ringed = [number for number, person in enumerate(people) if person.known]
    ringed.sort(key=lambda number: -people[number].strength)
    rows = np.array(sorted(ringed[:RING_PEOPLE]), dtype=np.int64)
    strength = np.array([people[number].strength for number in rows])
    places = rings(group[rows], strength, radius[rows])
    return {
        int(number): (round(float(x), 2), round(float(y), 2))
        for number, (x, y) in zip(rows, places, strict=True)
    }


def _member(person: ScenePerson) -> Member:
    """Return the traits of one person that the grouping looks at, as a member."""
    traits: list[Trait] = []
    traits += [("organization", name) for name in person.earlier_organizations]
    traits += [("school", name) for name in person.schools]
    traits += [("circle", name) for name in person.circles]
    traits += [("topic", name) for name in person.tags]
    traits += [("city", person.city)]
    return Member(person.id, person.name, person.organization, tuple(traits), person.strength)


def _link(tie: SceneTie) -> Link:
    return Link(tie.a, tie.b, tie.strength / 100.0, tie.inferred)


def _drawn_groups(groups: Sequence[Group], ids: Collection[str]) -> list[Group]:
    """Return the groups with the people who are drawn, the largest first, empty ones left out."""
    parts = [replace(g, people=tuple(pid for pid in g.people if pid in ids)) for g in groups]
    return sorted((part for part in parts if part.people), key=lambda part: -len(part.people))


def _bubbles(groups: Sequence[Group], people: Sequence[ScenePerson]) -> list[SceneGroup]:
    """Return the named groups with the bubbles that hold their people."""
    person = {person.id: person for person in people}
    return [
        SceneGroup(number, group.name, group.kind, group.people, group.share, group.hub,
                   *_bubble([person[pid] for pid in group.people]))
        for number, group in enumerate(groups)
    ]  # fmt: skip


def _bubble(members: Sequence[ScenePerson]) -> tuple[float, float, float]:
    """Return the middle of the members and the radius of a circle round all of them."""
    x = sum(person.x for person in members) / len(members)
    y = sum(person.y for person in members) / len(members)
    reach = max(((p.x - x) ** 2 + (p.y - y) ** 2) ** 0.5 + radius_of(p.strength) for p in members)
    return round(x, 2), round(y, 2), round(reach + 3.0, 2)
