"""What is known of a period beforehand: the youth of the log, and its open hours."""

import numpy as np
import pytest

from netkit.ties import Network
from netkit.ties.contact_days import Contacts, contact_days, unit_for
from netkit.ties.periods import shifts, youth

HOUR, DAY = 3600, 86_400


def office(days: int, horizon: float) -> Contacts:
    """Return two people in touch at 9, 10 and 11 on weekdays 0 to 4, seen until a midnight."""
    times = [day * DAY + hour * HOUR for day in range(days) if day % 7 < 5 for hour in (9, 10, 11)]
    count = len(times)
    net = Network.from_events([0] * count, [1] * count, times, as_of=days * DAY)
    return contact_days(net, unit_for(horizon))


def test_a_log_grows_old() -> None:
    assert youth(0, 30) == 1
    assert youth(30, 30) == 0.5
    assert youth(300, 30) < 0.001


def test_an_old_log_of_long_periods_has_no_shift() -> None:
    assert shifts(office(900, 30), [840.0, 870.0], 30, -2.0) == pytest.approx(np.zeros(3), abs=1e-6)


def test_a_young_log_lies_lower_in_its_past() -> None:
    first, later, now = shifts(office(90, 30), [30.0, 60.0], 30, -2.0).tolist()
    assert first < later < now < 0
    # the first contact is at nine o'clock of day 0, counted as day 0: ages 30, 60, 90
    assert [first, later, now] == pytest.approx([-1.0, -0.5, -0.25])


def test_a_period_with_a_weekend_has_fewer_open_hours() -> None:
    """Day 14 is the first of a week: the past period from 11.0 holds one weekday, day 11."""
    past, ahead = shifts(office(14, 3), [11.0], 3, 0.0).tolist()
    # 3 hours on day 11, three times as many in the three weekdays from day 14 (as from day 7)
    assert (past, ahead) == pytest.approx((0.0, -np.log(3)))


def test_before_a_log_is_a_week_old_the_period_ahead_is_like_the_past() -> None:
    assert shifts(office(5, 3), [2.0], 3, 0.0).tolist() == [0, 0]


def test_nothing_seen_shifts_nothing() -> None:
    empty = contact_days(Network.from_events([], [], [], as_of=0))
    assert shifts(empty, [], 60, 0.0).tolist() == [0]
