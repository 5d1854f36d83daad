"""What to call a group: the employer, school, circle, topic or city its members share most.

A name must fit many members and say something: a city that everybody in the network lives in names
nobody. Each candidate is scored by ``share * sqrt(members with it / people with it anywhere)``,
times a weight for how well people recognise a group by such a thing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from netkit.answers.groups import shared_things

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netkit.maps.scene import GroupKind, ScenePerson

__all__ = ["GroupName", "group_names"]

RECOGNISED: dict[GroupKind, float] = {
    "organization": 1.0,
    "school": 0.95,
    "circle": 0.5,
    "topic": 0.75,
    "city": 0.7,
}
LEAST_SHARE = 0.25  # a name that fits fewer members than this is no name


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group's name, what it is, and the part of the members it fits (``hub`` for a person)."""

    name: str
    kind: GroupKind
    share: float
    hub: str | None = None


def group_names(
    groups: Sequence[Sequence[ScenePerson]], everybody: Iterable[ScenePerson]
) -> list[GroupName]:
    """Return a name for each group, no two alike, largest group first."""
    anywhere = Counter(thing for person in everybody for thing in set(shared_things(person)))
    taken: set[str] = set()
    names = []
    for members in groups:
        name = next(n for n in _candidates(members, anywhere) if n.name not in taken)
        taken.add(name.name)
        names.append(name)
    return names


def _candidates(
    members: Sequence[ScenePerson], anywhere: Counter[tuple[GroupKind, str]]
) -> Iterable[GroupName]:
    """Yield names for a group, the best first; the last ones are unique."""
    here = Counter(thing for person in members for thing in set(shared_things(person)))
    size = len(members)
    ranked = sorted(
        (
            (-RECOGNISED[kind] * count / size * sqrt(count / anywhere[kind, name]), kind, name)
            for (kind, name), count in here.items()
            if count >= max(2, LEAST_SHARE * size)
        ),
    )
    things = [GroupName(name, kind, here[kind, name] / size) for _, kind, name in ranked]
    yield from things[:1]
    central = sorted(members, key=lambda person: (-person.strength, person.name, person.id))
    if things:
        first = things[0]
        for other in things[1:]:
            if other.name != first.name:
                yield GroupName(f"{first.name} · {other.name}", first.kind, first.share)
        for person in central:
            name = f"{first.name}, around {person.name}"
            yield GroupName(name, first.kind, first.share, person.id)
    for person in central:
        yield GroupName(f"Around {person.name}", "person", 1.0, person.id)
    yield GroupName(f"Around {central[0].name} ({central[0].id})", "person", 1.0, central[0].id)
