"""Dates of the precision people remember: a year, a month, a birthday without its year."""

from __future__ import annotations

import re
from datetime import date

from netkit.model.frozen import dataclass

__all__ = ["PartialDate", "month_length"]

_PARTIAL = r"(?:(\d{4})|-)(?:-(\d{2}))?(?:-(\d{2}))?"  # compiled when the first is read


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
        return date(self.year, month, self.day or month_length(self.year, month))

    def next_after(self, today: date) -> date | None:
        """Return its next anniversary on or after `today`; 29 February falls on the 28th.

        None when the month and day are not known.
        """
        if self.month is None or self.day is None:
            return None
        for year in (today.year, today.year + 1):
            last = month_length(year, self.month)
            anniversary = date(year, self.month, min(self.day, last))
            if anniversary >= today:
                return anniversary
        return None


def month_length(year: int, month: int) -> int:
    """Return the number of days in a month."""
    # The standard library's calendar brings the locales along, which a short answer waits for.
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days
