"""Find the moves of a map: people who went quiet, warmed up, or replied after a silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.maps.scene import SceneMove, ScenePerson
from netkit.ties.strength import NOTABLE_POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["moves"]

EACH_AT_MOST = 8  # so many of each kind; a list of everything tells nothing


def moves(people: Sequence[ScenePerson]) -> list[SceneMove]:
    """Return the moves since the last past state, the largest change of each kind first."""
    known_people = [person for person in people if person.known]
    change = [(person.strength - person.past[-1], person) for person in known_people if person.past]
    quiet = sorted((c, p.name, p.id, p) for c, p in change if c <= -NOTABLE_POINTS)
    warm = sorted((-c, p.name, p.id, p) for c, p in change if c >= NOTABLE_POINTS)
    back = sorted(
        (-(p.returned_after or 0), p.name, p.id, p) for p in known_people if p.returned_after
    )
    return [
        *(SceneMove(p.id, "went quiet", _quiet(p)) for *_, p in quiet[:EACH_AT_MOST]),
        *(SceneMove(p.id, "warmed up", _warm(p)) for *_, p in warm[:EACH_AT_MOST]),
        *(SceneMove(p.id, "replied after a silence", _back(p)) for *_, p in back[:EACH_AT_MOST]),
    ]


def _quiet(person: ScenePerson) -> str:
    since = f"silent for {person.silent_days} days; " if person.silent_days is not None else ""
    return f"{since}{_change(person)}"


def _warm(person: ScenePerson) -> str:
    return _change(person)


def _change(person: ScenePerson) -> str:
    """Say both strengths in whole points, halves up, as the page rounds them."""
    return f"strength {int(person.past[-1] + 0.5)} → {int(person.strength + 0.5)}"


def _back(person: ScenePerson) -> str:
    return f"back after {person.returned_after} days"
