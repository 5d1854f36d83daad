"""Days as answers write them: "5 December 2026", without a leading zero, in every answer alike."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.model.when.partial_dates import PartialDate

__all__ = ["day_and_month", "long_day", "partial_day", "short_day", "weekday_and_day"]


def long_day(day: date) -> str:
    """Write a day with its month in full.

    >>> from datetime import date
    >>> long_day(date(2026, 12, 5))
    '5 December 2026'
    """
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Write a day with its month in three letters.

    >>> from datetime import date
    >>> short_day(date(2026, 12, 5))
    '5 Dec 2026'
    """
    return f"{day.day} {day:%b %Y}"


def weekday_and_day(day: date) -> str:
    """Write a day after its weekday.

    >>> from datetime import date
    >>> weekday_and_day(date(2026, 12, 5))
    'Saturday 5 December 2026'
    """
    return f"{day:%A} {long_day(day)}"


def day_and_month(day: date) -> str:
    """Write a day that is near, or comes every year: without a year.

    >>> from datetime import date
    >>> day_and_month(date(2026, 12, 5))
    '5 December'
    """
    return f"{day.day} {day:%B}"


def partial_day(on: PartialDate) -> str:
    """Write a date with the parts that are known.

    >>> from netkit.model.when.partial_dates import PartialDate
    >>> partial_day(PartialDate(None, 3, 7)), partial_day(PartialDate(2026, 9))
    ('7 March', 'September 2026')
    """
    if on.month is None:
        return str(on.year)
    day = date(on.year or 2024, on.month, on.day or 1)  # 2024: a leap year
    if on.year is None:
        return day_and_month(day) if on.day else f"{day:%B}"
    return long_day(day) if on.day else f"{day:%B %Y}"
