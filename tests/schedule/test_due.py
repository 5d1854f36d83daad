"""When schedules run, against an oracle that watches the clock minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.errors import UsageError
from netkit.schedule.due import describe, is_due, last_due, may_retry, next_run
from netkit.schedule.schedules import Rule, Schedule

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = timedelta(minutes=1)
SINCE = datetime(2000, 1, 1, tzinfo=UTC)
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/Nuuk",  # since 2024 the hour before midnight is skipped
    "Asia/Beirut",  # midnight itself is skipped
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "UTC",
]
MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + minutes * MINUTE
)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    rule = draw(st.sampled_from([Rule.DAILY, Rule.WEEKLY, Rule.MONTHLY]))
    days = {Rule.DAILY: (0, -1), Rule.WEEKLY: (0, 6), Rule.MONTHLY: (1, 31)}[rule]
    on = draw(st.sets(st.integers(*days), min_size=1, max_size=3)) if rule != Rule.DAILY else ()
    zone = draw(st.sampled_from(ZONES))
    return Schedule("s", rule, zone, SINCE, at=draw(CLOCKS), on=tuple(sorted(on)))


def runs_between(schedule: Schedule, start: datetime, end: datetime) -> list[datetime]:
    found, moment = [], next_run(schedule, start)
    while moment and moment <= end:
        found.append(moment.astimezone(UTC))
        moment = next_run(schedule, moment)
    return found


def oracle(schedule: Schedule, start: datetime, end: datetime) -> list[datetime]:
    """Each planned wall time runs at the first minute whose clock shows it or later."""
    zone = ZoneInfo(schedule.time_zone)
    planned, day = [], (start - timedelta(days=2)).date()
    while day <= (end + timedelta(days=2)).date():
        tomorrow = day + timedelta(days=1)
        last_of_month = tomorrow.day == 1
        on_it = {
            Rule.DAILY: True,
            Rule.WEEKLY: day.weekday() in schedule.on,
            Rule.MONTHLY: day.day in schedule.on
            or (last_of_month and any(wanted > day.day for wanted in schedule.on)),
        }[schedule.rule]
        if on_it:
            planned.append(datetime.combine(day, schedule.at))
        day = tomorrow
    found, moment = [], start - timedelta(days=3)
    latest = moment.replace(tzinfo=None) - timedelta(days=1)
    while moment <= end:
        shown = moment.astimezone(zone).replace(tzinfo=None)
        if moment > start and any(latest < wall <= shown for wall in planned):
            found.append(moment)
        latest = max(latest, shown)
        moment += MINUTE
    return found


def changes_of_clock(zone: str) -> list[datetime]:
    """Hours in 2024 to 2027 before which the zone's offset changes."""
    hour, found = datetime(2024, 1, 1, tzinfo=UTC), []
    while hour.year < 2028:
        if (hour.astimezone(ZoneInfo(zone)).utcoffset()) != (
            (hour - timedelta(hours=1)).astimezone(ZoneInfo(zone)).utcoffset()
        ):
            found.append(hour)
        hour += timedelta(hours=1)
    return found


CHANGES = [(zone, hour) for zone in ZONES for hour in changes_of_clock(zone)]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(CHANGES), CLOCKS, st.sampled_from([Rule.DAILY, Rule.MONTHLY]), st.data())
def test_around_a_change_of_the_clock_each_planned_time_runs_once_when_first_reached(
    change: tuple[str, datetime], at: time, rule: Rule, data: st.DataObject
) -> None:
    zone, hour = change
    near = data.draw(st.integers(-90, 90))
    at = data.draw(st.sampled_from([at, (hour.astimezone(ZoneInfo(zone)) + near * MINUTE).time()]))
    on = tuple(range(1, 32)) if rule is Rule.MONTHLY else ()
    schedule = Schedule("s", rule, zone, SINCE, at=at, on=on)
    start, end = hour - timedelta(hours=26), hour + timedelta(hours=26)
    assert runs_between(schedule, start, end) == oracle(schedule, start, end)


@settings(max_examples=15, deadline=None)
@given(schedules(), MOMENTS)
def test_any_week_agrees_with_watching_the_clock(schedule: Schedule, start: datetime) -> None:
    end = start + timedelta(days=8)
    assert runs_between(schedule, start, end) == oracle(schedule, start, end)


@settings(max_examples=50, deadline=None)
@given(schedules(), MOMENTS)
def test_the_next_run_is_later_and_nothing_lies_between_it_and_the_last(
    schedule: Schedule, now: datetime
) -> None:
    last, following = last_due(schedule, now), next_run(schedule, now)
    assert last is not None
    assert following is not None
    assert last <= now < following
    assert next_run(schedule, last) == following
    assert last_due(schedule, following) == following
    assert last_due(schedule, following - timedelta(seconds=1)) == last


@settings(max_examples=50, deadline=None)
@given(schedules(), MOMENTS, st.integers(0, 400))
def test_however_long_the_machine_slept_it_runs_once_on_waking(
    schedule: Schedule, last_run: datetime, slept_days: int
) -> None:
    now = last_run + timedelta(days=slept_days)
    missed = bool(runs_between(schedule, last_run, now))
    assert is_due(schedule, last_run, now) is missed
    assert not is_due(schedule, now, now)


@settings(max_examples=50, deadline=None)
@given(schedules(), MOMENTS)
def test_the_zone_a_moment_is_written_in_does_not_matter(schedule: Schedule, now: datetime) -> None:
    elsewhere = now.astimezone(schedule.zone)
    assert next_run(schedule, elsewhere) == next_run(schedule, now)
    assert last_due(schedule, elsewhere) == last_due(schedule, now)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # 2026-03-29: Berlin's clocks go from 02:00 to 03:00; 2026-10-25: from 03:00 to 02:00.
        ("2026-03-28T12:00+01:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T03:00+02:00", "2026-03-30T02:30:00+02:00"),
        ("2026-10-24T12:00+02:00", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30+02:00", "2026-10-26T02:30:00+01:00"),
        ("2026-10-25T02:29+01:00", "2026-10-26T02:30:00+01:00"),
    ],
)
def test_half_past_two_in_berlin_comes_once_on_the_days_the_clocks_change(
    now: str, expected: str, make_schedule: Callable[..., Schedule]
) -> None:
    daily = make_schedule(rule=Rule.DAILY, on=(), at=time(2, 30))
    following = next_run(daily, datetime.fromisoformat(now))
    assert following is not None
    assert following.isoformat() == expected


def test_the_31st_is_the_last_day_of_a_shorter_month(
    make_schedule: Callable[..., Schedule],
) -> None:
    monthly = make_schedule(rule=Rule.MONTHLY, on=(31,), time_zone="UTC")
    runs = runs_between(monthly, datetime(2028, 1, 1, tzinfo=UTC), datetime(2028, 6, 1, tzinfo=UTC))
    assert [f"{run:%m-%d}" for run in runs] == ["01-31", "02-29", "03-31", "04-30", "05-31"]


def test_cron_reads_days_of_month_and_of_week_as_either(
    make_schedule: Callable[..., Schedule],
) -> None:
    """crontab(5): '30 4 1,15 * 5' runs on the 1st and 15th, and every Friday."""
    cron = make_schedule(rule=Rule.CRON, on=(), cron="30 4 1,15 * 5", time_zone="UTC")
    runs = runs_between(cron, datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 17, tzinfo=UTC))
    assert [f"{run:%a %d %H:%M}" for run in runs] == [
        "Fri 01 04:30",
        "Fri 08 04:30",
        "Fri 15 04:30",
    ]


@settings(max_examples=25, deadline=None)
@given(CLOCKS, st.sampled_from(ZONES), MOMENTS)
def test_a_daily_cron_expression_is_the_daily_rule(at: time, zone: str, now: datetime) -> None:
    daily = Schedule("s", Rule.DAILY, zone, SINCE, at=at)
    cron = Schedule("s", Rule.CRON, zone, SINCE, cron=f"{at.minute} {at.hour} * * *")
    assert next_run(cron, now) == next_run(daily, now)
    assert last_due(cron, now) == last_due(daily, now)


@pytest.mark.parametrize(
    "expression", ["", "* * * *", "0 0 * * * *", "0 0 L * *", "0 0 * * 5#1", "61 * * * *"]
)
def test_anything_but_five_plain_cron_fields_is_refused_in_one_line(
    expression: str, make_schedule: Callable[..., Schedule]
) -> None:
    with pytest.raises(UsageError, match="cron expression") as refused:
        make_schedule(rule=Rule.CRON, on=(), cron=expression)
    assert "\n" not in str(refused.value)


def test_a_cron_day_that_never_comes_has_no_next_run(
    make_schedule: Callable[..., Schedule],
) -> None:
    with pytest.raises(UsageError, match="day-of-month"):
        make_schedule(rule=Rule.CRON, on=(), cron="0 0 30 2 *")


def test_nothing_before_it_was_added_is_due_and_nothing_while_paused(
    make_schedule: Callable[..., Schedule],
) -> None:
    monday_nine = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    assert not is_due(make_schedule(since=monday_nine), None, monday_nine + timedelta(days=3))
    assert is_due(make_schedule(since=monday_nine), None, monday_nine + timedelta(days=7))
    paused = make_schedule(paused=True)
    assert not is_due(paused, None, monday_nine)
    assert next_run(paused, monday_nine) is None


def test_retries_wait_five_minutes_and_twice_as_long_each_time_up_to_six_hours() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    first_allowed = [
        next(m for m in range(1000) if may_retry(attempts, now, now + m * MINUTE))
        for attempts in (1, 2, 3, 7, 8, 50)
    ]
    assert first_allowed == [5, 10, 20, 320, 360, 360]


def test_a_schedule_is_described_in_words(make_schedule: Callable[..., Schedule]) -> None:
    assert describe(make_schedule(on=(0, 3))) == (
        "weekly on Monday, Thursday at 08:00 (Europe/Berlin)"
    )
    assert describe(make_schedule(rule=Rule.CRON, on=(), cron="0 8 * * 1")) == (
        "cron 0 8 * * 1 (Europe/Berlin)"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "../x"},
        {"name": "a b"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../etc/passwd"},
        {"on": (7,)},
        {"on": ()},
        {"rule": Rule.DAILY, "on": (1,)},
        {"rule": Rule.MONTHLY, "on": (32,)},
    ],
)
def test_what_cannot_be_a_schedule_is_refused_in_one_line(
    wrong: dict[str, object], make_schedule: Callable[..., Schedule]
) -> None:
    with pytest.raises(UsageError) as refused:
        make_schedule(**wrong)
    assert "\n" not in str(refused.value)
