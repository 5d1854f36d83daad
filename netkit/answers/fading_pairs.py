"""Fading between any two people of a network with many owners: every pair, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.results import Reason, Results
from netkit.answers.weakening import weakening
from netkit.model.frozen import dataclass
from netkit.model.people import Person, PersonId

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.answers.tie_forecast import Weakening
    from netkit.ties.outlook import Trend

__all__ = ["FadingPair", "fading_pairs"]

#: The outlooks in which pairs are listed: what `fading` lists of one owner comes first.
_ORDER: dict[Trend, int] = {"fading": 0, "weakening": 1}


@dataclass(frozen=True, slots=True)
class FadingPair:
    """The standing of two people; fields as in `netkit.answers.fading.Fading`."""

    a: Person
    b: Person
    outlook: Trend
    strength: float
    momentum: float
    lapse_probability: float
    calibrated: bool
    silent_days: float
    usual_gap_days: float
    because: tuple[Reason, ...]


def fading_pairs(view: NetworkView, *, limit: int = 10) -> Results[FadingPair]:
    """Return every pair of people in contact: fading ones, weakening ones, then the others.

    Each by what is at stake, as in `netkit.answers.fading`; equals by id.
    """
    rows = sorted(weakening(view.network()), key=_rank)[:limit]
    ends = {PersonId(str(end)) for row in rows for end in (row.a, row.b)}
    people = {person.id: person for person in view.store.people(ends)}
    return Results((_pair(row, people) for row in rows), kind=FadingPair)


def _rank(row: Weakening) -> tuple[int, float, str, str]:
    stake = row.lapse_probability * row.strength
    return _ORDER.get(row.trend, len(_ORDER)), -stake, str(row.a), str(row.b)


def _pair(row: Weakening, people: dict[PersonId, Person]) -> FadingPair:
    a, b = (people[PersonId(str(end))] for end in (row.a, row.b))
    return FadingPair(
        a, b, row.trend, row.strength, row.momentum, row.lapse_probability, row.calibrated,
        row.silent_days, row.usual_gap_days, row.because,
    )  # fmt: skip
