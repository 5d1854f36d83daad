"""How often to be in touch: as the owner wishes it, for a person or a circle, or as it was so far.

Any contact starts the clock again: silence is counted from the last one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from netkit.answers.fading import mean_log_gap
from netkit.errors import UsageError
from netkit.model.frozen import dataclass, field, replace
from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.ties.slowdown import typical_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person
    from netkit.model.when.spans import Span
    from netkit.ties.statistics import TieStats

__all__ = ["SETTING", "Cadence", "Gap", "Wishes", "cadence", "gap_of", "read_wishes"]

#: The setting under which the owner's wishes are kept.
SETTING = "cadence"

#: A gap longer than this many times the ideal one is too long, unless the owner says otherwise.
_LONGEST = 2.0
#: With fewer gaps in the history, nothing is learnt from it.
_LEAST_GAPS = 4

#: Days: the ideal gap and the longest.
Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often to be in touch with one person.

    ideal_days, longest_days : the gap to aim for, and the one not to pass.
    origin : ``person``, ``circle`` and its name, or ``history``.
    """

    ideal_days: float
    longest_days: float
    origin: str


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
    kept = {name: one for name, one in gaps.items() if name != key}
    return kept if gap is None else {**kept, key: gap}


def read_wishes(text: str | None) -> Wishes:
    """Read what `Wishes.written` wrote; nothing kept means no wishes."""
    kept = json.loads(text or "{}")
    gaps = [
        {str(key): (float(low), float(high)) for key, (low, high) in kept.get(part, {}).items()}
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
    most = float(longest.days) if longest else _LONGEST * days
    if most < days:
        raise UsageError(f"the longest gap ({most:g} days) is shorter than the ideal ({days:g})")
    return days, most


def cadence(
    person: PersonId, circles: Iterable[str], stats: TieStats | None, wishes: Wishes, typical: float
) -> Cadence | None:
    """Return how often to be in touch with somebody; None when nothing tells.

    What was said of the person comes first, then the shortest gap of their circles, then the
    tie's own history.

    Parameters
    ----------
    typical : mean ``ln gap`` over all of the owner's ties.
    """
    if person in wishes.people:
        return Cadence(*wishes.people[person], "person")
    named = [
        (wishes.circles[one.casefold()], one) for one in circles if one.casefold() in wishes.circles
    ]
    if named:
        gap, circle = min(named)
        return Cadence(*gap, f"circle {circle}")
    if stats is None or stats.gap_count < _LEAST_GAPS:
        return None
    usual = float(typical_gap(stats.gap_count, stats.sum_log_gap, typical))
    return Cadence(usual, _LONGEST * usual, "history")


def cadences(view: NetworkView) -> list[dict[str, Any]]:
    """Return how often to be in touch with everybody of whom that is known, by id.

    Each row is a mapping: person, ideal_days, longest_days, origin, silent_days (None without
    any contact).
    """
    circles: dict[PersonId, tuple[str, ...]] = {}
    for claim in view.store.claims(fields={"circle"}):
        circles[claim.person] = (*circles.get(claim.person, ()), claim.value)
    return _cadences(view, view.store.people(), view.ties(), circles)


def _cadences(
    view: NetworkView,
    people: Iterable[Person],
    ties: Mapping[PersonId, TieStats],
    circles: Mapping[PersonId, tuple[str, ...]],
) -> list[dict[str, Any]]:
    """Return the rows of `cadences` for these people."""
    wishes, now = view.wishes(), day_number(view.present)
    typical = mean_log_gap([(one.gap_count, one.sum_log_gap) for one in ties.values()])
    rows = []
    for person in people:
        stats = ties.get(person.id)
        wish = cadence(person.id, circles.get(person.id, ()), stats, wishes, typical)
        if wish is not None and person.id != view.owner:
            rows.append(
                {
                    "person": person,
                    "ideal_days": wish.ideal_days,
                    "longest_days": wish.longest_days,
                    "origin": wish.origin,
                    "silent_days": None if stats is None else int(now - stats.last_day),
                }
            )
    return rows


def wished_cadences(view: NetworkView) -> list[dict[str, Any]]:
    """Return the rows of `cadences` for those alone of whom the owner wished anything."""
    wishes = view.wishes()
    circles: dict[PersonId, tuple[str, ...]] = {}
    for claim in view.store.claims(fields={"circle"}) if wishes.circles else ():
        if claim.value.casefold() in wishes.circles:
            circles[claim.person] = (*circles.get(claim.person, ()), claim.value)
    some = {PersonId(pid) for pid in wishes.people} | circles.keys()
    if not some:
        return []
    ties = dict(view.store.ties(view.owner, others=some, until=view.as_of))
    return _cadences(view, view.store.people(some), ties, circles)
