"""Spans of time as they are typed: ``90d``, ``2w``, ``3 months``, ``a year``, ``monthly``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from netkit.errors import UsageError
from netkit.model.frozen import dataclass
from netkit.model.when.calendar_words import COUNT, NUMBERS
from netkit.model.when.partial_dates import month_length

__all__ = ["SPAN_FORMS", "Span", "read_span", "span_in", "span_of"]

#: Shown when a span cannot be read.
SPAN_FORMS = "90d, 2w, 3 months or 1y"

_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_LETTERS = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}
_RHYTHMS = {
    "daily": (1, "day"), "weekly": (1, "week"), "fortnightly": (1, "fortnight"),
    "biweekly": (2, "week"), "monthly": (1, "month"), "bimonthly": (2, "month"),
    "quarterly": (1, "quarter"), "yearly": (1, "year"), "annually": (1, "year"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days, weeks, fortnights, months, quarters or years."""

    count: int
    unit: str

    @property
    def days(self) -> int:
        """Return its length in days; a month counts 30 and a year 365."""
        return self.count * _UNIT_DAYS[self.unit]

    def after(self, day: date) -> date:
        """Return the day so much later, by the calendar: 31 January and a month is 28 February.

        Raises
        ------
        ValueError
            The calendar does not reach so far.
        """
        return self._shifted(day, self.count)

    def before(self, day: date) -> date:
        """Return the day so much earlier, by the calendar; see `after`.

        >>> Span(3, "month").before(date(2026, 5, 31))
        datetime.date(2026, 2, 28)
        """
        return self._shifted(day, -self.count)

    def _shifted(self, day: date, count: int) -> date:
        try:
            if self.unit not in _UNIT_MONTHS:
                return day + timedelta(days=count * _UNIT_DAYS[self.unit])
            months = day.year * 12 + day.month - 1 + count * _UNIT_MONTHS[self.unit]
            year, month = divmod(months, 12)
            return date(year, month + 1, min(day.day, month_length(year, month + 1)))
        except OverflowError as error:
            raise ValueError("the calendar does not reach so far") from error


def span_of(count: str, unit: str) -> Span:
    """Return the span of a count and a unit as they stand in a text.

    >>> span_of("half a", "year")
    Span(count=6, unit='month')
    """
    word, name = count.casefold().strip(), unit.casefold()
    name = _LETTERS.get(name, name.removesuffix("s"))
    if word.startswith("half"):
        halves = {"year": Span(6, "month"), "month": Span(15, "day"), "week": Span(3, "day")}
        if name not in halves:
            raise ValueError(f"no half of a {name}")
        return halves[name]
    return Span(int(word) if word.isdigit() else NUMBERS[word], name)


@cache
def _shape() -> re.Pattern[str]:
    return re.compile(
        rf"(?:every |each |once )?(?:(?P<count>{COUNT}) ?)?(?P<unit>d|w|m|q|y|days?|weeks?|"
        r"fortnights?|months?|quarters?|years?)",
        re.IGNORECASE,
    )


def span_in(text: str) -> Span | None:
    """Return the span that a whole text is; None when it is not one."""
    text = " ".join(text.split()).casefold()
    if text in _RHYTHMS:
        return Span(*_RHYTHMS[text])
    if text.isdecimal() and len(text) <= 4:
        return Span(int(text), "day")
    match = _shape().fullmatch(text)
    if match is None or not (match["count"] or text.startswith(("every ", "each "))):
        return None
    try:
        return span_of(match["count"] or "1", match["unit"])
    except ValueError:
        return None


def read_span(text: str) -> Span:
    """Read a span of at least a day as it is typed; days where no unit is given.

    Raises
    ------
    UsageError
        It is not one; says what can be typed.

    >>> read_span("6w").days, read_span("every two months").days, read_span("quarterly").days
    (42, 60, 91)
    """
    span = span_in(text)
    if span is None or span.count < 1:
        raise UsageError(f"not a span of time: “{text}”; write {SPAN_FORMS}")
    return span
