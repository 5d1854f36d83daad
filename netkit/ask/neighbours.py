"""Find the examples nearest to a question, and let them vote on what it asks.

A question and an example are vectors: each feature weighs by its kind and by how rare it is among
the examples, ln((n + 1) / (count + ½)); each two things said next to each other, or with one
between, weigh the mean of both and a share. Their likeness is the cosine. An intent's score is the
mean likeness of its five nearest examples, each weighing less than the one before.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.words import split_words

from .features import Place, features_of, sequence_of
from .intents import Intent, intents
from .tokens import Token, plain_token

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

__all__ = ["Vote", "example_tokens", "votes"]

CANDIDATES = 120  # examples that share most with a question; only these are compared in full
NOTHING_SHARED = 0.4  # for an intent whose nearest example shares only names with the question
VOTERS = (1.0, 0.5, 0.25, 0.12, 0.06)  # what the nearest, second, … example of an intent weighs
PAIRS = ((1, 0.6), (2, 0.4))  # how far apart two places stand, and what the pair weighs
PLAIN = {"name": 1.5, "^": 1.5, "$": 1.5, "tense:past": 1.6, "tense:may": 1.6}  # rarities set
RARITY_OF_NAMES = 1.5
_CONTENT = ("idea:", "word:")
_PART = re.compile(r"\{(\w+)\}|[^\W_]+(?:[.'’\-&@/+][^\W_]+)*")


class Vote(NamedTuple):
    """An intent with its score, from 0 to 1, and its nearest example."""

    score: float
    intent: Intent
    example: tuple[Token, ...]


class _Example(NamedTuple):
    intent: Intent
    tokens: tuple[Token, ...]
    sequence: tuple[Place, ...]


class _Compared(NamedTuple):
    """A question or an example as a vector, and the words it shares by."""

    features: dict[str, float]
    vector: dict[Hashable, float]


def votes(tokens: Sequence[Token]) -> list[Vote]:
    """Return the intents that share anything with a question, the likeliest first."""
    sequence = sequence_of(tokens)
    question = _compared(tokens, sequence)
    ballots: defaultdict[str, list[tuple[float, _Example]]] = defaultdict(list)
    for example in _candidates(sequence):
        other = _compared(example.tokens, example.sequence)
        likeness = sum(w * question.vector.get(feature, 0.0) for feature, w in other.vector.items())
        likeness *= 1.0 if _share_words(question, other) else NOTHING_SHARED
        ballots[example.intent.heading].append((likeness, example))
    return sorted(map(_vote, ballots.values()), key=lambda vote: (-vote.score, vote.intent.heading))


def _vote(ballots: list[tuple[float, _Example]]) -> Vote:
    ballots.sort(key=itemgetter(0), reverse=True)
    score = sum(weight * likeness for weight, (likeness, _) in zip(VOTERS, ballots, strict=False))
    _, nearest = ballots[0]
    return Vote(score / sum(VOTERS), nearest.intent, nearest.tokens)


def _share_words(question: _Compared, example: _Compared) -> bool:
    """Return True when two share an idea or a word; where an example has none, a role is enough."""
    shared = question.features.keys() & example.features.keys()
    content = any(feature.startswith(_CONTENT) for feature in example.features)
    return any(feature.startswith(_CONTENT if content else "role:") for feature in shared)


def _candidates(sequence: Sequence[Place]) -> Iterator[_Example]:
    """Yield the examples that share the rarest symbols with a question."""
    index = _index()
    shared: defaultdict[int, float] = defaultdict(float)
    for symbol in {symbol for place in sequence for symbol in place}:
        worth = index.rarity.get(symbol, 0.0) ** 2
        for number in index.holders.get(symbol, ()):
            shared[number] += worth
    best = sorted(shared, key=lambda n: (-shared[n] / (len(index.examples[n].sequence) + 2), n))
    return (index.examples[number] for number in best[:CANDIDATES])


def _compared(tokens: Sequence[Token], sequence: Sequence[Place]) -> _Compared:
    features = features_of(tokens, sequence)
    vector: dict[Hashable, float] = {
        feature: weight * _rarity(feature) for feature, weight in features.items()
    }
    places = [frozenset("^"), *sequence, frozenset("$")]
    for distance, share in PAIRS:
        for first, second in zip(places, places[distance:], strict=False):
            for a in first:
                for b in second:
                    worth = share * (_rarity(a) + _rarity(b)) / 2
                    vector[a, b] = max(vector.get((a, b), 0.0), worth)
    norm = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return _Compared(features, {feature: weight / norm for feature, weight in vector.items()})


def _rarity(feature: str) -> float:
    """Return how rare a symbol is among the examples; an idea in a tense is as rare as the idea."""
    if feature in PLAIN:
        return PLAIN[feature]
    if feature.startswith("kind:"):
        return RARITY_OF_NAMES
    index = _index()
    return index.rarity.get(feature.partition(" ")[2] or feature, index.rarest)


class _Index(NamedTuple):
    examples: list[_Example]
    holders: dict[str, list[int]]
    rarity: dict[str, float]
    rarest: float


@cache
def _index() -> _Index:
    """Read every example, once."""
    examples = [
        _Example(intent, tokens, sequence_of(tokens))
        for intent in intents()
        for tokens in map(example_tokens, intent.phrasings)
    ]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, example in enumerate(examples):
        for symbol in {symbol for place in example.sequence for symbol in place}:
            holders[symbol].append(number)
    del holders["name"]
    count = len(examples) + 1
    rarity = {symbol: math.log(count / (len(some) + 0.5)) for symbol, some in holders.items()}
    return _Index(examples, holders, rarity, math.log(count / 0.5))


def example_tokens(phrasing: str) -> tuple[Token, ...]:
    """Return the tokens of an example; ``{person}`` and the like are names."""
    tokens: list[Token] = []
    for part in _PART.finditer(phrasing):
        tokens += [_slot(part[1])] if part[1] else _words(part[0])
    return tuple(tokens)


@cache
def _slot(kind: str) -> Token:
    kinds = frozenset({"person", "org"} if kind == "target" else {kind})
    return Token("", "", "", kinds=kinds)


@cache
def _words(text: str) -> tuple[Token, ...]:
    """Return the tokens of one typed word: "who's" is two."""
    return tuple(map(plain_token, split_words(text)))
