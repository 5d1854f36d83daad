"""Days as the log shows them: no nearer than they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.when import PartialDate
from netkit.model.when.written_days import weekday_and_day

if TYPE_CHECKING:
    from datetime import date

    from netkit.model.when.calendar_rules import Precision

__all__ = ["day_text", "whole_date"]


def day_text(day: date, precision: Precision) -> str:
    """Return a day as it is shown, no nearer than it is told."""
    if precision == "week":
        return f"in the week to {weekday_and_day(day)}"
    if precision == "month":
        return f"in {day:%B %Y}"
    return f"in {day.year}" if precision == "year" else f"on {weekday_and_day(day)}"


def whole_date(day: date) -> PartialDate:
    """Return a day as a date of which every part is known."""
    return PartialDate(day.year, day.month, day.day)
