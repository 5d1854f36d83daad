"""The rhythm of a tie: what is usual, and in which words."""

import random
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netkit.ties.rhythm import Rhythm, measure_rhythm, rhythm_words


def _typical_gap_by_day(days: list[int]) -> float:
    """Return the median, over every single day between contacts, of the gap it lies in."""
    return median(
        later - day
        for day, later in pairwise(days)
        for _ in range(later - day)
    )  # fmt: skip


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=40, unique=True))
def test_the_usual_gap_is_the_one_in_which_a_typical_day_lies(days: list[int]) -> None:
    days.sort()
    usual, slow = measure_rhythm(days).usual_days, _typical_gap_by_day(days)
    gaps = sorted({later - day for day, later in pairwise(days)})
    between = [gap for gap in gaps if gap <= slow]  # at a tie of halves the slow median is a mean
    assert usual == slow or usual == max(between)


def test_a_burst_of_mails_is_one_conversation() -> None:
    monthly = [day + burst for day in range(0, 601, 30) for burst in (0, 1, 2, 3)]
    assert measure_rhythm(monthly).usual_days == 27


def test_the_usual_gaps_of_irregular_ties_are_about_what_they_are_meant_to_be() -> None:
    rng = random.Random(5)
    for meant in (30, 90, 185):
        day, days = 0.0, [0]
        for _ in range(1000 // meant + 1):
            day += rng.uniform(0.7, 1.3) * meant
            days.append(round(day))
        assert measure_rhythm(days).usual_days == pytest.approx(meant, rel=0.25)


def test_what_was_usual_more_than_three_years_ago_does_not_count() -> None:
    weekly_once = list(range(0, 2000, 7))
    yearly_now = [3000, 3365, 3730, 4095]
    assert measure_rhythm([*weekly_once, *yearly_now]).usual_days == 365


def test_the_order_of_the_days_does_not_matter_nor_a_day_twice() -> None:
    assert measure_rhythm([9, 1, 4, 9, 20]) == measure_rhythm([1, 4, 9, 20])


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1, 1, "every day"),
        (5, 9, "every 5 to 9 days"),
        (7, 7, "every week"),
        (7, 14, "every 1 to 2 weeks"),
        (28, 33, "every month"),
        (20, 33, "every 3 to 5 weeks"),
        (58, 62, "every 2 months"),
        (360, 370, "every year"),
        (365, 730, "every 1 to 2 years"),
    ],
)
def test_a_rhythm_is_told_in_the_unit_that_fits_it(low: float, high: float, words: str) -> None:
    assert rhythm_words(Rhythm(low, low, high, 6, 5.0)) == f"{words}, 6 times"


def test_a_wish_shows_as_such() -> None:
    wish = Rhythm(30.0, 30.0, 30.0, 9, 8.0, wish="circle customers", longest_days=60.0)
    assert rhythm_words(wish) == "every month, as you wish for circle customers"
