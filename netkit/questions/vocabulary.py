"""The words that questions are made of: base forms, small typing mistakes, concepts.

The words themselves are data, in ``vocabulary.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Form", "Phrase", "Vocabulary", "read_toml", "vocabulary"]

NOT_PAST = frozenset(
    [
        "is",
        "are",
        "am",
        "got",
        "loose",
        "loosing",
        "letting",
        "putting",
        "owing",
        "being",
        "children",
        "hobbies",
        "men",
        "women",
        "wives",
        "persons",
    ]
)
SOUNDS_ALIKE = ("aeiouy", "csz", "ck", "vw", "td")
DOUBLED = tuple("bdgklmnprt")


class Form(NamedTuple):
    """What a word is a form of, and whether it says that something is over."""

    base: str
    past: bool = False


class Phrase(NamedTuple):
    """Some words, ``~`` among them for a gap, and the concept they stand for."""

    concept: str
    words: tuple[str, ...]


class Vocabulary(NamedTuple):
    """Everything in ``vocabulary.toml``, ready to be looked up.

    Attributes
    ----------
    words : frozenset of str
        Every word the grammar knows, in its base form.
    by_spelling : tuple of str
        The same words in the order of the alphabet.
    alone : frozenset of str
        The words that are a concept by themselves, not only in a phrase.
    irregular : mapping of str to str
        An irregular form and its base.
    tags : mapping of str to frozenset of str
        A grammatical word and the classes it is in.
    phrases : mapping of str to tuple of Phrase
        The phrases by their first word, longest first.
    plain : frozenset of str
        Words outside the grammar that are not typing mistakes.
    concepts, classes : frozenset of str
        The names of the concepts and of the grammatical classes.
    openings, asides : tuple of tuple of str
        Ways to begin or to be polite, each a sequence of alternatives.
    """

    words: frozenset[str]
    by_spelling: tuple[str, ...]
    alone: frozenset[str]
    irregular: Mapping[str, str]
    tags: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    plain: frozenset[str]
    concepts: frozenset[str]
    classes: frozenset[str]
    openings: tuple[tuple[str, ...], ...]
    asides: tuple[tuple[str, ...], ...]

    def form(self, word: str) -> Form | None:
        """Give the base form of a word that is spelt right, None for a word not known.

        >>> vocabulary().form("introduced")
        Form(base='introduce', past=True)
        """
        if word in self.irregular:
            return Form(self.irregular[word], word not in NOT_PAST)
        if word in self.words:
            return Form(word)
        for base, past in _stems(word):
            if base in self.words:
                return Form(base, past)
        return None

    def corrected(self, word: str) -> str | None:
        """Give the known word that a word with a small typing mistake was meant to be.

        Up to one slip (a letter wrong, missing, too many, or two swapped) in a word of five
        letters or more, two in eight or more; in four letters only two swapped ones.

        >>> vocabulary().corrected("intorduce")
        'introduce'
        """
        if len(word) < 4 or not word.isalpha() or word in self.plain:
            return None
        if len(word) == 4:
            return next((swap for swap in _swaps(word) if self.form(swap)), None)
        return self._nearest(word)

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = 2 if len(word) >= 8 else 1
        for candidate in dict.fromkeys(
            [word, *(stem for stem, _ in _stems(word) if len(stem) > 4)]
        ):
            pool = [
                known
                for known in self.by_spelling
                if known[0] == word[0] or known[:2] == word[1::-1]
            ]
            found = process.extractOne(candidate, pool, scorer=OSA.distance, score_cutoff=slips)
            if found and len(found[0]) >= 4 and _likely_slip(candidate, found[0]):
                return str(found[0])
        return None


def _likely_slip(typed: str, meant: str) -> bool:
    """In short words a letter is swapped, missing or too many, or one that sounds alike."""
    if len(typed) > 5 or len(typed) != len(meant) or sorted(typed) == sorted(meant):
        return True
    one, other = next((a, b) for a, b in zip(typed, meant, strict=True) if a != b)
    return any(one in alike and other in alike for alike in SOUNDS_ALIKE)


def _swaps(word: str) -> Iterator[str]:
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _stems(word: str) -> Iterator[tuple[str, bool]]:
    """Yield what a regular form could come from, and whether the form is a past one."""
    for ending, past in (("ied", True), ("ies", False)):
        if word.endswith(ending):
            yield word[: -len(ending)] + "y", past
    for ending, past in (("ed", True), ("ing", False)):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            yield stem, past
            yield stem + "e", past
            if stem[-1] in DOUBLED and stem[-2:-1] == stem[-1]:
                yield stem[:-1], past
    if word.endswith("es"):
        yield word[:-2], False
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1], False


def read_toml(name: str) -> dict[str, object]:
    """Read one of the data files that stand beside this module."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


@cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary, once."""
    data: dict[str, dict[str, str]] = read_toml("vocabulary.toml")  # type: ignore[assignment]
    irregular = {form: base for base, forms in data["irregular"].items() for form in forms.split()}
    tags = _tags(data["grammar"])
    phrases = [
        Phrase(concept, tuple(text.split()))
        for concept, texts in data["concepts"].items()
        for text in texts.split(", ")
    ]
    alone = {phrase.words[0] for phrase in phrases if len(phrase.words) == 1}
    words = alone | set(tags) | set(irregular) | set(irregular.values())
    rest = {word for phrase in phrases for word in phrase.words} - words - {"~"}
    words |= {word for word in rest if not any(stem in words | rest for stem, _ in _stems(word))}
    return Vocabulary(
        words=frozenset(words),
        by_spelling=tuple(sorted(words)),
        alone=frozenset(alone),
        irregular=irregular,
        tags=tags,
        phrases=_by_first_word(phrases),
        plain=frozenset(data["plain"]["words"].split()),
        concepts=frozenset(data["concepts"]),
        classes=frozenset(data["grammar"]),
        openings=tuple(tuple(line.split()) for line in data["fillers"]["opening"].splitlines()),
        asides=tuple(tuple(line.split()) for line in data["fillers"]["anywhere"].splitlines()),
    )


def _tags(grammar: Mapping[str, str]) -> dict[str, frozenset[str]]:
    tags: dict[str, frozenset[str]] = {}
    for tag, words in grammar.items():
        for word in words.split():
            tags[word] = tags.get(word, frozenset()) | {tag}
    return tags


def _by_first_word(phrases: list[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.words)):
        table.setdefault(phrase.words[0], []).append(phrase)
    return {first: tuple(some) for first, some in table.items()}
