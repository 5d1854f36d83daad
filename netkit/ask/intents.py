"""Read the examples: what can be asked, as phrasings under the command they become."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from netkit.model.names import fold

from .installed_index import installed_index
from .reading_commands import only_reads

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Intent",
    "Slot",
    "command_words",
    "denial_share",
    "example_nouns",
    "example_words",
    "intent_ideas",
    "intent_words",
    "intents",
    "typed_command_words",
    "typed_nouns",
    "typed_words",
]

#: A part of a heading: an option and its slot, a slot and what else it holds, a word, brackets.
_PART = re.compile(r"(?:(--\S+) )?\{(\w+)(!)?(?:=(\w+))?\}|([^\s(\[\])]+)|([(\[])|([)\]])")
_LEFT_OUT = re.compile(r"^#.*\n", re.MULTILINE)
_HEADING = re.compile(r"^(?=[^\s#])", re.MULTILINE)
_WORD = re.compile(r"(?<![{\w])[^\W\d_]+(?:['’\-][^\W_]+)*")


class Slot(NamedTuple):
    """A part of a command: a fixed word, or a place for something that the question names.

    Attributes
    ----------
    word : a fixed word; empty for a place.
    option : the option that stands before what fills the place, or nothing.
    kind : what may fill it: ``person``, ``org``, ``target`` (either), ``place``, ``topic``,
        ``span``, ``start`` and ``end`` of a stretch of the past, ``gap`` since a day, ``year``,
        ``then`` a span or a day, ``band``,
        ``circle``, ``tag``, ``count``, or ``all`` (the whole question).
    known : a name that nobody has hardly fills it.
    default : stands there when nothing fills it.
    group : ``[`` when it may stay empty, ``(`` when one of its group has to be filled.
    """

    word: str = ""
    option: str = ""
    kind: str = ""
    known: bool = False
    default: str = ""
    group: str = ""


class Intent(NamedTuple):
    """A command, and ways to ask for it; the first is shown when a question is near it.

    The heading ``-`` holds questions about other things.
    """

    heading: str
    slots: tuple[Slot, ...]
    phrasings: tuple[str, ...]

    @property
    def foreign(self) -> bool:
        """Return True for questions about other things, which netkit does not answer."""
        return self.heading == "-"

    @property
    def unproposed(self) -> bool:
        """Return True when it is never named as near: foreign, or about forgetting and merging."""
        return self.foreign or any(slot.known for slot in self.slots)

    @property
    def writes(self) -> bool:
        """Return True for commands that change the network, which a mere question does not ask."""
        words = [word for slot in self.slots for word in (slot.word, slot.option) if word]
        return not self.foreign and not only_reads(words)

    @property
    def question(self) -> str:
        """Return its first phrasing, with letters or words in capitals for what it names."""
        return re.sub(r"\{(\w+)\}", lambda slot: _SHOWN[slot[1]], self.phrasings[0])


_SHOWN = {
    "person": "X", "target": "X", "org": "ACME", "place": "CITY", "topic": "TOPIC",
    "span": "3 months", "day": "yesterday", "circle": "work", "tag": "climber", "band": "close",
}  # fmt: skip


@cache
def intents() -> tuple[Intent, ...]:
    """Read ``examples.txt``, once; its head says how it is written."""
    text = Path(__file__).with_name("examples.txt").read_text(encoding="utf-8")
    phrasings: dict[str, tuple[str, ...]] = {}
    for block in _HEADING.split(_LEFT_OUT.sub("", text))[1:]:  # thousands of lines, cut at once
        heading, *lines = block.split("\n")
        read = tuple(filter(None, map(str.strip, lines)))
        phrasings[heading] = (*phrasings.get(heading, ()), *read)
    return tuple(
        Intent(heading, tuple(_slots(heading)), lines) for heading, lines in phrasings.items()
    )


def _slots(heading: str) -> Iterator[Slot]:
    group = ""
    for option, kind, known, default, word, opens, closes in _PART.findall(heading):
        if opens or closes:
            group = opens
        else:
            yield Slot(word, option, kind, bool(known), default, group)


@cache
def example_words() -> frozenset[str]:
    """Return every word of the examples, in lower case and without accents: none is a topic."""
    index = installed_index()
    return index.words if index else typed_words()


@cache
def example_nouns() -> frozenset[str]:
    """Return the words that examples write with a capital within a sentence, as German does."""
    index = installed_index()
    return index.nouns if index else typed_nouns()


@cache
def typed_words() -> frozenset[str]:
    """Read every word of the examples, in lower case and without accents."""
    typed = {word for words in _typed_words() for word in words}
    return frozenset(fold(word.replace("’", "'")) for word in typed)


@cache
def command_words() -> frozenset[str]:
    """Return every word of the ways to ask for a command: the others may be a topic after "a"."""
    index = installed_index()
    return index.command_words if index else typed_command_words()


@cache
def typed_command_words() -> frozenset[str]:
    """Read every word of the ways to ask for a command."""
    asked = [intent_words(intent) for intent in intents() if not intent.foreign]
    return frozenset().union(*asked)


@cache
def typed_nouns() -> frozenset[str]:
    """Read the words that examples write with a capital within a sentence."""
    return frozenset(word for words in _typed_words() for word in words[1:] if word[0].isupper())


@cache
def _typed_words() -> list[list[str]]:
    """Return the words of each example; what stands for names is in lower case and in braces."""
    return [_WORD.findall(phrasing) for intent in intents() for phrasing in intent.phrasings]


@cache
def intent_words(intent: Intent) -> frozenset[str]:
    """Return every word of the ways to ask for one command, as typed and in its base form."""
    from .tokens import base_form

    typed = {fold(word) for phrasing in intent.phrasings for word in _WORD.findall(phrasing)}
    return frozenset(typed | {base_form(word) for word in typed})


@cache
def intent_ideas(intent: Intent) -> frozenset[str]:
    """Return the ideas that single words in the ways to ask for one command stand for."""
    from .features import ideas_of_word

    return frozenset().union(*map(ideas_of_word, intent_words(intent)))


@cache
def denial_share(intent: Intent) -> float:
    """Return the share of the ways to ask for a command that deny something."""
    from netkit.language.vocabulary import NO_TAGS, vocabulary

    tags = vocabulary().tags
    denying = sum(
        any(
            "not" in tags.get(word, NO_TAGS) or word.endswith(("n't", "n’t"))
            for word in map(str.lower, _WORD.findall(phrasing))
        )
        for phrasing in intent.phrasings
    )
    return denying / len(intent.phrasings)
