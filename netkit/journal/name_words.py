"""Which words of a line are written as a name: how far a name goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.model.names import fold
from netkit.model.when.calendar_words import MONTH

from .log_rules import log_grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NAME_WORD", "capital_length", "is_acronym", "is_month", "leading_words"]

LONGEST_NAME = 6
NAME_WORD = re.compile(r"[^\W\d_]+(?:[.'’\-][^\W\d_]+)*\.?(?![\w@])")
_BEFORE_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|since|until|till|by|last|next|this|early|late|mid|from|to))"
    r"(?: of)?[ -]$",
    re.IGNORECASE,
)
_INSIDE = frozenset(
    ("van", "von", "de", "der", "den", "del", "di", "da", "dos", "du", "la", "le", "al", "bin")
)


def leading_words(text: str) -> list[re.Match[str]]:
    """Give the words at the beginning of a text that only blanks divide, six at most."""
    words: list[re.Match[str]] = []
    position = 0
    while len(words) < LONGEST_NAME and (match := NAME_WORD.match(text, position)):
        ended = match[0].casefold().endswith("'s")
        words.append(
            NAME_WORD.match(text[: match.end() - 2], position) or match if ended else match
        )
        position = match.end()
        full_stop = match[0].endswith(".") and len(match[0]) > 5  # no title, no initial
        if ended or full_stop or text[position : position + 1] != " ":
            break
        position += 1
    return words


def capital_length(words: Sequence[str]) -> int:
    """Count the leading words that are capitalised as one name."""
    length = 0
    while length < len(words):
        after = length
        while length and after < len(words) and words[after].casefold() in _INSIDE:
            after += 1
        if after >= len(words) or not _is_name_word(words[after], first=not length):
            break
        length = after + 1
    return length


def _is_name_word(word: str, *, first: bool) -> bool:
    bare = word.rstrip(".")
    if len(bare) == 1 and bare != "I":
        return bare.isupper()
    plain = fold(bare)
    if not word[0].isupper() or plain in log_grammar().not_names:
        return False
    return not (first and plain in log_grammar().openers)


def is_acronym(word: str) -> bool:
    """Return True when a word is in capitals alone, and so hardly a surname."""
    return len(word) > 1 and word.isupper()


def is_month(text: str, word: re.Match[str]) -> bool:
    """Return True for May, April and June as a month: "3 May", "in June", "April 2027"."""
    if not re.fullmatch(MONTH, word[0], re.IGNORECASE):
        return False
    before = _BEFORE_MONTH.search(text, 0, word.start())
    return before is not None or bool(re.match(r" \d", text[word.end() :]))
