"""The words that questions are made of: base forms, small typing mistakes, concepts.

The words themselves are data, in ``vocabulary.toml``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Form", "Phrase", "Vocabulary", "read_toml", "vocabulary"]

#: "notes" is no form of "not", nor "bees" of "be".
UNINFLECTED = frozenset({"not", "no", "so", "be", "to", "in", "on", "us", "at", "by", "of"})
SOUNDS_ALIKE = ("aeiouy", "csz", "ck", "vw", "td")
DOUBLED = tuple("bdgklmnprt")
NO_TAGS: frozenset[str] = frozenset()


class Form(NamedTuple):
    """A form gives the base of a word, and says whether it tells that something is over."""

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
    words : mapping of str to list of str
        Every word the grammar knows, in its base form, by its first letter.
    bases : frozenset of str
        The same, all together.
    alone : set of str
        The words that are a concept by themselves, not only in a phrase.
    irregular : mapping of str to str
        An irregular form and its base.
    tags : mapping of str to frozenset of str
        A grammatical word and the classes it is in.
    phrases : mapping of str to list of Phrase
        The phrases by their first word.
    openings, asides : list of list of str
        Ways to begin or to be polite, each a sequence of alternatives.
    contractions : mapping of str to str
        Words written together, and what they stand for.
    shorthand : mapping of str to str
        Shortened words, and what they stand for in a question.
    lists : mapping of str to frozenset of str
        The lists that help to find names.
    kinds_after : mapping of str to frozenset of str
        What a name may be, by the preposition before it.
    leads : mapping of str to list of tuple of str
        The words that lead a condition on people in, by what it tells, the longest first.
    plain : set of str
        Words outside the grammar that are not typing mistakes.
    """

    words: Mapping[str, list[str]]
    bases: frozenset[str]
    alone: set[str]
    irregular: Mapping[str, str]
    tags: Mapping[str, frozenset[str]]
    phrases: Mapping[str, list[Phrase]]
    openings: list[list[str]]
    asides: list[list[str]]
    contractions: Mapping[str, str]
    shorthand: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]
    kinds_after: Mapping[str, frozenset[str]]
    leads: Mapping[str, list[tuple[str, ...]]]
    plain: set[str]

    def knows(self, word: str) -> bool:
        """Return True when a word, in this very form, is one of the grammar's base forms."""
        return word in self.bases

    def form(self, word: str) -> Form | None:
        """Give the base form of a word that is spelt right, None for a word not known.

        >>> vocabulary().form("introduced")
        Form(base='introduce', past=True)
        """
        if word in self.irregular:
            return Form(self.irregular[word], word not in self.lists["not_past"])
        if self.knows(word):
            return Form(word)
        stems = (Form(*stem) for stem in _stems(word))
        return next((f for f in stems if self.knows(f.base) and f.base not in UNINFLECTED), None)

    def tags_of(self, word: str) -> frozenset[str]:
        """Give the grammatical classes of a word, in this form and in its base form."""
        form = self.form(word)
        return self.tags.get(word, NO_TAGS) | self.tags.get(form.base if form else "", NO_TAGS)

    def corrected(self, word: str) -> Form | None:
        """Give the form of the known word that a word with a small typing mistake was meant to be.

        Up to one slip (a letter wrong, missing, too many, or two swapped) in a word of five
        letters or more, two in eight or more; in four letters only two swapped ones.

        >>> vocabulary().corrected("intorduce")
        Form(base='introduce', past=False)
        """
        if len(word) < 4 or not word.isalpha() or {word, word.removesuffix("s")} & self.plain:
            return None
        if swapped := next(filter(None, map(self.form, _swaps(word))), None):
            return swapped
        if len(word) == 4:
            return None
        spellings = [word, *(stem for stem, _ in _stems(word) if len(stem) > 4)]
        meant = next(filter(None, map(self._nearest, spellings)), None)
        form = self.form(meant) if meant else None
        return form._replace(past=form.past or word.endswith("ed")) if form else None

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        pool = [*self.words.get(word[0], ()), *self.words.get(word[1], ())]
        slips = 2 if len(word) >= 8 else 1
        for meant, _, _ in process.extract(word, pool, scorer=OSA.distance, score_cutoff=slips):
            if len(meant) >= 4 and _likely_slip(word, meant):
                return str(meant)
        return None


def _likely_slip(typed: str, meant: str) -> bool:
    """Return True when a slip of typing is a usual one.

    The first letter stays, but for two swapped. In five letters a letter is swapped, missing, too
    many, or one that sounds alike, but seldom any other one.
    """
    if typed[0] != meant[0]:
        return typed[1::-1] == meant[:2]
    if len(typed) > 5 or len(typed) != len(meant) or sorted(typed) == sorted(meant):
        return True
    letter, other = next((a, b) for a, b in zip(typed, meant, strict=True) if a != b)
    return any(letter in alike and other in alike for alike in SOUNDS_ALIKE)


def _swaps(word: str) -> Iterator[str]:
    for i in range(1, len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _stems(word: str) -> Iterator[tuple[str, bool]]:
    """Yield the stems a regular form could come from, and whether the form is a past one."""
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


def read_toml(module: str, name: str) -> dict[str, object]:
    """Read one of the data files that stand beside a module, by its ``__file__``."""
    return tomllib.loads(Path(module).with_name(name).read_text(encoding="utf-8"))


@cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary, once."""
    data: dict[str, dict[str, str]] = read_toml(__file__, "vocabulary.toml")  # type: ignore[assignment]
    irregular = {form: base for base, forms in data["irregular"].items() for form in forms.split()}
    tags = _classes(data["grammar"])
    phrases = [
        Phrase(concept, tuple(text.split()))
        for concept, texts in data["concepts"].items()
        for text in texts.split(", ")
    ]
    alone = {phrase.words[0] for phrase in phrases if len(phrase.words) == 1}
    bases = _words(phrases, {*alone, *tags, *irregular, *irregular.values()})
    return Vocabulary(
        words=_by_letter(bases),
        bases=frozenset(bases),
        alone=alone,
        irregular=irregular,
        tags=tags,
        phrases=_by_first_word(phrases),
        openings=[line.split() for line in data["fillers"]["opening"].splitlines()],
        asides=[line.split() for line in data["fillers"]["anywhere"].splitlines()],
        contractions=data["contractions"],
        shorthand=data["shorthand"],
        lists={name: frozenset(words.split()) for name, words in data["lists"].items()},
        kinds_after={word: frozenset(k.split()) for word, k in data["kinds_after"].items()},
        leads={
            name: sorted((tuple(lead.split()) for lead in leads.split(",")), key=len, reverse=True)
            for name, leads in data["leads"].items()
        },
        plain={*data["plain"]["words"].split(), *_plain_words()},
    )


def _plain_words() -> list[str]:
    """Read the ordinary words that look like a mistyped word of the grammar."""
    text = Path(__file__).with_name("plain_words.txt").read_text(encoding="utf-8")
    return [word for line in text.splitlines() if line[:1] != "#" for word in line.split()]


def _words(phrases: list[Phrase], words: set[str]) -> set[str]:
    """Add the words inside phrases, but for forms ("losing") of words that are there themselves."""
    rest = {word for phrase in phrases for word in phrase.words} - words - {"~"}
    everything = words | rest
    formed = {
        word
        for word in rest
        if word.endswith(("s", "ed", "ing")) and any(stem in everything for stem, _ in _stems(word))
    }
    return everything - formed


def _classes(grammar: Mapping[str, str]) -> dict[str, frozenset[str]]:
    tags: dict[str, frozenset[str]] = {}
    for tag, words in grammar.items():
        for word in words.split():
            tags[word] = tags.get(word, NO_TAGS) | {tag}
    return tags


def _by_letter(words: set[str]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for word in sorted(words):
        table.setdefault(word[0], []).append(word)
    return table


def _by_first_word(phrases: list[Phrase]) -> dict[str, list[Phrase]]:
    table: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        table.setdefault(phrase.words[0], []).append(phrase)
    return table
