"""When cron, launchd and Windows should wake netkit: once an hour, at the right minutes.

None of the three both keeps a time zone of its own and catches up after every kind of sleep.
An hourly look, which ends at once when nothing is due, does both, and retries deliveries too.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from netkit.schedule.schedules import Rule, Schedule

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_QUARTERS = (0, 15, 30, 45)
"""Minutes by which the clocks of two zones differ; every zone in use is a multiple of 15."""


def wake_minutes(schedule: Schedule, machine_zone: ZoneInfo) -> tuple[int, ...]:
    """Return the minutes of the hour, on the machine's clock, at which a run can be due."""
    shifts = (0,) if schedule.zone.key == machine_zone.key else _QUARTERS
    minutes = cron_fields(schedule.cron)[0] if schedule.rule is Rule.CRON else [schedule.at.minute]
    return tuple(sorted({(minute + shift) % 60 for minute in minutes for shift in shifts}))


def cron_fields(expression: str) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
    """Return the values of the five fields: minutes, hours, days, months, weekdays (0 Sunday)."""
    from cronsim import CronSim

    parsed = CronSim(expression, datetime(2000, 1, 1))  # noqa: DTZ001 only the fields are read
    weekdays = {day % 7 for day in parsed.weekdays if isinstance(day, int)}
    return (
        sorted(parsed.minutes),
        sorted(parsed.hours),
        sorted(parsed.days),
        sorted(parsed.months),
        sorted(weekdays),
    )
