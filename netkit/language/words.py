"""The words of a sentence: where they stand, contractions opened, possessives set apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from netkit.language.vocabulary import vocabulary
from netkit.model.names import fold

__all__ = ["Word", "split_words"]

WORD = re.compile(r"[^\W_]+(?:[.'\-&@/+][^\W_]+)*")
QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
SUFFIXES = {"n't": "not", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am", "'re": "are"}


class Word(NamedTuple):
    """One word as it stands in the text.

    Attributes
    ----------
    text : str
        As it was typed, without a possessive ending.
    low : str
        In lower case and without accents.
    start, end : int
        Where it stands in the text.
    possessive : bool
        Whether it was followed by ``'s``.
    stop : str
        The comma, full stop, question mark or the like that follows, or nothing.
    quoted : bool
        Whether it is a whole phrase in quotation marks.
    """

    text: str
    low: str
    start: int
    end: int
    possessive: bool = False
    stop: str = ""
    quoted: bool = False

    @property
    def capital(self) -> bool:
        """Return True when the word begins with a capital letter."""
        return self.text[0].isupper()


def split_words(text: str) -> list[Word]:
    """Split a text into words; a phrase in quotation marks stays one word.

    >>> [word.low for word in split_words("Who's Ann's boss?")]
    ['who', 'is', 'ann', 'boss']
    """
    straight = _straight(text)
    words: list[Word] = []
    position = 0
    for quote in QUOTED.finditer(straight):
        words += _plain_words(straight, position, quote.start())
        if inner := quote[1].strip():
            words.append(Word(inner, fold(inner), quote.start(1), quote.end(1), quoted=True))
        position = quote.end()
    return words + _plain_words(straight, position, len(straight))


def _straight(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")


def _plain_words(text: str, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    for match in WORD.finditer(text, start, end):
        after = text[match.end() : match.end() + 1]
        stop = after if after and after in ",.;:?!" else ""
        word = Word(match[0], fold(match[0]), match.start(), match.end(), stop=stop)
        words += _opened(word)
    return words


def _opened(word: Word) -> list[Word]:
    """Open a contraction or a compound into its words, and take a possessive ending off."""
    low, vocabulary_words = word.low, vocabulary()
    if low in vocabulary_words.contractions:
        return _parts(word, *vocabulary_words.contractions[low].split())
    for suffix, full in SUFFIXES.items():
        if low.endswith(suffix):
            return _parts(word, low[: -len(suffix)], full)
    if low.endswith("'s"):
        if low[:-2] in vocabulary_words.lists["is_after"]:
            return _parts(word, low[:-2], "is")
        return [word._replace(text=word.text[:-2], low=low[:-2], end=word.end - 2, possessive=True)]
    parts = low.split("-")
    if (
        len(parts) > 1
        and not word.capital
        and not vocabulary_words.form(low)
        and all(map(vocabulary_words.form, parts))
    ):
        return _parts(word, *parts)
    return [word]


def _parts(word: Word, *parts: str) -> list[Word]:
    """Give the parts of one typed word; the first keeps its capital, the last what follows."""
    first = word._replace(text=word.text[: len(parts[0])], low=parts[0], stop="")
    rest = [word._replace(text=part, low=part, stop="") for part in parts[1:]]
    return [first, *rest[:-1], rest[-1]._replace(stop=word.stop)]
