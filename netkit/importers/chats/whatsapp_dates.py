"""The order of day, month and year in the dates of a chat.

A chat is written in the order of time, by a program from after 2009. So of the readings that are
possible those are left that give real days, years that can be and the fewest steps back in time.
Where two are left a date that both read alike is read, and no other.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from netkit.importers.date_order import read_day
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ChatDates"]

Order = Literal["dmy", "mdy", "ymd"]
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
#: WhatsApp is of 2009.
_FIRST_YEAR = 2009
_LAST_YEAR = 2099  # where nobody tells the day of the import
#: Years by which the Buddhist calendar is ahead; Thai phones write it, with two digits or four.
_BUDDHIST = 543
#: What makes a year of Iran's calendar the one in which it begins, and a new year of it.
_PERSIAN = 621
_PERSIAN_NEW_YEAR = (1400, date(2021, 3, 21))


@dataclass(frozen=True, slots=True)
class ChatDates:
    """The readings of the dates of one chat that are possible."""

    orders: tuple[Order, ...]
    last: int

    @classmethod
    def of(cls, written: Sequence[str], today: date | None) -> ChatDates:
        """Return the orders in which the dates of a chat, from its beginning on, can be read."""
        last = today.year if today else _LAST_YEAR
        distinct = list(dict.fromkeys(written))
        orders = _possible(distinct)
        read = {order: _days(distinct, order, last) for order in orders}
        most = max((len(days) for days in read.values()), default=0)
        read = {order: days for order, days in read.items() if len(days) == most}
        fewest = min((_steps_back(days) for days in read.values()), default=0)
        read = {order: days for order, days in read.items() if _steps_back(days) == fewest}
        return cls(_without_short_years(read), last)

    def read(self, written: str) -> date | None:
        """Return the day of a date; None when it is none, or has two readings."""
        if not _NUMBERS.fullmatch(written):  # the month has a name: one reading at most
            day = read_day(written, None)
            return day.earliest() if day else None
        days = {_day(written, order, self.last) for order in self.orders} - {None}
        return days.pop() if len(days) == 1 else None


def _possible(written: Sequence[str]) -> tuple[Order, ...]:
    match = next(filter(None, map(_NUMBERS.fullmatch, written)), None)
    if match is None:
        return ()
    if len(match[1]) > 2:
        return ("ymd",)
    if match[2] == ".":  # with dots nobody writes the month first
        return ("dmy",) if len(match[4]) > 2 else ("dmy", "ymd")
    return ("dmy", "mdy") if len(match[4]) > 2 else ("dmy", "mdy", "ymd")


def _days(written: Sequence[str], order: Order, last: int) -> list[date]:
    return [day for text in written if (day := _day(text, order, last)) is not None]


def _steps_back(days: Sequence[date]) -> int:
    return sum(later < earlier for earlier, later in pairwise(days))


def _without_short_years(read: dict[Order, list[date]]) -> tuple[Order, ...]:
    """Drop a year of two digits in front, unless the days then lie closer together.

    ``25/11/13`` and ``25/11/14`` are two days of one November rather than one day of two years.
    """
    others = [order for order in read if order != "ymd"]
    if "ymd" not in read or not others:
        return tuple(read)
    closest = min(_span(read[order]) for order in others)
    return ("ymd",) if _span(read["ymd"]) < closest else tuple(others)


def _span(days: Sequence[date]) -> timedelta:
    return max(days) - min(days) if days else timedelta(0)


def _day(written: str, order: Order, last: int) -> date | None:
    match = _NUMBERS.fullmatch(written)
    if match is None:
        return None
    parts = dict(zip(order, (int(match[1]), int(match[3]), int(match[4])), strict=True))
    if _FIRST_YEAR <= parts["y"] + _PERSIAN <= last:
        return _from_persian(parts["y"], parts["m"], parts["d"])
    year = _year(parts["y"], last)
    try:
        return date(year, parts["m"], parts["d"]) if year else None
    except ValueError:
        return None


def _from_persian(year: int, month: int, day: int) -> date | None:
    """Return the day of a date of Iran's calendar, by its cycle of 33 years with 8 leap years.

    The cycle holds from 1343 to 1472. Months have 31 days up to the sixth, then 30, the last 29.
    """
    longest = 31 if month <= 6 else 30 if month <= 11 or _is_persian_leap_year(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= longest):
        return None
    years = range(_PERSIAN_NEW_YEAR[0], year)
    before = range(year, _PERSIAN_NEW_YEAR[0])
    days = sum(365 + _is_persian_leap_year(past_year) for past_year in years)
    days -= sum(365 + _is_persian_leap_year(past_year) for past_year in before)
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return _PERSIAN_NEW_YEAR[1] + timedelta(days=days)


def _is_persian_leap_year(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def _year(number: int, last: int) -> int:
    """Return the year that a number of a chat means; 0 when it can be none."""
    for year in (number, 2000 + number, number - _BUDDHIST, 2500 + number - _BUDDHIST):
        if _FIRST_YEAR <= year <= last and (year == number or number < 100 or year < number):
            return year
    return 0
