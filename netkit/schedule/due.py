"""When a schedule runs next, when it last should have run, and whether it should run now.

One definition covers every rule and every time zone: a run planned for a wall-clock time takes
place at the first moment when the clocks of its zone show that time or a later one. So on the
day the clocks go forward, 02:30 runs at 03:00; on the day they go back, it runs the first time
02:30 comes by and not the second. Cron does the same with jobs at a fixed time (cron(8)).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from .schedules import WEEKDAYS, Rule, Schedule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

FIRST_RETRY = timedelta(minutes=5)
LONGEST_RETRY = timedelta(hours=6)

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def next_run(schedule: Schedule, after: datetime) -> datetime | None:
    """Return the first run later than a moment, in the schedule's zone.

    None for a paused schedule, and for a cron expression that never comes (30 February).

    >>> from datetime import time
    >>> monday = Schedule("weekly", Rule.WEEKLY, "Europe/Berlin", datetime(2026, 1, 1, tzinfo=UTC),
    ...                   at=time(8), on=(0,))
    >>> next_run(monday, datetime(2026, 3, 25, tzinfo=UTC)).isoformat()
    '2026-03-30T08:00:00+02:00'
    """
    if schedule.paused:
        return None
    after = after.astimezone(UTC)  # aware times of one zone would compare by their wall clocks
    local = after.astimezone(schedule.zone).replace(tzinfo=None, fold=0)
    moments = (_moment(wall, schedule.zone) for wall in _walls_after(schedule, local))
    coming = next((moment for moment in moments if moment > after), None)
    return coming and coming.astimezone(schedule.zone)


def last_due(schedule: Schedule, before: datetime) -> datetime | None:
    """Return the latest planned run that is not later than a moment.

    None when there was none since the schedule was added or resumed.
    """
    before = before.astimezone(UTC)
    local = before.astimezone(schedule.zone)
    # While an hour is repeated, wall times up to its end have already been shown once.
    repeated = _offset(local.replace(fold=0)) - _offset(local.replace(fold=1))
    for wall in _walls_until(schedule, local.replace(tzinfo=None, fold=0) + repeated):
        moment = _moment(wall, schedule.zone)
        if moment <= schedule.since:
            return None
        if moment <= before:
            return moment.astimezone(schedule.zone)
    return None


def is_due(schedule: Schedule, last_run: datetime | None, now: datetime) -> bool:
    """Tell whether a planned run has come since the last one.

    However many were missed while the machine slept, the answer is one yes: the run it leads
    to covers them all.
    """
    if schedule.paused:
        return False
    due = last_due(schedule, now)
    return due is not None and (last_run is None or due.astimezone(UTC) > last_run)


def may_retry(attempts: int, last_attempt: datetime, now: datetime) -> bool:
    """Tell whether something that failed may be tried again.

    The wait starts at five minutes and doubles with each attempt up to six hours; a clock that
    was set back does not lengthen it.
    """
    wait = min(FIRST_RETRY * (1 << min(attempts - 1, 10)), LONGEST_RETRY)
    return abs(now.astimezone(UTC) - last_attempt) >= wait


def describe(schedule: Schedule) -> str:
    """Put the rule into words: ``weekly on Monday at 08:00 (Europe/Berlin)``."""
    if schedule.rule is Rule.CRON:
        return f"cron {schedule.cron} ({schedule.time_zone})"
    names = [WEEKDAYS[day] if schedule.rule is Rule.WEEKLY else str(day) for day in schedule.on]
    days = f" on {', '.join(names)}" if names else ""
    return f"{schedule.rule}{days} at {schedule.at:%H:%M} ({schedule.time_zone})"


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """First moment, in UTC, at which the zone's clocks show ``wall`` or later."""
    while True:
        moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == wall:
            return moment
        wall += timedelta(minutes=1)  # the clocks jump over this minute


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _walls_after(schedule: Schedule, start: datetime) -> Iterator[datetime]:
    """Wall-clock times of the rule that are later than ``start``, in order."""
    if schedule.rule is Rule.CRON:
        from cronsim import CronSim

        yield from CronSim(schedule.cron, start)
        return
    day = start.date()
    while True:
        wall = datetime.combine(day, schedule.at)
        if wall > start and _falls_on(schedule, day):
            yield wall
        day += _DAY


def _walls_until(schedule: Schedule, start: datetime) -> Iterator[datetime]:
    """Wall-clock times of the rule that are not later than ``start``, newest first."""
    if schedule.rule is Rule.CRON:
        from cronsim import CronSim

        yield from CronSim(schedule.cron, start + _SECOND, reverse=True)
        return
    day = start.date()
    while True:
        wall = datetime.combine(day, schedule.at)
        if wall <= start and _falls_on(schedule, day):
            yield wall
        day -= _DAY


def _falls_on(schedule: Schedule, day: date) -> bool:
    if schedule.rule is Rule.WEEKLY:
        return day.weekday() in schedule.on
    if schedule.rule is Rule.MONTHLY:
        length = monthrange(day.year, day.month)[1]
        return day.day in {min(wanted, length) for wanted in schedule.on}
    return True
