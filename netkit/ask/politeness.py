"""The parts of a question that say nothing: "could you please tell me", "by the way"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.language.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netkit.language.words import Word

__all__ = ["without_politeness"]


def without_politeness(words: Sequence[Word]) -> list[Word]:
    """Leave out how a question is opened and what is said by the way; never all of it.

    >>> from netkit.language.words import split_words
    >>> [w.low for w in without_politeness(split_words("Could you please tell me who I owe?"))]
    ['who', 'i', 'owe']
    """
    known = vocabulary()
    rest = _without_asides(words)
    while 0 < (length := _longest(rest, 0, known.openings)) < len(rest):
        rest = rest[length:]
    return rest


def _without_asides(words: Sequence[Word]) -> list[Word]:
    kept: list[Word] = []
    i = 0
    while i < len(words):
        length = _longest(words, i, vocabulary().asides)
        denial = any(word.low == "not" for word in words[i : i + length])
        inside = i > 0 and i + length < len(words)
        if not 0 < length < len(words) or (denial and inside):  # "whom have I not seen"
            kept.append(words[i])
            length = 1
        i += length
    return kept or list(words)


def _longest(words: Sequence[Word], start: int, templates: Iterable[Sequence[str]]) -> int:
    return max(_length(words, start, template) for template in templates)


def _length(words: Sequence[Word], start: int, template: Sequence[str]) -> int:
    """Count the words from `start` on that a template covers, 0 if it does not fit."""
    i = start
    for part in template:
        ahead, optional = part[0] == "=", part[-1] == "?"
        if i < len(words) and words[i].low in part.strip("=?").split("/"):
            i += 0 if ahead else 1
        elif not optional:
            return 0
    return i - start
