"""Readings of one phrase each: a match of a pattern becomes a day and how near it is known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from netkit.model.when.calendar_words import (
    HOLIDAYS,
    MONTHS,
    NAMED_DAYS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    index_of,
)
from netkit.model.when.partial_dates import month_length
from netkit.model.when.spans import Span, span_of

__all__ = ["Direction", "Precision", "Reading", "Reference"]

#: Where a phrase that can mean two days lies: "friday", "7 March".
Direction = Literal["past", "ahead", "either"]
Precision = Literal["day", "week", "month", "year"]

_LEAP_YEARS_APART = 8  # at the most: 1896 and 1904
_BACK = ("last", "past", "previous")
_THIRDS = {"early": 10, "mid": 20, "late": 31}  # until which day of its month


class Reference(NamedTuple):
    """The day a phrase counts from.

    Attributes
    ----------
    today : date
    direction : Direction
    named : date or None
        The day named before in the same text: "the Monday before" counts from it.
    """

    today: date
    direction: Direction
    named: date | None = None

    @property
    def ahead(self) -> bool:
        """True if a date that could lie on either side lies ahead."""
        return self.direction == "ahead"


class Reading(NamedTuple):
    """The day that is meant, or the last one of a period."""

    day: date
    precision: Precision = "day"
    has_year: bool = True
    ambiguous: bool = False


def iso(match: re.Match[str], _: Reference) -> Reading:
    """Read 2026-11-24 and 2026/11/24."""
    return Reading(date(int(match["y"]), int(match["m"]), int(match["d"])))


def iso_month(match: re.Match[str], _: Reference) -> Reading:
    """Read 2026-11: its last day."""
    return Reading(_last_day(date(int(match["y"]), int(match["m"]), 1), "month"), "month")


def yearless(match: re.Match[str], at: Reference) -> Reading:
    """Read --11-24 and 24.11., the nearest such day."""
    return _nearest(int(match["d"]), int(match["m"]), at)


def yearless_with_slash(match: re.Match[str], at: Reference) -> Reading:
    """Read 24/11 and 11/24, the nearest such day; 5/11 may be two."""
    first, second = int(match["d"]), int(match["m"])
    day, month = (second, first) if second > 12 else (first, second)
    either = max(first, second) <= 12 and first != second
    return _nearest(day, month, at)._replace(ambiguous=either)


def numeric(match: re.Match[str], _: Reference) -> Reading:
    """Read 24.11.2026 and 24/11/2026; with slashes a day above 12 tells which is which."""
    first, second, year = int(match["d"]), int(match["m"]), int(match["y"])
    slash = match["slash"] == "/"
    day, month = (second, first) if second > 12 and slash else (first, second)
    ambiguous = slash and max(first, second) <= 12 and first != second
    return Reading(date(year + 2000 if year < 100 else year, month, day), ambiguous=ambiguous)


def named_day(match: re.Match[str], at: Reference) -> Reading:
    """Read yesterday, the day after tomorrow."""
    return Reading(at.today + timedelta(days=NAMED_DAYS[_plain(match["name"])]))


def holiday(match: re.Match[str], at: Reference) -> Reading:
    """Read Christmas, New Year's Eve; of a year that is named, or the nearest."""
    month, day = HOLIDAYS[_plain(match["name"])]
    relation = _plain(match["which"])
    if match["y"]:
        return Reading(date(int(match["y"]), month, day))
    if relation in ("last", "next"):
        at = at._replace(direction="ahead" if relation == "next" else "past")
    return _nearest(day, month, at)._replace(has_year=True)


def ago(match: re.Match[str], at: Reference) -> Reading:
    """Read two weeks ago, on Tuesday two weeks ago."""
    return _in_week(span_of(match["n"], match["unit"]).before(at.today), match)


def ahead(match: re.Match[str], at: Reference) -> Reading:
    """Read in two weeks, a month from now."""
    return _in_week(span_of(match["n"], match["unit"]).after(at.today), match)


def _in_week(day: date, match: re.Match[str]) -> Reading:
    weekday = match.groupdict().get("weekday")
    if not weekday:
        return Reading(day)
    return Reading(_monday(day) + timedelta(days=index_of(WEEKDAYS, weekday)))


def earlier(match: re.Match[str], at: Reference) -> Reading:
    """Read the day before, two weeks before: counted from the day named before in the text."""
    span = span_of(match["n"] or "1", match["unit"])
    day = span.before(at.named or at.today)
    return Reading(day, "week" if span.unit == "week" and not match["n"] else "day")


def part_of_period(match: re.Match[str], at: Reference) -> Reading:
    """Read the end of the month, the beginning of next week."""
    unit, relation = _plain(match["unit"]), _plain(match["which"])
    day = _period_start(unit, {"next": 1, "last": -1}.get(relation, 0), at.today)
    reading = _part(match["part"], day, unit)
    if at.direction == "past" and reading.day > at.today and relation in ("", "the"):
        return _part(match["part"], _period_start(unit, -1, at.today), unit)
    return reading


def _part(part: str, start: date, unit: str) -> Reading:
    last = _last_day(start, unit)
    shares = {"end": 1.0, "middle": 0.5, "mid": 0.5}
    share = next((s for word, s in shares.items() if _plain(part).startswith(word)), 0.0)
    return Reading(start + timedelta(days=int((last - start).days * share)))


def part_of_month(match: re.Match[str], at: Reference) -> Reading:
    """Read the end of June, early March, mid-May 2025."""
    start = _month_start(match, at)
    third = _plain(match["part"]).split()[0]
    if third in _THIRDS:
        last = min(_THIRDS[third], month_length(start.year, start.month))
        return Reading(start.replace(day=last), "week")
    return _part(match["part"], start, "month")


def month(match: re.Match[str], at: Reference) -> Reading:
    """Read last March, in March, March 2025."""
    return Reading(_last_day(_month_start(match, at), "month"), "month")


def _month_start(match: re.Match[str], at: Reference) -> date:
    number, relation = index_of(MONTHS, match["month"]) + 1, _plain(match.groupdict().get("which"))
    if match["y"]:
        return date(int(match["y"]), number, 1)
    this = date(at.today.year, number, 1)
    back = relation in _BACK or (relation not in ("next", "this") and not at.ahead)
    if relation == "this":
        return this
    if back:  # "last March" said in March is a year ago; "in March" can be this one
        over = this <= at.today if relation not in _BACK else number < at.today.month
        return this if over else this.replace(year=this.year - 1)
    return this if (this.year, number) >= (at.today.year, at.today.month) and (
        relation != "next" or number > at.today.month
    ) else this.replace(year=this.year + 1)  # fmt: skip


def season(match: re.Match[str], at: Reference) -> Reading:
    """Read last summer: its last day."""
    number, relation = SEASONS[_plain(match["name"])], _plain(match["which"])
    year = int(match["y"]) if match["y"] else at.today.year
    day = _last_day(date(year, number, 1), "month")
    if match["y"]:
        return Reading(day, "year")
    if relation in ("next", "this") or (at.ahead and relation not in _BACK):
        while day < at.today:
            day = _last_day(date(day.year + 1, number, 1), "month")
    else:
        while _months_before(day, 2) > at.today or (relation in _BACK and day >= at.today):
            day = _last_day(date(day.year - 1, number, 1), "month")
    return Reading(day, "year")


def _months_before(day: date, months: int) -> date:
    return Span(months, "month").before(day.replace(day=1))


def day_and_month(match: re.Match[str], at: Reference) -> Reading:
    """Read 24 November, November 24th 2025, 24 November last year."""
    day, number = _day_number(match["d"]), index_of(MONTHS, match["month"]) + 1
    year = match.groupdict().get("y")
    relation = _plain(match.groupdict().get("which"))
    if relation:
        return Reading(date(at.today.year + {"last": -1, "next": 1}.get(relation, 0), number, day))
    reading = Reading(date(int(year), number, day)) if year else _nearest(day, number, at)
    weekday = match.groupdict().get("weekday")
    if weekday and index_of(WEEKDAYS, weekday) != reading.day.weekday():
        return reading._replace(ambiguous=True)
    return reading


def day_of_month(match: re.Match[str], at: Reference) -> Reading:
    """Read the 12th: of this month, or of the nearest that has one."""
    number = _day_number(match["d"])
    for months in range(3):
        span = Span(months, "month")
        first = at.today.replace(day=1)
        first = span.after(first) if at.ahead else span.before(first)
        if number > month_length(first.year, first.month):
            continue
        day = first.replace(day=number)
        if (day >= at.today) if at.ahead else (day <= at.today):
            return Reading(day)
    raise ValueError(f"no month has a day {number}")


def weekday(match: re.Match[str], at: Reference) -> Reading:
    """Read Tuesday, last Tuesday, next Friday."""
    relation, number = _plain(match["which"]), index_of(WEEKDAYS, match["weekday"])
    monday = _monday(at.today)
    if relation in ("this", "next"):
        return Reading(monday + timedelta(days=number + (7 if relation == "next" else 0)))
    until_next = (number - at.today.weekday()) % 7
    if relation in ("coming", "upcoming") or (at.ahead and relation not in _BACK):
        return Reading(at.today + timedelta(days=until_next))
    if at.direction == "either" and not relation and until_next <= 3:
        return Reading(at.today + timedelta(days=until_next))
    return Reading(_weekday_before(at.today, number))


def weekday_before(match: re.Match[str], at: Reference) -> Reading:
    """Read the Monday before (the day named before), the Monday before last."""
    number = index_of(WEEKDAYS, match["weekday"])
    if match["last"]:
        return Reading(_weekday_before(at.today, number) - timedelta(days=7))
    return Reading(_weekday_before(at.named or at.today, number))


def weekday_of_week(match: re.Match[str], at: Reference) -> Reading:
    """Read Tuesday last week, last week on Tuesday."""
    steps = {"next": 7, "this": 0}.get(_plain(match["which"]), -7)
    days = index_of(WEEKDAYS, match["weekday"]) + steps
    return Reading(_monday(at.today) + timedelta(days=days))


def week_after_weekday(match: re.Match[str], at: Reference) -> Reading:
    """Read a week on Tuesday, Tuesday week."""
    until = (index_of(WEEKDAYS, match["weekday"]) - at.today.weekday()) % 7
    return Reading(at.today + timedelta(days=until + 7))


def weekend(match: re.Match[str], at: Reference) -> Reading:
    """Read last weekend, at the weekend: its Sunday; before the weekend, the Friday."""
    relation = _plain(match["which"])
    sunday = _monday(at.today) + timedelta(days=6)
    if (match["lead"] or "").casefold().startswith("before") and relation not in _BACK:
        return Reading(sunday - timedelta(days=2 if relation != "next" else -5))
    if relation == "next":
        return Reading(sunday + timedelta(days=7), "week")
    # Before Saturday, the weekend of what has been is the last one.
    begun = at.today.weekday() >= 5
    if relation in _BACK or (relation != "this" and not at.ahead and not begun):
        return Reading(sunday - timedelta(days=7), "week")
    return Reading(sunday, "week")


def weekends_ago(match: re.Match[str], at: Reference) -> Reading:
    """Read two weekends ago: its Sunday."""
    weeks = span_of(match["n"], "week")
    return Reading(weeks.before(_monday(at.today) + timedelta(days=6)), "week")


def period(match: re.Match[str], at: Reference) -> Reading:
    """Read last week, this month, next year: its last day."""
    steps = {"this": 0, "next": 1, "coming": 1}.get(_plain(match["which"]), -1)
    unit = _plain(match["unit"])
    if match.groupdict().get("twice"):
        steps -= 1
    precision: Precision = "year" if unit == "year" else "week" if unit == "week" else "month"
    return Reading(_last_day(_period_start(unit, steps, at.today), unit), precision)


def year(match: re.Match[str], _: Reference) -> Reading:
    """Read 2025 and in 2025: its last day."""
    return Reading(date(int(match["y"]), 12, 31), "year")


def _nearest(day: int, number: int, at: Reference) -> Reading:
    """Return a day of the year: the nearest one back or ahead."""
    back = _yearless_day(day, number, at.today, step=-1)
    later = _yearless_day(day, number, at.today, step=1)
    if at.direction == "either":
        nearer = later if later - at.today < at.today - back else back
        return Reading(nearer, has_year=False)
    return Reading(later if at.ahead else back, has_year=False)


def _yearless_day(day: int, number: int, today: date, step: int) -> date:
    for years in range(_LEAP_YEARS_APART + 2):
        year = today.year + step * years
        if 1 <= year <= 9999 and day <= month_length(year, number):
            candidate = date(year, number, day)
            if (candidate - today).days * step >= 0:
                return candidate
    raise ValueError(f"no month {number} has a day {day}")


def _period_start(unit: str, steps: int, today: date) -> date:
    """Return the first day of the week, month, quarter or year so many steps from today's."""
    if unit == "week":
        return _monday(today) + timedelta(days=7 * steps)
    first = today.replace(day=1)
    if unit == "year":
        return first.replace(year=today.year + steps, month=1)
    if unit == "quarter":
        first = first.replace(month=(today.month - 1) // 3 * 3 + 1)
    span = Span(abs(steps), unit)
    return span.after(first) if steps > 0 else span.before(first)


def _last_day(day: date, unit: str) -> date:
    if unit == "week":
        return _monday(day) + timedelta(days=6)
    if unit == "year":
        return date(day.year, 12, 31)
    if unit == "quarter":
        day = day.replace(day=1, month=(day.month - 1) // 3 * 3 + 3)
    return day.replace(day=month_length(day.year, day.month))


def first_day(day: date, precision: Precision) -> date:
    """Return the first day of the week, month or year that a day lies in."""
    if precision == "week":
        return _monday(day)
    return day.replace(day=1, month=1) if precision == "year" else day.replace(day=1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday_before(day: date, number: int) -> date:
    return day - timedelta(days=(day.weekday() - number - 1) % 7 + 1)


def _day_number(text: str) -> int:
    word = _plain(text)
    return ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
