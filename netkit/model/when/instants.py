"""Points in time as numbers and words: epoch seconds, day numbers, the end of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

__all__ = ["day_number", "days_ago", "end_of_day", "from_epoch", "to_epoch"]


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


def end_of_day(day: date) -> datetime:
    """Return the last second of `day` in UTC: what ``--as-of DAY`` means."""
    return datetime.combine(day, time(23, 59, 59), UTC)
