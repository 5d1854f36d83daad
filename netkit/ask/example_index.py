"""Index the examples by the ideas, words and roles they hold."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.words import split_words

from .features import Place, sequence_of, typed_forms
from .installed_index import INSTALLED, ExampleIndex, index_text, installed_index
from .intents import Intent, intents, typed_command_words, typed_nouns, typed_words
from .tokens import Token, plain_token

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Example",
    "built_index",
    "counts_of",
    "example",
    "example_index",
    "example_tokens",
    "rarity",
]

_PART = re.compile(r"\{(\w+)\}|[^\W_]+(?:[.'’\-&@/+][^\W_]+)*")
#: What fills such a place in a question may be read as something else, too.
_STANDS_FOR = {
    "target": {"person", "org"}, "stranger": {"person", "org"},
    "circle": {"circle", "topic"}, "tag": {"tag", "topic"},
}  # fmt: skip
_NAME = "name"


class Example(NamedTuple):
    """A way to ask for a command, as tokens and as what stands at each place."""

    intent: Intent
    tokens: tuple[Token, ...]
    sequence: tuple[Place, ...]


@cache
def example_index() -> ExampleIndex:
    """Return the index of the examples: the one that is installed, or a new one."""
    return installed_index() or built_index()


def built_index() -> ExampleIndex:
    """Read every example and index it."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    lengths: list[int] = []
    bare: list[int] = []
    for number, (_, phrasing) in enumerate(_phrasings()):
        sequence = sequence_of(example_tokens(phrasing))
        symbols = {symbol for place in sequence for symbol in place} - {_NAME}
        for symbol in sorted(symbols):
            holders[symbol].append(number)
        lengths.append(len(sequence))
        if not symbols:
            bare.append(number)
    return ExampleIndex(
        dict(holders),
        lengths,
        bare,
        [n for n, (_, phrasing) in enumerate(_phrasings()) if "{stranger}" in phrasing],
        typed_words(),
        typed_nouns(),
        typed_command_words(),
        typed_forms(),
    )


@cache
def _phrasings() -> list[tuple[Intent, str]]:
    return [(intent, phrasing) for intent in intents() for phrasing in intent.phrasings]


@cache
def example(number: int) -> Example:
    """Return an example by its number."""
    intent, phrasing = _phrasings()[number]
    tokens = example_tokens(phrasing)
    return Example(intent, tokens, sequence_of(tokens))


@cache
def rarity(symbol: str) -> float:
    """Return the rarity of a symbol among the examples: ln((n + 1) / (count + ½))."""
    index = example_index()
    return math.log((len(index.lengths) + 1) / (len(index.holders.get(symbol, ())) + 0.5))


@cache
def counts_of(symbol: str) -> Mapping[str, int]:
    """Return the number of examples of each heading that hold a symbol."""
    phrasings = _phrasings()
    numbers = example_index().holders.get(symbol, ())
    return Counter(phrasings[number][0].heading for number in numbers)


def example_tokens(phrasing: str) -> tuple[Token, ...]:
    """Return the tokens of an example; ``{person}`` and the like are names."""
    tokens: list[Token] = []
    for part in _PART.finditer(phrasing):
        tokens += [_slot(part[1])] if part[1] else _words(part[0])
    return tuple(tokens)


@cache
def _slot(kind: str) -> Token:
    if kind == "band":
        return plain_token(split_words("close")[0])
    kinds = frozenset(_STANDS_FOR.get(kind, {kind}))
    return Token("", "", "", kinds=kinds, known=kind != "stranger")


@cache
def _words(text: str) -> tuple[Token, ...]:
    """Return the tokens of one typed word: "who's" is two."""
    return tuple(map(plain_token, split_words(text)))


if __name__ == "__main__":  # make examples
    INSTALLED.write_text(index_text(built_index()), encoding="utf-8")
