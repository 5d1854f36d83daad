"""Find quarters and halves of a year in a question: "in Q3", "the first half of 2025"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from netkit.model.when.calendar_words import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["year_parts_in"]

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_QUARTER, _HALF = 3, 6  # months


def year_parts_in(question: str, today: date) -> Iterator[tuple[int, int, date, date]]:
    """Yield where each quarter or half of a year stands, and its first and last day.

    Without its year it is the last that has begun.

    >>> [part[2:] for part in year_parts_in("in Q3", date(2026, 11, 30))]
    [(datetime.date(2026, 7, 1), datetime.date(2026, 9, 30))]
    """
    for match in _shape().finditer(question):
        months = (
            _QUARTER if (match["letter"] or match["part"]).lower() in ("q", "quarter") else _HALF
        )
        number = int(match["digit"] or _NTH[match["nth"].lower()])
        if number * months <= 12:
            first = _first_day(number * months - months + 1, match["year"] or "", today)
            yield match.start(), match.end(), first, _day_before_later(first, months)


@cache
def _shape() -> re.Pattern[str]:
    lead = "(?:(?:ever since|since|during|over|from|after|before|until|till|by|in|of) )?(?:the )?"
    part = rf"(?:(?P<letter>[qh])(?P<digit>[1-4])|(?P<nth>{'|'.join(_NTH)}) (?P<part>half|quarter))"
    year = r"(?:(?: of| in)?(?: the)? (?P<year>(?:19|20)\d\d|last year|this year|year))?"
    month = f"(?! of (?:the )?{MONTH})"
    return re.compile(rf"\b{lead}{part}{year}\b{month}", re.IGNORECASE)


def _first_day(month: int, year: str, today: date) -> date:
    if year.isdigit():
        return date(int(year), month, 1)
    first = date(today.year - (year.lower() == "last year"), month, 1)
    return first if first <= today else first.replace(year=first.year - 1)


def _day_before_later(first: date, months: int) -> date:
    """Return the last day of a stretch of so many months."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1) - timedelta(days=1)
