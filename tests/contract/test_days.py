"""Contact-days counted by the store."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from netkit.model.events import Favour, Interaction
from netkit.model.when import date_of, from_epoch
from netkit.store.derive import ZONE_SETTING
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


#: A quarter past midnight of 2 January in the zone, and a quarter before it.
CLOCKS = ["America/Los_Angeles", "Asia/Tokyo", "Asia/Kathmandu"]


def around_midnight(zone: str) -> tuple[Interaction, Interaction, Favour]:
    midnight = datetime(2026, 1, 2, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    before, after = (midnight + timedelta(minutes=minutes) for minutes in (-15, 15))
    me, ann = ME.person_id, ANN.person_id
    return (
        Interaction(before, "message", me, (ann,), thread="t"),
        Interaction(after, "message", ann, (me,), thread="t"),
        Favour(after, ann, me, "advice"),
    )


def days_with_ann(store: Store) -> list[date]:
    [rows] = store.days(ME.person_id, [ANN.person_id]).values()
    return [date_of(row[0]) for row in rows]


@pytest.mark.parametrize("zone", CLOCKS)
def test_days_and_times_are_those_of_the_owners_clocks(store: Store, zone: str) -> None:
    store.set_setting(ZONE_SETTING, zone)
    store.append(circle(*around_midnight(zone)))
    assert days_with_ann(store) == [date(2026, 1, 1), date(2026, 1, 2)]
    [later, earlier] = store.interactions([ME.person_id, ANN.person_id])
    assert [earlier.event.at.date(), later.event.at.date()] == days_with_ann(store)
    [favour] = store.events(["favour"])
    assert favour.event.at.isoformat()[:16] == "2026-01-02T00:15"
    [name] = store.claims([ANN.person_id], ["name"])
    assert name.at == NOON
    assert name.at.utcoffset() == NOON.astimezone(ZoneInfo(zone)).utcoffset()
    assert store.check() == []


@pytest.mark.parametrize("zone", CLOCKS)
def test_days_are_counted_anew_on_other_clocks(store: Store, zone: str) -> None:
    contacts = around_midnight(zone)
    store.append(circle(*contacts))
    in_utc = sorted({from_epoch(int(event.at.timestamp())).date() for event in contacts})
    assert days_with_ann(store) == in_utc
    store.set_setting(ZONE_SETTING, zone)
    store.rederive()
    assert days_with_ann(store) == [date(2026, 1, 1), date(2026, 1, 2)]
    assert store.withdraw(NOON + DAY) is not None
    assert store.days(ME.person_id, [ANN.person_id]) in ({}, {ANN.person_id: []})
