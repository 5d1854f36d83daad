"""Dates as other programs write them.

Is 3/4/2020 in March or in April? Only the other dates of the same file can tell.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["month_first", "read_day", "read_moment"]

_ISO = re.compile(r"(\d{4}|-)-?(\d{2})-?(\d{2})(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:[T ,].*)?")


def read_moment(text: str) -> datetime | None:
    """Read a time in ISO 8601, to the second, in UTC where it names no zone; else None.

    >>> read_moment("2026-03-07 10:00:00+02:00")
    datetime.datetime(2026, 3, 7, 8, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment.replace(tzinfo=moment.tzinfo or UTC, microsecond=0)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def month_first(dates: Iterable[str]) -> bool | None:
    """Return whether the numbers of a file's dates begin with the month; None when none tells.

    >>> month_first(["3/4/20", "3/14/20"]), month_first(["3/4/20", "14/3/20"])
    (True, False)
    >>> month_first(["3/4/20"])
    """
    for text in dates:
        match = _NUMBERS.fullmatch(text.strip())
        if match is None:
            continue
        first, second = int(match[1]), int(match[3])
        if match[2] == "." or first > 12:  # dots: Europe, day first
            return False
        if second > 12:
            return True
    return None


def read_day(text: str, months_first: bool | None) -> PartialDate | None:
    """Read ``2020-03-04``, ``20200304``, ``--03-04``, ``4.3.2020`` or ``3/4/20``.

    None when it is not a day, or when `months_first` is None and the day has two readings.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year = None if match[1] == "-" else int(match[1])
        return _day(year, int(match[2]), int(match[3]))
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if match[2] == "." or first > 12:
        return _day(year, second, first)
    if months_first is None and first != second and second <= 12:
        return None
    return _day(year, first, second) if months_first or second > 12 else _day(year, second, first)


def _year(text: str) -> int:
    """Return the year of two digits: 00–68 this century, as POSIX has it."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year <= 68 else 1900)


def _day(year: int | None, month: int, day: int) -> PartialDate | None:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)
