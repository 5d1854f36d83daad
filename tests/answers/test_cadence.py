"""How often to be in touch: said, or learnt."""

from __future__ import annotations

import math

import pytest

from netkit.answers.cadence import Cadence, Wishes, cadence, gap_of, read_wishes
from netkit.errors import UsageError
from netkit.model.people import PersonId
from netkit.model.when.spans import read_span
from netkit.ties.statistics import Contact, tie_stats

ANN = PersonId("ann")


@pytest.mark.parametrize(
    ("typed", "gap"),
    [
        (("30d",), (30.0, 60.0)),
        (("6 weeks",), (42.0, 84.0)),
        (("3m", "1y"), (90.0, 365.0)),
        (("10",), (10.0, 20.0)),
    ],
)
def test_gaps_are_read_as_they_are_typed(typed: tuple[str, ...], gap: tuple[float, float]) -> None:
    assert gap_of(*map(read_span, typed)) == gap


@pytest.mark.parametrize("typed", [("often",), ("0d",), ("1y", "1w"), ("",)])
def test_what_is_no_gap_is_refused(typed: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        gap_of(*map(read_span, typed))


def test_the_person_comes_before_the_circle_and_the_circle_before_history() -> None:
    stats = tie_stats([Contact(day, from_a=True) for day in (0, 7, 14, 21, 28, 35)])
    circles = Wishes().for_circle("Family", (14.0, 30.0)).for_circle("work", (60.0, 90.0))
    person = circles.for_person(ANN, (3.0, 5.0))

    assert cadence(ANN, ["family"], stats, person, 0.0) == Cadence(3.0, 5.0, "person")
    assert cadence(ANN, ["work", "family"], stats, circles, 0.0) == Cadence(14, 30, "circle family")
    assert cadence(ANN, [], None, circles, 0.0) is None


def test_without_a_wish_it_is_learnt_from_the_gaps_of_the_tie() -> None:
    """Five gaps of 7 days, drawn to a typical 7 as by five gaps more: 7 days; twice is too long."""
    stats = tie_stats([Contact(day, from_a=True) for day in (0, 7, 14, 21, 28, 35)])

    learnt = cadence(ANN, [], stats, Wishes(), math.log(7))

    assert learnt is not None
    assert (round(learnt.ideal_days, 9), round(learnt.longest_days, 9)) == (7.0, 14.0)
    assert learnt.origin == "history"


def test_three_gaps_teach_nothing() -> None:
    stats = tie_stats([Contact(day, from_a=True) for day in (0, 7, 14, 21)])
    assert cadence(ANN, [], stats, Wishes(), math.log(7)) is None


def test_wishes_are_kept_and_taken_back() -> None:
    wishes = Wishes().for_person(ANN, (30.0, 60.0)).for_circle("Family", (7.0, 14.0))
    assert read_wishes(wishes.written()) == wishes
    assert (
        read_wishes(wishes.for_person(ANN, None).for_circle("family", None).written()) == Wishes()
    )
    assert read_wishes(None) == Wishes()
