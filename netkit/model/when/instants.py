"""Points in time as numbers and words: epoch seconds, day numbers, the end of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = [
    "day_number",
    "days_ago",
    "end_of_day",
    "from_epoch",
    "moment_on_clocks",
    "on_clocks",
    "to_epoch",
]


def to_epoch(moment: datetime) -> int:
    """Return whole seconds since 1970 UTC; `moment` must carry a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone")
    return int(moment.timestamp())


def from_epoch(seconds: int) -> datetime:
    """Return the UTC time of whole seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def days_ago(days: float) -> str:
    """Return the time since something happened, in words; part of a day is left out.

    >>> days_ago(0.5), days_ago(1), days_ago(30)
    ('today', '1 day ago', '30 days ago')
    """
    whole = max(int(days), 0)
    return f"{whole} day{'s' if whole > 1 else ''} ago" if whole else "today"


def day_number(moment: datetime) -> int:
    """Return whole UTC days since 1970: the key of a contact-day."""
    return to_epoch(moment) // 86_400


def end_of_day(day: date, zone: tzinfo = UTC) -> datetime:
    """Return the last second of `day` on the clocks of `zone`: what ``--as-of DAY`` means."""
    return on_clocks(datetime.combine(day, time(23, 59, 59)), zone)


def on_clocks(wall: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which the clocks of `zone` show `wall`, the later of two.

    When clocks go back, an hour comes twice, and the second is meant; when they go forward, a time
    that they skip is read as the hour after it.

    >>> from zoneinfo import ZoneInfo
    >>> on_clocks(datetime(2026, 10, 25, 2, 30), ZoneInfo("Europe/Berlin")).isoformat()
    '2026-10-25T02:30:00+01:00'
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.timestamp() > second.timestamp():  # skipped: what clocks show then
        return first.astimezone(UTC).astimezone(zone)
    return second


def moment_on_clocks(when: date, zone: tzinfo) -> datetime:
    """Return a time with its zone: `zone` where it has none; a day is read as its end there."""
    if not isinstance(when, datetime):
        return end_of_day(when, zone)
    return when if when.tzinfo else on_clocks(when, zone)
