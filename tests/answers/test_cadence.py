"""How often to be in touch: said, or learnt."""

from __future__ import annotations

import pytest

from netkit.answers.cadence import Cadence, Wishes, cadence, gap_of, read_wishes, wished_rhythm
from netkit.errors import UsageError
from netkit.model.people import PersonId
from netkit.model.when.spans import read_span
from netkit.ties.outlook import outlook

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


WEEKLY = [0, 7, 14, 21, 28, 35]


def _cadence(circles: list[str], wishes: Wishes, days: list[int]) -> Cadence | None:
    return cadence(outlook(days, 40, wish=wished_rhythm(ANN, circles, wishes)))


def test_the_person_comes_before_the_circle_and_the_circle_before_history() -> None:
    circles = Wishes().for_circle("Family", (14.0, 30.0)).for_circle("work", (60.0, 90.0))
    person = circles.for_person(ANN, (3.0, 5.0))
    family = Cadence(14, 30, "circle family", "every 2 weeks, as you wish for circle family")
    assert _cadence(["family"], person, WEEKLY) == Cadence(
        3.0, 5.0, "person", "every 3 days, as you wish"
    )
    assert _cadence(["work", "family"], circles, WEEKLY) == family
    assert _cadence([], circles, []) is None


def test_without_a_wish_it_is_learnt_from_the_gaps_of_the_tie() -> None:
    assert _cadence([], Wishes(), WEEKLY) == Cadence(7, 14, "history", "every week, 5 times")


def test_two_gaps_teach_nothing_and_three_do() -> None:
    assert _cadence([], Wishes(), WEEKLY[:3]) is None
    assert _cadence([], Wishes(), WEEKLY[:4]) is not None


def test_wishes_are_kept_and_taken_back() -> None:
    wishes = Wishes().for_person(ANN, (30.0, 60.0)).for_circle("Family", (7.0, 14.0))
    assert read_wishes(wishes.written()) == wishes
    assert (
        read_wishes(wishes.for_person(ANN, None).for_circle("family", None).written()) == Wishes()
    )
    assert read_wishes(None) == Wishes()
