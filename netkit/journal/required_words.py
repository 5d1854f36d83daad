"""Find words that whatever a regular expression fits must contain, to leave most rules uncompiled.

Compiling all rules of the log takes longer than reading a line with them, and a line has the words
of a few. So a rule is compiled when one of its required words stands in a clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["required_words"]

_TOKEN = re.compile(
    r"(?P<open>\((?:\?(?:P<\w+>|:))?)(?!\?)|(?P<look>\(\?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<plus>\+\??)|(?P<repeat>(?:[?*]|\{[^}]*\})\??)|(?P<wild>\\.|\[(?:\\.|[^\]\\])*\]|[.^$])"
    r"|(?P<text>[^\\\[\]()|?*+{}.^$]+)"
)
_NONE: frozenset[str] = frozenset()


def required_words(shape: str) -> frozenset[str]:
    """Return strings in lower case of which one is in every text that a shape fits, or none.

    Parameters
    ----------
    shape : str
        A regular expression, of which every group is closed.

    Examples
    --------
    >>> sorted(required_words("(?:I )?(?:lent|gave|sold) (?:the )?.+"))
    ['gave', 'lent', 'sold']
    >>> required_words("(?:gave|.+) away|.*")
    frozenset()
    """
    return _of_alternatives(_TOKEN.finditer(shape))


def _of_alternatives(tokens: Iterator[re.Match[str]]) -> frozenset[str]:
    """Read up to the end of a group: what each of its alternatives requires, if each does."""
    alternatives: list[list[frozenset[str]]] = [[]]
    before = ""
    for token in tokens:
        kind, required = str(token.lastgroup), alternatives[-1]
        if kind == "close":
            break
        if kind == "bar":
            alternatives.append([])
        elif kind == "open":
            required.append(_of_alternatives(tokens))
        elif kind == "look":  # what stands ahead or behind is no part of the text
            _of_alternatives(tokens)
            required.append(_NONE)
        elif kind in ("text", "wild"):
            required.append(frozenset((token[0].lower(),)) if kind == "text" else _NONE)
        elif kind == "repeat" and required:  # "friends?" requires "friend", "(?:my )?" nothing
            texts = required.pop()
            required.append(frozenset(text[:-1] for text in texts if before == "text" and text[1:]))
        before = kind
    most_telling = [_most_telling(required) for required in alternatives]
    return frozenset().union(*most_telling) if all(most_telling) else _NONE


def _most_telling(required: list[frozenset[str]]) -> frozenset[str]:
    """Return the strings whose shortest is the longest."""
    return max(required, key=lambda words: min(map(len, words), default=0), default=_NONE)
