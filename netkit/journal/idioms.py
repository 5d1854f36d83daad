"""Tell idioms from what their words say: "called Bo out on it" is no call."""

from __future__ import annotations

import re
from functools import cache

from .log_rules import log_grammar
from .required_words import required_words

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
    lower = text.lower()
    return any(
        re.search(shape, text, re.IGNORECASE)
        for shape, required in _shapes("favour" if kind.startswith("favour") else kind)
        if not required or any(word in lower for word in required)
    )


@cache
def _shapes(kind: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the patterns of a kind, each with strings of which a clause that it fits has one."""
    lines = log_grammar().idioms.get(kind, "").strip().splitlines()
    return tuple(
        (line.replace("<names>", _NAMES), required_words(line.replace("<names>", ".")))
        for line in lines
    )
