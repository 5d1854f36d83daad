import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.ties.slowdown import alert, half_life, log_gaps, momentum, pace, typical_gap


def test_without_gaps_the_typical_gap_is_that_of_all_ties() -> None:
    assert typical_gap(0, 0.0, math.log(9)) == pytest.approx(9)


@settings(deadline=None)
@given(st.integers(1, 200), st.floats(0.5, 300), st.floats(0.5, 300))
def test_the_typical_gap_lies_between_its_own_and_that_of_all(
    count: int, own: float, others: float
) -> None:
    gap = typical_gap(count, count * math.log(own), math.log(others))
    assert min(own, others) * (1 - 1e-9) <= gap <= max(own, others) * (1 + 1e-9)


@settings(deadline=None)
@given(st.floats(0.01, 1000), st.floats(1, 200))
def test_the_half_life_is_clipped(gap: float, horizon: float) -> None:
    assert half_life(gap, horizon) == pytest.approx(
        min(max(5 * gap, horizon / 16, 1), 4 * horizon), rel=1e-9
    )


@settings(deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, unique=True), st.integers(1, 200))
def test_the_alert_only_rises_while_nothing_happens(days: list[int], later: int) -> None:
    now = 300.0
    assert alert(pace(days, now + later, 30.0)) > alert(pace(days, now, 30.0))


def test_contacts_after_now_are_not_seen() -> None:
    assert pace([1, 2, 50], now=10, half_life=5.0) == pace([1, 2], now=10, half_life=5.0)


def test_momentum_tells_slower_from_quicker() -> None:
    weekly = [7.0 * week for week in range(60)]
    gap, span = 7.0, 35.0
    slowed = momentum(pace(weekly, 413 + 40, span), gap, span, 453)
    burst = [*weekly, 414.0, 415.0, 416.0, 417.0, 418.0]
    quickened = momentum(pace(burst, 418, span), gap, span, 418)
    assert slowed < -1
    assert quickened > 0.5


def test_gaps_need_two_days() -> None:
    assert log_gaps([5]) == []
    assert log_gaps([5, 5]) == []
