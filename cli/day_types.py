"""The days and spans that options take: click types over the one reader in `netkit.model.when`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netkit.errors import UsageError

if TYPE_CHECKING:
    from datetime import date, datetime

    from netkit.model.when import PartialDate
    from netkit.model.when.spans import Span

    from .session import Session

__all__ = [
    "AS_OF",
    "AS_OF_TEXT",
    "BIRTHDAY",
    "BIRTHDAY_OR_NONE",
    "DEATH_DAY",
    "DUE_DAY",
    "LAST_OR_SINCE",
    "MILESTONE_DAY",
    "NUMBER_OF_DAYS",
    "PAST_DAY",
    "PAST_PARTIAL",
    "SINCE",
    "SPAN",
    "DayType",
]  # fmt: skip


class DayType(click.ParamType):  # type: ignore[type-arg]
    """A day or a span; what is converted already comes back as it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the typed day or span as a value, read as of the day the answer is for."""
        if not isinstance(value, str):
            return value
        return self.read(value, _present(ctx))

    def read(self, text: str, present: datetime) -> Any:
        """Return a typed text as a value."""
        raise NotImplementedError


def _present(ctx: click.Context | None) -> datetime:
    from .session import Session

    session: Session | None = ctx.find_object(Session) if ctx else None
    return (session or Session()).typed_at


class _PastDay(DayType):
    name = "day"

    def read(self, text: str, present: datetime) -> date:
        from netkit.model.when.typed_dates import read_past_day

        return read_past_day(text, today=present.date())


class _DeathDay(DayType):
    """The day somebody died, of any precision; empty where it is not known."""

    name = "day"

    def read(self, text: str, present: datetime) -> str:
        from netkit.model.when.typed_dates import read_past_partial

        if text.lower() in {"", "yes", "no"}:
            return text.lower() or "yes"
        return str(read_past_partial(text, today=present.date()))


class _DueDay(DayType):
    name = "day"

    def read(self, text: str, present: datetime) -> PartialDate:
        from netkit.model.when.typed_dates import read_partial

        return read_partial(text, today=present.date(), direction="ahead")


class _PastPartial(DayType):
    name = "day"

    def read(self, text: str, present: datetime) -> PartialDate:
        from netkit.model.when.typed_dates import read_past_partial

        return read_past_partial(text, today=present.date())


class _Moment(DayType):
    """A day or a time; without a zone it is the owner's, which the network knows."""

    name = "day"

    def read(self, text: str, present: datetime) -> date:
        from netkit.model.when.typed_dates import read_moment

        return read_moment(text, today=present.date())


class _MomentText(DayType):
    """A day or a time as typed: the network that it opens reads it, on its owner's clocks."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text; what is no day or time is refused here, too."""
        from datetime import timedelta

        from netkit.model.when.clock import present_moment
        from netkit.model.when.typed_dates import read_moment

        read_moment(value, today=present_moment().date() + timedelta(days=1))  # somewhere it is
        return value


class _Since(DayType):
    name = "day or span"

    def read(self, text: str, present: datetime) -> date:
        from netkit.model.when.typed_dates import read_since

        return read_since(text, today=present.date())


class _LastOrSince(_Since):
    name = "last, day or span"

    def read(self, text: str, present: datetime) -> Any:
        return text if text == "last" else super().read(text, present)


class _Span(DayType):
    name = "span"

    def read(self, text: str, present: datetime) -> Span:
        from netkit.model.when.spans import read_span

        return read_span(text)


class _NumberOfDays(DayType):
    """A number of days from today: a span, or the days until a day ahead."""

    name = "days"

    def read(self, text: str, present: datetime) -> int:
        from netkit.model.when.spans import SPAN_FORMS, span_in
        from netkit.model.when.typed_dates import read_day

        today = present.date()
        span = span_in(text)
        days = span.days if span else (read_day(text, today=today, direction="ahead") - today).days
        if days < 1:
            raise UsageError(f"“{text}” does not lie ahead; write {SPAN_FORMS}, or a day to come")
        return days


class _YearlyDay(DayType):
    name = "day"

    def __init__(self, *, yearly: bool) -> None:
        self._yearly = yearly

    def read(self, text: str, present: datetime) -> PartialDate:
        from netkit.model.when.typed_dates import read_yearly

        return read_yearly(text, today=present.date(), direction="ahead", yearly=self._yearly)


#: ``--on``: the day it happened.
PAST_DAY = _PastDay()
#: ``--died``: a day, a month or a year that has been; ``yes`` without one, ``no`` to take it back.
DEATH_DAY = _DeathDay()
#: ``--due``: a day ahead, a month or a year.
DUE_DAY = _DueDay()
#: Since when: a day, a month or a year that has been.
PAST_PARTIAL = _PastPartial()
#: ``--as-of``: a day, whose end is meant, or a time.
AS_OF = _Moment()
AS_OF_TEXT = _MomentText()
#: ``--since``: a day that has been, or a span before the present.
SINCE = _Since()
LAST_OR_SINCE = _LastOrSince()
#: ``--every``: a gap.
SPAN = _Span()
#: How long to leave somebody in peace, how far to look ahead.
NUMBER_OF_DAYS = _NumberOfDays()


class _YearlyDayOrNone(_YearlyDay):
    """A day that comes round every year, or an empty text for none."""

    def read(self, text: str, present: datetime) -> Any:
        return super().read(text, present) if text.strip() else ""


#: A day worth a word, with or without its year; a birthday comes round every year.
MILESTONE_DAY = _YearlyDay(yearly=False)
BIRTHDAY = _YearlyDay(yearly=True)
BIRTHDAY_OR_NONE = _YearlyDayOrNone(yearly=True)
