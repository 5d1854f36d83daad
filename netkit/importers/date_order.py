"""Dates as other programs write them.

Is 3/4/2020 in March or in April? Only the other dates of the same column can tell.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from netkit.model.names import fold
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["month_first", "read_day", "read_moment"]

_ISO = re.compile(r"(\d{4}|-)-?(\d{2})-?(\d{2})(?:[T ].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?(?:[T ,].*)?")
#: "4 March 1980", "4. März 1980", "4 de marzo de 1980", "04-Mar-80"; "March 4, 1980"
_DAY_AND_MONTH = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?[. -]{1,2}(?:de |of )?(?P<month>[^\W\d_]{3,12})\.?"
    r"(?:[, -]{1,2}(?:de |del )?(?P<year>\d{4}|\d{2}))?(?: \d{1,2}:.*)?"
)
_MONTH_AND_DAY = re.compile(
    r"(?P<month>[^\W\d_]{3,12})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?"
    r"(?:,? \d{1,2}:.*)?"
)
#: The months of a year in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish
#: and Danish, folded; an unambiguous beginning of three letters or more is enough.
_MONTHS = (
    "january januar janner janvier enero gennaio janeiro januari",
    "february februar feber fevrier febrero febbraio fevereiro februari",
    "march marz maerz mars marzo marco maart mrz mrt",
    "april avril abril aprile",
    "may mai mayo maggio maio mei maj",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus augusti ago",
    "september septembre septiembre settembre setembro set",
    "october oktober octobre octubre ottobre outubro okt",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
)
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
    """Return True when a column's dates begin with the month; None when no date tells.

    Neither does a column that holds both orders.

    >>> month_first(["3/4/20", "3/14/20"]), month_first(["3/4/20", "14/3/20"])
    (True, False)
    >>> month_first(["3/4/20"])
    """
    orders = {_order_of(match) for match in map(_NUMBERS.fullmatch, map(str.strip, dates)) if match}
    return orders.pop() if len(orders := orders - {None}) == 1 else None


def _order_of(match: re.Match[str]) -> bool | None:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12:  # dots: Europe, day first
        return False
    return True if second > 12 else None


def read_day(text: str, months_first: bool | None) -> PartialDate | None:
    """Read ``2020-03-04``, ``20200304``, ``--03-04``, ``4.3.2020``, ``3/4/20`` or ``4 March 2020``.

    None when it is not a day, or when `months_first` is None and the day has two readings.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year = None if match[1] == "-" else int(match[1])
        return _day(year, int(match[2]), int(match[3]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return _named_day(text)
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if match[2] == "." or first > 12:
        return _day(year, second, first)
    if months_first is None and first != second and second <= 12:
        return None
    return _day(year, first, second) if months_first or second > 12 else _day(year, second, first)


def _named_day(text: str) -> PartialDate | None:
    """Read a day whose month is written as a word."""
    match = _DAY_AND_MONTH.fullmatch(text) or _MONTH_AND_DAY.fullmatch(text)
    if match is None:
        return None
    start = fold(match["month"])
    months = [
        number
        for number, names in enumerate(_MONTHS, 1)
        if any(name.startswith(start) for name in names.split())
    ]
    year = _year(match["year"]) if match["year"] else None
    return _day(year, months[0], int(match["day"])) if len(months) == 1 else None


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
