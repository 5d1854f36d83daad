"""Who is named in a line of the log: names found, pronouns followed, first names settled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from netkit.model.names import fold

from .clauses import log_grammar
from .log_entry import Ask, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netkit.language.name_index import Person, PersonRanking

__all__ = ["Cast", "NameRun"]

LONGEST_NAME = 5
CLEARLY = 2.0  # the likeliest must be this many times as likely as the next to be taken unasked
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[.'’\-][^\W\d_]+)*\.?")
_SEPARATOR = re.compile(r"\s*(?:,\s*and|,|&|\+|\band\b)\s+", re.IGNORECASE)
_INSIDE = frozenset(
    ("van", "von", "de", "der", "den", "del", "di", "da", "dos", "du", "la", "le", "al")
)


class NameRun(NamedTuple):
    """Some names at the beginning of a text, and what follows them."""

    names: list[str]
    rest: str


class Cast:
    """The people of one line, in the order they are named.

    Parameters
    ----------
    text : str
        The whole line.
    ranking : PersonRanking
        Ranks whom a typed name could mean.
    """

    def __init__(self, text: str, ranking: PersonRanking) -> None:
        self._text = text
        self._ranking = ranking
        self._known: dict[str, bool] = {}
        self.mentions: list[Mention] = []
        self.last: list[Mention] = []

    def knows(self, name: str) -> bool:
        """Whether a text is the name of somebody in the network."""
        if name not in self._known:
            self._known[name] = bool(self._ranking.candidates(name, beside=()))
        return self._known[name] or any(fold(old.text) == fold(name) for old in self.mentions)

    def is_person(self, text: str) -> bool:
        """Whether some words can stand for somebody: names, joined by "and", or a pronoun."""
        if text.casefold() in log_grammar().pronouns:
            return True
        run = self.names_in(_without_s(text))
        return bool(run.names) and not run.rest.strip()

    def only_names(self, text: str) -> bool:
        """Whether a text is nothing but names."""
        run = self.names_in(text)
        return bool(run.names) and not run.rest.strip(" .!")

    def names_in(self, text: str) -> NameRun:
        """Take the names, joined by commas and "and", from the beginning of a text."""
        names: list[str] = []
        position = 0
        while name := self._name_at(text[position:]):
            names.append(name)
            position += len(name)
            joint = _SEPARATOR.match(text, position)
            if joint is None or not self._name_at(text[joint.end() :]):
                break
            position = joint.end()
        return NameRun(names, text[position:])

    def names_after_with(self, text: str) -> NameRun:
        """Take names like `names_in`, and where there is none, a new one all in lower case."""
        run = self.names_in(text)
        if run.names and (joint := _SEPARATOR.match(run.rest)):
            more = self.names_after_with(run.rest[joint.end() :])
            return NameRun([*run.names, *more.names], more.rest) if more.names else run
        words = _leading_words(text)
        if run.names or not words or fold(words[0][0]) in log_grammar().not_names:
            return run
        rest = text[words[0].end() :]
        after = rest.split()[:1]
        if after and after[0] not in {*log_grammar().prepositions, "and", "&"}:
            return run
        joint = _SEPARATOR.match(rest)
        more = self.names_after_with(rest[joint.end() :]) if joint else NameRun([], rest)
        return NameRun([words[0][0], *more.names], more.rest)

    def _name_at(self, text: str) -> str:
        words = _leading_words(text)
        for length in range(len(words), 0, -1):
            name = text[: words[length - 1].end()]
            if self.knows(name) and fold(name) not in log_grammar().not_names:
                return name
        length = _capital_length([word[0] for word in words])
        if length:
            return text[: words[length - 1].end()]
        return ""

    def first_in(self, text: str) -> Mention | None:
        """Find the first person named anywhere in a text, or meant by a pronoun in it."""
        for word in _NAME_WORD.finditer(text):
            if word[0].casefold() in log_grammar().pronouns and self.last:
                return self.last[-1]
            if name := self._name_at(text[word.start() :]):
                return self.mention(name)
        return None

    def mention(self, name: str) -> Mention:
        """Give the mention of a name; a first name after the full one is the same person."""
        first = fold(name)
        for old in self.mentions:
            if fold(old.text) == first or fold(old.text).split()[0] == first:
                self.last = [old]
                return old
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self._text)
        start = found.start() if found else max(self._text.find(name), 0)
        new = Mention(name, (start, start + len(name)))
        self.mentions.append(new)
        self.last = [new]
        return new

    def of(self, text: str) -> list[Mention]:
        """Give the people that some words stand for; a pronoun means whom was named last."""
        if text.casefold() in log_grammar().pronouns:
            plural = text.casefold() in ("they", "them", "their")
            return self.last if plural else self.last[-1:]
        people = [self.mention(name) for name in self.names_in(_without_s(text)).names]
        self.last = people
        return people

    def settled(self) -> dict[Mention, Mention]:
        """Say of every mention who is meant, by all the names of the line together."""
        names = [mention.text for mention in self.mentions]
        return {
            mention: self._settle(mention, [name for name in names if name != mention.text])
            for mention in self.mentions
        }

    def _settle(self, mention: Mention, beside: Sequence[str]) -> Mention:
        choices = tuple(self._ranking.candidates(mention.text, beside=beside))
        return Mention(mention.text, mention.span, _clearly(choices), choices)


def _clearly(choices: Sequence[Person]) -> Person | None:
    if len(choices) > 1 and choices[0].score < CLEARLY * choices[1].score:
        return None
    return choices[0] if choices else None


def asks_about(mentions: Iterable[Mention]) -> list[Ask]:
    """List what must be asked about names: which of several, and whether to make a new person."""
    asks: list[Ask] = []
    for mention in mentions:
        if mention.is_new:
            asks.append(Ask("new", f"Nobody is called {mention.text}; add them?", mention.span))
        elif mention.person is None:
            some = ", ".join(_with_reason(person) for person in mention.choices)
            question = f"Which {mention.text}: {some}?"
            asks.append(Ask("which", question, mention.span, mention.choices))
    return asks


def _with_reason(person: Person) -> str:
    return f"{person.name} ({person.reason})" if person.reason else person.name


def _without_s(text: str) -> str:
    return re.sub(r"'s$|(?<=s)'$", "", text.strip())


def _leading_words(text: str) -> list[re.Match[str]]:
    """Give the words at the beginning of a text that only blanks divide, five at most."""
    words: list[re.Match[str]] = []
    position = 0
    while len(words) < LONGEST_NAME and (match := _NAME_WORD.match(text, position)):
        ended = match[0].casefold().endswith("'s")
        words.append(
            _NAME_WORD.match(text[: match.end() - 2], position) or match if ended else match
        )
        position = match.end()
        if ended or text[position : position + 1] != " ":
            break
        position += 1
    return words


def _capital_length(words: Sequence[str]) -> int:
    """Say how many of some words are capitalised as one name."""
    length = 0
    while length < len(words):
        after = length + 1 if length and words[length].casefold() in _INSIDE else length
        if after >= len(words) or not _is_name_word(words[after]):
            break
        length = after + 1
    return length


def _is_name_word(word: str) -> bool:
    if len(word) == 1 and word != "I":
        return word.isupper()
    return word[0].isupper() and fold(word).rstrip(".") not in log_grammar().not_names
