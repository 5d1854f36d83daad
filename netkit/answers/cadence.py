"""Cadence of contact: as the owner wishes it, for a person or a circle, or as it was so far.

Any contact starts the clock again: silence is counted from the last one.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.model.frozen import dataclass, field, replace
from netkit.ties.rhythm import Rhythm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import PersonId
    from netkit.model.when.spans import Span
    from netkit.ties.outlook import Outlook

__all__ = [
    "SETTING",
    "Cadence",
    "Gap",
    "Wishes",
    "cadence",
    "cadence_with",
    "cadences",
    "gap_of",
    "read_wishes",
    "wished_cadences",
    "wished_rhythm",
]

#: The setting under which the owner's wishes are kept.
SETTING = "cadence"

#: Days: the ideal gap and the longest.
Gap = tuple[float, float]

_TIMES_IDEAL = 2.0  # the longest gap where the owner named only the ideal one


@dataclass(frozen=True, slots=True)
class Cadence:
    """The cadence of contact with a person.

    ideal_days, longest_days : the gap to aim for, and the one not to pass.
    origin : ``person``, ``circle`` and its name, or ``history``.
    rhythm : the same in words: "every 1 to 2 months, 14 times", "every 6 weeks, as you wish".
    """

    ideal_days: float
    longest_days: float
    origin: str
    rhythm: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """The gaps that the owner set, by person and by circle."""

    people: Mapping[str, Gap] = field(default_factory=dict)
    circles: Mapping[str, Gap] = field(default_factory=dict)

    def for_person(self, person: PersonId, gap: Gap | None) -> Wishes:
        """Return the wishes with this one for a person; None takes it back."""
        return replace(self, people=_with(self.people, person, gap))

    def for_circle(self, circle: str, gap: Gap | None) -> Wishes:
        """Return the wishes with this one for a circle; None takes it back."""
        return replace(self, circles=_with(self.circles, circle.casefold(), gap))

    def written(self) -> str:
        """Return them as the text that is kept; `read_wishes` reads it."""
        return json.dumps({"people": dict(self.people), "circles": dict(self.circles)})


def _with(gaps: Mapping[str, Gap], key: str, gap: Gap | None) -> dict[str, Gap]:
    others = {name: wished_gap for name, wished_gap in gaps.items() if name != key}
    return others if gap is None else {**others, key: gap}


def read_wishes(text: str | None) -> Wishes:
    """Read what `Wishes.written` wrote; nothing kept means no wishes."""
    stored = json.loads(text or "{}")
    gaps = [
        {str(key): (float(low), float(high)) for key, (low, high) in stored.get(part, {}).items()}
        for part in ("people", "circles")
    ]
    return Wishes(*gaps)


def gap_of(ideal: Span, longest: Span | None = None) -> Gap:
    """Return the days of two spans: the gap to aim for, and the one not to pass.

    Without `longest` it is twice the ideal.

    Raises
    ------
    UsageError
        The longest is the shorter.

    >>> from netkit.model.when.spans import read_span
    >>> gap_of(read_span("6w"))
    (42.0, 84.0)
    """
    days = float(ideal.days)
    most = float(longest.days) if longest else _TIMES_IDEAL * days
    if most < days:
        raise UsageError(f"the longest gap ({most:g} days) is shorter than the ideal ({days:g})")
    return days, most


def wished_rhythm(person: PersonId, circles: Iterable[str], wishes: Wishes) -> Rhythm | None:
    """Return the rhythm the owner wishes for with somebody; None without a wish.

    A wish for the person comes first, then the shortest gap of their circles.
    """
    if person in wishes.people:
        ideal, longest = wishes.people[person]
        return Rhythm(ideal, ideal, ideal, 0, 0.0, "person", longest)
    named = [
        (wishes.circles[name.casefold()], name)
        for name in circles
        if name.casefold() in wishes.circles
    ]
    if not named:
        return None
    (ideal, longest), circle = min(named)
    return Rhythm(ideal, ideal, ideal, 0, 0.0, f"circle {circle}", longest)


def cadence(outlook: Outlook) -> Cadence | None:
    """Return the cadence, as wished or as it was so far; None when nothing tells."""
    if outlook.rhythm is None:
        return None
    rhythm = outlook.rhythm
    longest = rhythm.longest_days if rhythm.wish else outlook.limit_days
    return Cadence(rhythm.usual_days, longest, rhythm.wish or "history", outlook.words)


def cadences(view: NetworkView) -> list[dict[str, Any]]:
    """Return the cadence of everybody of whom it is known, by id.

    Each row is a mapping: person, ideal_days, longest_days, origin, rhythm (in words), outlook,
    silent_days (None without any contact).
    """
    last_days = view.store.tie_figures(view.owner, ["last_day"], until=view.as_of)
    return _cadences(view, {*view.wished_rhythms, *(pid for pid, _ in last_days)})


def cadence_with(view: NetworkView, person: PersonId) -> list[dict[str, Any]]:
    """Return the row of `cadences` for one person, whose gaps are None where there are too few."""
    return _cadences(view, [person], also_unknown=True)


def wished_cadences(view: NetworkView) -> list[dict[str, Any]]:
    """Return the rows of `cadences` for those alone of whom the owner wished anything."""
    return _cadences(view, view.wished_rhythms) if view.wished_rhythms else []


def _cadences(
    view: NetworkView, others: Collection[PersonId], *, also_unknown: bool = False
) -> list[dict[str, Any]]:
    """Return the rows of `cadences` for these people."""
    outlooks = view.outlooks(others)
    rows = []
    for person in view.store.people(others):
        outlook = outlooks[person.id]
        wish = cadence(outlook)
        if (wish is not None or also_unknown) and person.id != view.owner:
            silent = outlook.silent_days
            rows.append(
                {
                    "person": person,
                    "ideal_days": wish.ideal_days if wish else None,
                    "longest_days": wish.longest_days if wish else None,
                    "origin": wish.origin if wish else "history",
                    "rhythm": outlook.words,
                    "outlook": outlook.trend,
                    "silent_days": None if math.isinf(silent) else int(silent),
                }
            )
    return rows
