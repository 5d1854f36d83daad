"""Contact-days counted by the store."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.circle import ANN, BOB, BUSY, CID, DAY, ME, NOON, circle

if TYPE_CHECKING:
    from netkit.store.port import Store


def test_days_are_counted_once_for_each_of_those_one_was_in_touch_with(store: Store) -> None:
    store.append(circle(*BUSY))
    me, others = ME.person_id, [one.person_id for one in (ANN, BOB, CID)]
    every = [row[0] for rows in store.days(me, others).values() for row in rows]
    assert store.day_counts(me, since=NOON) == Counter(every)
    first = min(every)
    later = {day: count for day, count in Counter(every).items() if day > first}
    assert store.day_counts(me, since=NOON + DAY) == later
    assert store.day_counts(me, since=NOON, until=NOON) == {first: Counter(every)[first]}
    assert len(later) > 1


def test_nobody_known_was_in_touch_on_no_day(store: Store) -> None:
    assert store.day_counts(ME.person_id, since=NOON) == {}
