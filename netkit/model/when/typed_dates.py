"""Days as they are typed for an option: ``2026-11-24``, ``7 March``, ``friday``, ``3 months``.

What cannot be read is an error that shows what can be typed; it is never silently today.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.model.when.partial_dates import PartialDate

if TYPE_CHECKING:
    from netkit.model.when.calendar_rules import Direction, Precision
    from netkit.model.when.sentence_dates import FoundDate

__all__ = [
    "DAY_FORMS", "partial_of", "read_day", "read_moment", "read_month_day", "read_partial",
    "read_past_day", "read_past_partial", "read_since", "read_weekday", "read_yearly",
]  # fmt: skip

#: Shown when a day cannot be read.
DAY_FORMS = "2026-11-01, 24.11.2026, 7 March, yesterday, friday, last Tuesday, 3 months or 2w"

_LAST_DAY = 31
_LONGER_THAN_A_MONTH = "spring|summer|autumn|fall|winter|quarter"


def read_day(text: str, *, today: date, direction: Direction) -> date:
    """Read a day; a span counts back from today, or ahead of it, and a period is its last day.

    Parameters
    ----------
    text : str
        As typed.
    today : date
    direction : str
        Where what could be two days lies: ``past``, ``ahead``, or ``either``: the nearest.

    Raises
    ------
    UsageError
        It is no day, or could be two; says what can be typed.

    >>> read_day("friday", today=date(2026, 11, 18), direction="ahead")
    datetime.date(2026, 11, 20)
    """
    exact = _exact(text)
    if exact is not None:
        return exact
    match = _found(text, today, direction)
    if match is not None:
        return match.day
    return _shifted(text, today, direction)


def read_past_day(text: str, *, today: date) -> date:
    """Read a day that is not ahead.

    Raises
    ------
    UsageError
        It is no day, or lies ahead.
    """
    day = read_day(text, today=today, direction="past")
    if day > today:
        raise UsageError(f"{day} lies ahead; only what has happened can be recorded")
    return day


def read_partial(text: str, *, today: date, direction: Direction) -> PartialDate:
    """Read a day, a month (2026-12, December 2026) or a year, no more exactly than it is typed.

    Raises
    ------
    UsageError
    """
    exact = _exact(text)
    if exact is not None:
        return _whole(exact)
    match = _found(text, today, direction)
    if match is None:
        return _whole(_shifted(text, today, direction))
    if match.precision == "year" and re.search(r"\d{4}$", text.strip()):
        return PartialDate(match.day.year)
    if match.precision == "month" and not re.search(_LONGER_THAN_A_MONTH, text.casefold()):
        return PartialDate(match.day.year, match.day.month)
    return _whole(match.day)


def read_past_partial(text: str, *, today: date) -> PartialDate:
    """Read a day, a month or a year that has been.

    Raises
    ------
    UsageError
        It lies ahead, or is none.
    """
    partial = read_partial(text, today=today, direction="past")
    first = partial.earliest()
    if first is not None and first > today:
        raise UsageError(f"{partial} lies ahead; write a day, a month or a year that has been")
    return partial


def read_yearly(text: str, *, today: date, direction: Direction, yearly: bool) -> PartialDate:
    """Read a day that comes round: without its year where none is typed.

    Parameters
    ----------
    yearly : bool
        Whether it comes round every year, so that "friday" means its day and month alone.

    Raises
    ------
    UsageError

    >>> str(read_yearly("7 March", today=date(2026, 11, 18), direction="ahead", yearly=True))
    '--03-07'
    """
    if _exact(text) is None and re.fullmatch(r"\d{4}(-\d{2})?", text.strip()) is None:
        match = _found(text, today, direction)
        relative = match is None or not re.search(r"\d{4}|\d\.\d\d$", text)
        if (match and not match.has_year) or (yearly and relative):
            day = match.day if match else _shifted(text, today, direction)
            return PartialDate(None, day.month, day.day)
    return read_partial(text, today=today, direction=direction)


def read_moment(text: str, *, today: date) -> date:
    """Read a day, or a time (a `datetime`), as ``--as-of`` takes them.

    A time without a zone comes back without; `netkit.model.when.moment_on_clocks` gives it the
    owner's.

    Raises
    ------
    UsageError

    >>> read_moment("2026-03-01 14:00", today=date(2026, 11, 18))
    datetime.datetime(2026, 3, 1, 14, 0)
    """
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d", text.strip()):
        try:
            return datetime.fromisoformat(text.strip())
        except ValueError as error:
            raise _refusal(text) from error
    return read_day(text, today=today, direction="past")


def read_since(text: str, *, today: date) -> date:
    """Read from when on to look: a day or a time of the past, or a span before today.

    Raises
    ------
    UsageError
    """
    since = read_moment(text, today=today)
    day = since.date() if isinstance(since, datetime) else since
    if day > today:
        raise UsageError(f"{day} lies ahead; --since needs a day that has been")
    return since


def read_weekday(text: str, *, today: date) -> int:
    """Read a weekday, or the weekday of a day: 0 is Monday.

    Raises
    ------
    UsageError
    """
    word = re.sub(r"^(?:every|each|on) |s$", "", text.strip(), flags=re.IGNORECASE)
    return read_day(word, today=today, direction="ahead").weekday()


def read_month_day(text: str, *, today: date) -> int:
    """Read a day of the month: ``31``, ``the 12th``, ``end of the month``, a date's.

    Raises
    ------
    UsageError
    """
    word = re.sub(r"^on |^the ", "", text.strip().casefold())
    if re.fullmatch(r"\d{1,2}\.?", word):
        return int(word.rstrip("."))
    if word in ("last", "last day", "last day of the month", "end of the month", "month end"):
        return _LAST_DAY
    match = _found(text, today, "ahead")
    if match is None or match.precision != "day" or not re.search(r"\d|st\b|nd\b|rd\b|th\b", word):
        raise UsageError(
            f"not a day of the month: “{text}”; write 31, the 12th or end of the month"
        )
    return match.day.day


def _exact(text: str) -> date | None:
    """Return an ISO day, without compiling a pattern: the everyday form."""
    try:
        return date.fromisoformat(text.strip()) if len(text.strip()) == 10 else None
    except ValueError:
        return None


def _found(text: str, today: date, direction: Direction) -> FoundDate | None:
    from netkit.model.when.sentence_dates import find_dates

    text = " ".join(text.split()).rstrip("!;,")
    for match in find_dates(text, today=today, direction=direction, alone=True):
        if (match.start, match.end) == (0, len(text)):
            if match.ambiguous:
                raise UsageError(f"“{text}” could be two days; write {match.day} if that is meant")
            return match
    return None


def _shifted(text: str, today: date, direction: Direction) -> date:
    from netkit.model.when.spans import span_in

    span = span_in(text) if not text.strip().isdecimal() else None
    if span is None:
        raise _refusal(text)
    try:
        return span.before(today) if direction == "past" else span.after(today)
    except ValueError as error:
        raise _refusal(text) from error


def _refusal(text: str) -> UsageError:
    return UsageError(f"not a day: “{text}”; write {DAY_FORMS}")


def _whole(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def partial_of(day: date, precision: Precision) -> PartialDate:
    """Return a day no more exactly than it is told; a week is its month, if it lies in one.

    >>> str(partial_of(date(2026, 9, 30), "month"))
    '2026-09'
    """
    if precision == "day":
        return _whole(day)
    from netkit.model.when.calendar_rules import first_day

    one_month = first_day(day, precision).month == day.month
    return PartialDate(day.year, day.month) if one_month else PartialDate(day.year)
