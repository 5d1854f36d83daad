"""The owner's clock: a holiday counts for nobody."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.ties.owner_clock import PLAIN_CLOCK, OwnerClock, RecentClock, owner_clock

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


def invented_log(seed: int, years: int) -> dict[int, int]:
    """Return the contacts of each day: busy and quiet times, weekends, long pauses."""
    chance = random.Random(seed)
    counts: dict[int, int] = {}
    day = 0
    while day < years * 365:
        busy, pause = chance.random(), chance.choice([0, 0, 3, 20, 50, 150])
        stretch = chance.randint(5, 200)
        for each in range(day, day + stretch):
            if each % 7 < 5 and chance.random() < busy:
                counts[each] = chance.randint(1, 9)
        day += stretch + pause
    return counts


def recent_clock(
    counts: dict[int, int], now: int, *, reads: list[int], stale: bool = False
) -> RecentClock:
    def counts_since(first: int) -> dict[int, int]:
        reads.append(first)
        return {day: count for day, count in counts.items() if first <= day <= now}

    def whole() -> OwnerClock:
        reads.append(0)
        return owner_clock(counts, now)

    return RecentClock(now, counts_since, lambda last: stale, whole)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("years", [1, 4, 9])
def test_a_clock_read_as_far_as_it_is_asked_tells_the_time_of_the_whole_one(
    seed: int, years: int
) -> None:
    counts = invented_log(seed, years)
    now = max(counts) + 3
    whole, recent = owner_clock(counts, now), recent_clock(counts, now, reads=[])
    days = list(range(now, -10, -17))
    random.Random(seed).shuffle(days)
    told = [recent.reading(day) - recent.reading(now) for day in days]
    assert told == [whole.reading(day) - whole.reading(now) for day in days]
    assert recent.readings(np.array(days, dtype=float)).tolist() == told


def test_a_question_of_recent_years_leaves_the_years_before_unread() -> None:
    reads: list[int] = []
    clock = recent_clock({day: 2 for day in range(9 * 365)}, 9 * 365, reads=reads)
    assert clock.reading(9 * 365) - clock.reading(8 * 365) == 365
    [first] = reads
    assert first > 4 * 365
    assert clock.reading(365) - clock.reading(364) == 1
    assert reads == [first, 0]


LOGS_TO_READ_WHOLE: dict[str, tuple[dict[int, int], bool]] = {
    "of two years": ({day: 2 for day in range(1200, 2000)}, False),
    "with a pause where the years begin": (
        {day: 2 for day in range(2000) if not 400 < day < 700},
        False,
    ),
    "that may be stale": ({day: 2 for day in range(2000)}, True),
    "of nothing": ({}, False),
}


@pytest.mark.parametrize("log", LOGS_TO_READ_WHOLE)
def test_what_a_part_of_the_log_cannot_tell_all_of_it_does(log: str) -> None:
    counts, stale = LOGS_TO_READ_WHOLE[log]
    reads: list[int] = []
    clock = recent_clock(counts, 2000, reads=reads, stale=stale)
    clock.look_back_to(1900)
    assert reads[-1] == 0
