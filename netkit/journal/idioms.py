"""Tell idioms from what their words say: "called Bo out on it" is no call."""

from __future__ import annotations

import re
from functools import cache

from .log_rules import log_grammar

__all__ = ["is_idiom"]

#: One name or a few in an idiom's pattern, and no preposition, which would begin what it is about.
_NAMES = r"(?:(?!(?:about|re|with|for|on|in|at|from|to|by|out|off|up)\b)[\w'-]+ ){1,4}?"


def is_idiom(kind: str, text: str) -> bool:
    """Return True when a clause, read as of some kind, is a turn of phrase that tells no such fact.

    Examples
    --------
    >>> is_idiom("contact", "called Bo out on his lateness"), is_idiom("contact", "called Bo")
    (True, False)
    """
    shape = _shape("favour" if kind.startswith("favour") else kind)
    return shape is not None and shape.search(text) is not None


@cache
def _shape(kind: str) -> re.Pattern[str] | None:
    lines = log_grammar().idioms.get(kind, "").strip().splitlines()
    return re.compile("|".join(lines).replace("<names>", _NAMES), re.IGNORECASE) if lines else None
