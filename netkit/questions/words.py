"""The words of a sentence: where they stand, contractions opened, possessives set apart."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

__all__ = ["Word", "fold", "split_words"]

WORD = re.compile(r"[^\W_]+(?:[.'\-&@/+][^\W_]+)*")
QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
PRONOUNS_WITH_IS = frozenset(
    [
        "who",
        "what",
        "where",
        "how",
        "when",
        "why",
        "that",
        "it",
        "he",
        "she",
        "there",
        "here",
        "let",
        "which",
        "this",
        "everything",
    ]
)
SUFFIXES = {"'ve": "have", "'ll": "will", "'d": "would", "'m": "am", "'re": "are"}
WITHOUT_APOSTROPHE = {
    **{
        stem + "nt": (stem, "not")
        for stem in [
            "do",
            "does",
            "did",
            "have",
            "has",
            "had",
            "is",
            "are",
            "was",
            "were",
            "would",
            "could",
            "should",
        ]
    },
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "wont": ("will", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "whos": ("who", "is"),
    "whats": ("what", "is"),
    "wheres": ("where", "is"),
    "hows": ("how", "is"),
    "whove": ("who", "have"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "theyre": ("they", "are"),
    "youre": ("you", "are"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
}


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


def fold(text: str) -> str:
    """Lower-case a text, straighten its apostrophes and take its accents away.

    >>> fold("José’s")
    "jose's"
    """
    plain = text.replace("’", "'").replace("‘", "'").casefold()
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def split_words(text: str) -> list[Word]:
    """Split a text into words; a phrase in quotation marks stays one word.

    >>> [word.low for word in split_words("Who's Ann's boss?")]
    ['who', 'is', 'ann', 'boss']
    """
    straight = text.replace("’", "'").replace("‘", "'")
    words: list[Word] = []
    position = 0
    for quote in QUOTED.finditer(straight):
        words += _plain_words(straight, position, quote.start())
        inner = quote[1].strip()
        words.append(Word(inner, fold(inner), quote.start(1), quote.end(1), quoted=True))
        position = quote.end()
    return words + _plain_words(straight, position, len(straight))


def _plain_words(text: str, start: int, end: int) -> list[Word]:
    found: list[Word] = []
    for match in WORD.finditer(text, start, end):
        after = text[match.end() : match.end() + 1]
        stop = after if after and after in ",.;:?!" else ""
        word = Word(match[0], fold(match[0]), match.start(), match.end(), stop=stop)
        found += _open_contraction(word)
    return found


def _open_contraction(word: Word) -> list[Word]:
    low = word.low
    if low in WITHOUT_APOSTROPHE:
        return _parts(word, *WITHOUT_APOSTROPHE[low])
    if low.endswith("n't"):
        return _parts(word, low[:-3], "not")
    for suffix, full in SUFFIXES.items():
        if low.endswith(suffix):
            return _parts(word, low[: -len(suffix)], full)
    if low.endswith("'s"):
        stem = word._replace(text=word.text[:-2], low=low[:-2], end=word.end - 2)
        if stem.low in PRONOUNS_WITH_IS:
            return _parts(word, stem.low, "is")
        return [stem._replace(possessive=True)]
    return [word]


def _parts(word: Word, first: str, second: str) -> list[Word]:
    return [
        word._replace(text=word.text[: len(first)], low=first, stop=""),
        word._replace(text=second, low=second),
    ]
