"""Days in a sentence: yesterday, last Tuesday, on the 12th, 3 days ago, by Friday, last March.

How the unclear ones are read: a weekday alone is the last one before today in what has been, and
the next one from today on in what is to come; "last Tuesday" is the last one before today; "this
Friday" is in the week of today, which begins on Monday; "next Friday" is in the week after. A day
of a month without its year, or of the year without its month, is the nearest such day, back or
ahead. ``3/4/2026`` is the third of April where it could be either, and `ambiguous` says so. "The
Monday before" counts from the day named before it, "the day before" too.
"""

from __future__ import annotations

import re
from datetime import date

from netkit.model.frozen import dataclass
from netkit.model.when.calendar_rules import Direction, Precision, Reference, first_day
from netkit.model.when.calendar_shapes import DayRule, day_rules, unread_shape, vague_shape

__all__ = ["FoundDate", "find_date", "find_dates", "find_unread", "find_vague"]


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
        Whether day and month could be the other way round, or the weekday is another's.
    has_year : bool
        Whether the text tells the year.
    """

    day: date
    precision: Precision
    start: int
    end: int
    due: bool = False
    ambiguous: bool = False
    has_year: bool = True


def find_date(
    text: str, *, today: date, direction: Direction, named: date | None = None
) -> FoundDate | None:
    """Find the first date in a text; see `find_dates`."""
    return next(iter(find_dates(text, today=today, direction=direction, named=named)), None)


def find_dates(
    text: str,
    *,
    today: date,
    direction: Direction,
    alone: bool = False,
    named: date | None = None,
) -> list[FoundDate]:
    """Find the dates in a text, in their order.

    Parameters
    ----------
    text : str
        What a person typed.
    today : date
        The day on which it is said.
    direction : str
        Whether the text speaks of what is to come: then a weekday is the next one.
    alone : bool
        Whether the text is nothing but a date, so that "may" or "sat" can be nothing else.
    named : date, optional
        The day named before the text: "the Monday before" counts from it.

    Examples
    --------
    >>> find_dates("by Friday", today=date(2026, 11, 18), direction="ahead")[0].day
    datetime.date(2026, 11, 20)
    """
    dates: list[FoundDate] = []
    for match, rule in _matches(text, alone):
        before = dates[-1].day if dates else named
        date_found = _found(rule, match, Reference(today, direction, before))
        if date_found is not None:
            dates.append(date_found)
    return dates


def _found(rule: DayRule, match: re.Match[str], at: Reference) -> FoundDate | None:
    lead = (match["lead"] or "").casefold()
    due = bool(re.match(r"by|until|till|before|due|no later", lead))
    try:
        reading = rule.read(match, at._replace(direction="ahead") if due else at)
    except ValueError:  # a day the calendar does not have: 31 April
        return None
    day, precision, has_year, ambiguous = reading
    if at.direction == "past" and precision != "day" and first_day(day, precision) <= at.today:
        day = min(day, at.today)  # "this week" and "in November", said while it lasts
    return FoundDate(day, precision, match.start(), match.end(), due, ambiguous, has_year)


def _matches(text: str, alone: bool) -> list[tuple[re.Match[str], DayRule]]:
    """Return the date matches by place; an earlier rule's match leaves out a later one's."""
    taken: list[tuple[re.Match[str], DayRule]] = []
    for rule in day_rules(alone):
        for match in rule.shape.finditer(text):
            if not any(match.start() < m.end() and m.start() < match.end() for m, _ in taken):
                taken.append((match, rule))
    return sorted(taken, key=lambda row: row[0].start())


def find_vague(text: str) -> re.Match[str] | None:
    """Find words for a time that is no day: "the other day", "recently", "a while ago"."""
    return _not_a_date(vague_shape(), text)


def find_unread(text: str) -> re.Match[str] | None:
    """Find what looks like a date and is none: 31 April, 2026-13-01, "on the 45th"."""
    return _not_a_date(unread_shape(), text)


def _not_a_date(shape: re.Pattern[str], text: str) -> re.Match[str] | None:
    for match in shape.finditer(text):
        dates = find_dates(text, today=date(2000, 1, 1), direction="past")
        if not any(span.start < match.end() and match.start() < span.end for span in dates):
            return match
    return None
