"""The owner's clock: a holiday counts for nobody."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.ties.owner_clock import PLAIN_CLOCK, OwnerClock, owner_clock

YEAR = {day: 3 for day in range(400)}


def test_every_day_of_a_busy_owner_counts() -> None:
    clock = owner_clock(YEAR, 399)
    assert clock.reading(399) - clock.reading(299) == 100


def test_a_holiday_counts_for_nobody() -> None:
    holiday = range(340, 370)
    clock = owner_clock({day: 3 for day in YEAR if day not in holiday}, 399)
    # Only the windows at both ends of the holiday hold a contact: 3 + 3 days at most.
    assert clock.reading(369) - clock.reading(339) <= 6


def test_weeks_that_nobody_imported_count_for_nobody() -> None:
    clock = owner_clock(YEAR, 450)
    assert clock.reading(450) - clock.reading(399) <= 7


def test_of_an_owner_with_few_contacts_every_day_counts() -> None:
    clock = owner_clock({day: 1 for day in range(0, 400, 20)}, 399)
    assert clock.reading(399) - clock.reading(199) == 200


def test_a_contact_after_now_is_not_seen() -> None:
    assert owner_clock({**YEAR, 500: 40}, 399) == owner_clock(YEAR, 399)


def test_without_any_contact_every_day_counts() -> None:
    assert owner_clock({}, 10) == PLAIN_CLOCK
    assert PLAIN_CLOCK.reading(30) - PLAIN_CLOCK.reading(20) == 10


@settings(deadline=None)
@given(
    st.lists(st.floats(0, 1), max_size=12),
    st.lists(st.floats(-20, 40), min_size=1, max_size=8),
)
def test_an_array_of_days_reads_as_each_of_them(shares: list[float], days: list[float]) -> None:
    clock = OwnerClock(5, tuple(np.cumsum(shares).tolist()))
    assert clock.readings(np.array(days)).tolist() == pytest.approx(
        [clock.reading(day) for day in days]
    )
