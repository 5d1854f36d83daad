"""Dates of the precision people remember: a year, a month, a birthday without its year."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from netkit.model.frozen import dataclass

__all__ = ["PartialDate", "day_number", "days_ago", "end_of_day", "from_epoch", "to_epoch"]

_PARTIAL = r"(?:(\d{4})|-)(?:-(\d{2}))?(?:-(\d{2}))?"  # compiled when the first is read
_EPOCH_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which some parts are unknown.

    Written ``2026-03-07``, ``2026-03``, ``2026``, ``--03-07`` (a birthday without its year).

    >>> PartialDate.parse("--02-29").next_after(date(2026, 1, 1))
    datetime.date(2026, 2, 28)
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if self.year is None and self.month is None:
            raise ValueError("a date needs a year or a month")
        if self.month is not None:
            date(self.year or 2024, self.month, self.day or 1)  # 2024: a leap year

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the written form; raises ValueError when it is not one."""
        match = re.fullmatch(_PARTIAL, text.strip())
        if match is None:
            raise ValueError(f"not a date: {text!r}; write 2026-03-07, 2026-03, 2026 or --03-07")
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls(year, month, day)

    def __str__(self) -> str:
        head = f"{self.year:04d}" if self.year is not None else "-"
        tail = "".join(f"-{part:02d}" for part in (self.month, self.day) if part is not None)
        return head + tail

    def earliest(self) -> date | None:
        """Return the first day it can mean; None without a year."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date | None:
        """Return the last day it can mean; None without a year."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or _days(self.year, month))

    def next_after(self, today: date) -> date | None:
        """Return its next anniversary on or after `today`; 29 February falls on the 28th.

        None when the month and day are not known.
        """
        if self.month is None or self.day is None:
            return None
        for year in (today.year, today.year + 1):
            last = _days(year, self.month)
            anniversary = date(year, self.month, min(self.day, last))
            if anniversary >= today:
                return anniversary
        return None


def _days(year: int, month: int) -> int:
    """Return how many days a month has."""
    import calendar  # brings the locales along, which a short answer would wait for

    return calendar.monthrange(year, month)[1]


def to_epoch(moment: datetime) -> int:
    """Return whole seconds since 1970 UTC; `moment` must carry a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone")
    return int(moment.timestamp())


def from_epoch(seconds: int) -> datetime:
    """Return the UTC time of whole seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def days_ago(days: float) -> str:
    """Return how long ago something was, in words; part of a day is left out.

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
