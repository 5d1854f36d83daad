"""Find the spans of time in a question: "3 months", "half a year", "since March"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from netkit.model.when.calendar_words import COUNT, MONTH
from netkit.model.when.spans import span_of

__all__ = ["QuestionSpan", "spans_in"]

_OPTION_UNITS = {"fortnight": (2, "w"), "quarter": (3, "m")}


class QuestionSpan(NamedTuple):
    """A span of time: where it stands in the question, and how an option takes it ("3m")."""

    start: int
    end: int
    value: str


@cache
def _shape() -> re.Pattern[str]:
    led = r"(?:this|last|past|previous|next|coming|these)"
    unit = "(?:day|week|fortnight|month|quarter|year)"
    return re.compile(
        rf"\b(?:(?:{led} )?(?P<count>{COUNT}) ?(?P<unit>{unit}s?)|{led} (?P<one>{unit})"
        rf"|(?<=since )(?P<day>{MONTH}(?: \d{{4}})?|(?:19|20)\d\d))\b",
        re.IGNORECASE,
    )


def spans_in(question: str) -> list[QuestionSpan]:
    """Return the spans of time that a question names, in their order.

    >>> [span.value for span in spans_in("not seen in half a year, or since May 2024")]
    ['6m', 'May 2024']
    """
    return [
        QuestionSpan(match.start(), match.end(), match["day"] or _value(match))
        for match in _shape().finditer(question)
    ]


def _value(match: re.Match[str]) -> str:
    span = span_of(match["count"] or "1", match["unit"] or match["one"])
    times, letter = _OPTION_UNITS.get(span.unit, (1, span.unit[0]))
    value = f"{span.count * times}{letter}"
    return "1y" if value == "12m" else value
