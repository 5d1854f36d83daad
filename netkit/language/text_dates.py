"""Dates as people say them: yesterday, last Tuesday, 3 days ago, by Friday, end of the month.

How the unclear ones are read: a weekday alone is the last one before today in what has been, and
the next one from today on in what is to come; "last Tuesday" is the last one before today; "this
Friday" is in the week of today, which begins on Monday; "next Friday" is in the week after. A day
of a month without its year is the nearest such day, back or ahead. ``3/4/2026`` is the third of
April where it could be either, and `ambiguous` says so.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

__all__ = ["FoundDate", "Precision", "find_date", "find_dates"]

Precision = Literal["day", "week", "month", "year"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = tuple(name.casefold() for name in (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
))  # fmt: skip
NUMBERS = {
    "a couple of": 2, "a few": 3, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
LEAP_YEARS_APART = 8  # at the most: 1896 and 1904
NAMED_DAYS = {
    "the day before yesterday": -2, "day before yesterday": -2,
    "yesterday": -1, "last night": -1, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "tonight": 0, "today": 0, "just now": 0, "the day after tomorrow": 2,
    "day after tomorrow": 2, "tomorrow": 1,
}  # fmt: skip

_WEEKDAY = (
    r"(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)"
)
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_COUNT = r"(\d{1,3}|" + "|".join(NUMBERS) + ")"
_UNIT = r"(day|week|fortnight|month|year)s?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a text.

    Attributes
    ----------
    day : date
        The day, or the last day of the week, month or year that is meant.
    precision : str
        ``day``, ``week``, ``month`` or ``year``.
    start, end : int
        Where it stands in the text, with its preposition (``on``, ``by``, ``since``).
    due : bool
        Whether it stands after ``by``, ``until`` or ``before``: a date to keep.
    ambiguous : bool
        Whether day and month could be the other way round.
    has_year : bool
        Whether the text gives the year.
    """

    day: date
    precision: Precision
    start: int
    end: int
    due: bool = False
    ambiguous: bool = False
    has_year: bool = True


#: Reads a match; told the day it is, and whether the text speaks of what is to come.
Reader = Callable[[re.Match[str], date, bool], tuple[date, Precision]]


class _Rule(NamedTuple):
    shape: re.Pattern[str]
    read: Reader


def find_date(text: str, *, today: date, ahead: bool) -> FoundDate | None:
    """Find the first date in a text; see `find_dates`."""
    return next(iter(find_dates(text, today=today, ahead=ahead)), None)


def find_dates(text: str, *, today: date, ahead: bool) -> list[FoundDate]:
    """Find the dates in a text, in their order.

    Parameters
    ----------
    text : str
        What a person typed.
    today : date
        The day on which it is said.
    ahead : bool
        Whether the text speaks of what is to come: then a weekday is the next one.

    Examples
    --------
    >>> find_dates("by Friday", today=date(2026, 11, 18), ahead=True)[0].day
    datetime.date(2026, 11, 20)
    """
    found: list[FoundDate] = []
    for rule in RULES:
        for match in rule.shape.finditer(text):
            taken = any(match.start() < old.end and old.start < match.end() for old in found)
            if not taken and (one := _found(rule, match, today, ahead)):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _found(rule: _Rule, match: re.Match[str], today: date, ahead: bool) -> FoundDate | None:
    lead = (match["lead"] or "").casefold()
    due = bool(re.match(r"by|until|till|before|due|no later", lead))
    try:
        day, precision = rule.read(match, today, ahead or due)
    except ValueError:  # a day the calendar does not have: 31 April
        return None
    numbers = match.groupdict()
    swap = bool(numbers.get("slash")) and max(int(match["one"]), int(match["two"])) <= 12
    has_year = rule.read not in (_month_day, _day_month) or bool(numbers.get("year"))
    return FoundDate(day, precision, match.start(), match.end(), due, swap, has_year)


def _iso(match: re.Match[str], _today: date, _ahead: bool) -> tuple[date, Precision]:
    return date.fromisoformat(match[2]), "day"


def _dotted(match: re.Match[str], _today: date, _ahead: bool) -> tuple[date, Precision]:
    first, second = int(match["one"]), int(match["two"])
    day, month = (second, first) if second > 12 and match["slash"] else (first, second)
    return date(int(match["in"]), month, day), "day"


def _named(match: re.Match[str], today: date, _ahead: bool) -> tuple[date, Precision]:
    return today + timedelta(days=NAMED_DAYS[match[2].casefold()]), "day"


def _ago(match: re.Match[str], today: date, _ahead: bool) -> tuple[date, Precision]:
    return _shifted(today, -_count(match[2]), match[3].casefold()), "day"


def _in(match: re.Match[str], today: date, _ahead: bool) -> tuple[date, Precision]:
    return _shifted(today, _count(match[2]), match[3].casefold()), "day"


def _weekday(match: re.Match[str], today: date, ahead: bool) -> tuple[date, Precision]:
    word, number = (match[2] or "").casefold(), _index(WEEKDAYS, match[3])
    monday = today - timedelta(days=today.weekday())
    if word in ("this", "next"):
        return monday + timedelta(days=number + (7 if word == "next" else 0)), "day"
    if word == "coming" or (ahead and word not in ("last", "past")):
        return today + timedelta(days=(number - today.weekday()) % 7), "day"
    return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1), "day"


def _day_month(match: re.Match[str], today: date, ahead: bool) -> tuple[date, Precision]:
    return _dated(int(match[2]), _index(MONTHS, match[3]) + 1, match["year"], today, ahead)


def _month_day(match: re.Match[str], today: date, ahead: bool) -> tuple[date, Precision]:
    return _dated(int(match[3]), _index(MONTHS, match[2]) + 1, match["year"], today, ahead)


def _period(match: re.Match[str], today: date, _ahead: bool) -> tuple[date, Precision]:
    steps = {"last": -1, "past": -1, "this": 0, "the": 0, "next": 1}[(match[2] or "the").casefold()]
    unit = match[3].casefold()
    return _last_day(_shifted(today, steps, unit), unit), _precision(unit)


def _end_of(match: re.Match[str], today: date, _ahead: bool) -> tuple[date, Precision]:
    steps = 1 if (match[2] or "").casefold() == "next" else 0
    unit = match[3].casefold()
    return _last_day(_shifted(today, steps, unit), unit), "day"


def _end_of_month(match: re.Match[str], today: date, ahead: bool) -> tuple[date, Precision]:
    day, _ = _dated(1, _index(MONTHS, match[2]) + 1, None, today, ahead=ahead)
    return _last_day(day, "month"), "day"


def _dated(
    day: int, month: int, year: str | None, today: date, ahead: bool
) -> tuple[date, Precision]:
    """Give a day of a month: the nearest one back or ahead where the year is not said."""
    if year:
        return date(int(year), month, day), "day"
    for ago in range(LEAP_YEARS_APART + 1):
        in_year = today.year + (ago if ahead else -ago)
        if day > calendar.monthrange(in_year, month)[1]:
            continue  # 29 February
        one = date(in_year, month, day)
        if (one >= today) if ahead else (one <= today):
            return one, "day"
    raise ValueError(f"no month {month} has a day {day}")


def _shifted(day: date, steps: int, unit: str) -> date:
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(days=steps * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = day.year * 12 + day.month - 1 + steps * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _last_day(day: date, unit: str) -> date:
    if unit == "week":
        return day + timedelta(days=6 - day.weekday())
    if unit == "year":
        return date(day.year, 12, 31)
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def _precision(unit: str) -> Precision:
    return {"week": "week", "month": "month"}.get(unit, "year")  # type: ignore[return-value]


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text.casefold()]


def _index(names: tuple[str, ...], text: str) -> int:
    return next(i for i, name in enumerate(names) if name.startswith(text.casefold()[:3]))


def _rules() -> Iterator[_Rule]:
    before = "by|until|till|before|due|no later than|since|on|from"
    lead = rf"(?<![\w'])(?P<lead>(?:(?:{before})(?: the)? )?)"
    year = r"(?:,? (?P<year>\d{4}))?"
    shapes: tuple[tuple[str, Reader], ...] = (
        (r"(\d{4}-\d{2}-\d{2})", _iso),
        (r"(?P<one>\d{1,2})(?:\.|(?P<slash>/))(?P<two>\d{1,2})[./](?P<in>\d{4})", _dotted),
        ("(" + "|".join(NAMED_DAYS) + ")", _named),
        (_COUNT + " " + _UNIT + " (?:ago|back|earlier)", _ago),
        (r"(?:in|within) " + _COUNT + " " + _UNIT + r"(?:'s|s')?(?: time)?", _in),
        (r"(?:the )?end of (?:the |this )?(?:(next) )?(week|month|year)", _end_of),
        (r"(?:the )?end of " + _MONTH, _end_of_month),
        (_DAY + r"(?: of)? " + _MONTH + year, _day_month),
        (_MONTH + " (?:the )?" + _DAY + year, _month_day),
        (r"(?:(last|this|next|past|coming) )?" + _WEEKDAY, _weekday),
        (r"(last|past|this|next) (week|month|year)", _period),
    )
    for shape, read in shapes:
        yield _Rule(re.compile(lead + shape + r"(?!\w)", re.IGNORECASE), read)


RULES = tuple(_rules())
