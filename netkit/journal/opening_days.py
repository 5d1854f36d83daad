"""Read the days that a line opens with: two that differ, and those before what is to come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.model.when.sentence_dates import find_date

if TYPE_CHECKING:
    from datetime import date

    from netkit.model.when.sentence_dates import FoundDate

    from .log_entry import Span

__all__ = ["TO_COME", "is_of_another", "two_days"]

#: After a day: "on Friday I'm having lunch with Tess", "Monday: call Bo".
TO_COME = re.compile(
    r"\W*(?!(?:phone|e-?mail|mail|text|ring) (?:call|calls|chat|message|thread|exchange|round)\b)"
    r"(?:(?:(?:i|we)(?:'ll|'m|'re| will| am| are)|will|having|meeting|seeing)\b(?! with)"
    r"|(?P<order>(?:please )?(?:call|phone|ring|e-?mail|mail|text|write|send|ask|remind|chase|ping"
    r"|book|prepare|return|bring|pay)\b(?! (?:with|w|from|at|in|on|about|re)\b|[:,]|$)))",
    re.IGNORECASE,
)


def is_of_another(text: str, when: FoundDate) -> bool:
    """Return True for a day of what a clause only speaks of: "mailed Bo, per Friday's call"."""
    return when.start > 0 and text[when.end :].startswith("'s ")


def two_days(text: str, first: FoundDate, today: date) -> Span | None:
    """Return where a text opens with two days that differ: "10 years ago today"; or None."""
    rest = text[first.end :]
    second = find_date(rest, today=today, direction="past")
    if second is None or rest[: second.start].strip() or first.day == second.day:
        return None
    both_whole = first.precision == second.precision == "day"
    return (first.start, first.end + second.end) if both_whole else None
