"""Find the examples nearest to a question, and let them vote on what it asks.

A question and an example are vectors: each feature weighs by its kind and by how rare it is among
the examples, ln((n + 1) / (count + ½)); each two things said next to each other, or with one
between, weigh the mean of both and a share. Their likeness is the mean of two cosines: of these
vectors, which see through other words for the same idea, and of the runs of three letters, which
see turns of phrase and other forms of a word. An intent's score is the mean likeness of its five
nearest examples, each weighing less than the one before.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.words import split_words

from .features import Place, features_of, sequence_of
from .intents import Intent, intents
from .tokens import Token, plain_token

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

__all__ = ["Vote", "example_tokens", "votes"]

CANDIDATES = 120  # examples that share most with a question; only these are compared in full
NOTHING_SHARED = 0.4  # for an intent whose nearest example shares only names with the question
VOTERS = (1.0, 0.5, 0.25, 0.12, 0.06)  # what the nearest, second, … example of an intent weighs
EVIDENCE = 0.1  # what all examples of an intent together weigh beside the nearest five
PRIOR = 8.0  # examples
PAIRS = ((1, 0.6), (2, 0.4))  # how far apart two places stand, and what the pair weighs
PLAIN = {"name": 1.5, "^": 1.5, "$": 1.5, "tense:past": 1.6, "tense:may": 1.6}  # rarities set
RARITY_OF_NAMES = 1.5
_NAME_MARK, _TIME_MARK = "{n}", "{t}"
_TIMES = frozenset({"span", "day"})
#: What fills such a place in a question may be read as something else, too.
_STANDS_FOR = {
    "target": {"person", "org"}, "circle": {"circle", "topic"}, "tag": {"tag", "topic"},
}  # fmt: skip
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
    trigrams: frozenset[str]


def votes(tokens: Sequence[Token]) -> list[Vote]:
    """Return the intents that share anything with a question, the likeliest first."""
    sequence = sequence_of(tokens)
    question = _compared(tuple(tokens), sequence)
    ballots: defaultdict[str, list[tuple[float, _Example]]] = defaultdict(list)
    for example in _candidates(sequence):
        other = _compared(example.tokens, example.sequence)
        likeness = _likeness(question, other)
        likeness *= 1.0 if _share_words(question, other) else NOTHING_SHARED
        ballots[example.intent.heading].append((likeness, example))
    cast = [_vote(ballot, _evidence(sequence, ballot[0][1].intent)) for ballot in ballots.values()]
    return sorted(cast, key=lambda vote: (-vote.score, vote.intent.heading))


def _evidence(sequence: Sequence[Place], intent: Intent) -> float:
    """Return how much likelier the words and ideas of a question are for an intent than for all.

    The mean of ln(share among the intent's examples / share among all), where `PRIOR` examples
    with the shares of all count as the intent's, so that few examples say little.
    """
    index = _index()
    symbols = {symbol for place in sequence for symbol in place} & index.holders.keys()
    size, count = index.sizes[intent.heading], len(index.examples)
    told = 0.0
    for symbol in symbols:
        share = len(index.holders[symbol]) / count
        own = index.counts[symbol].get(intent.heading, 0)
        told += math.log((own + PRIOR * share) / (size + PRIOR) / share)
    return EVIDENCE * told / (len(symbols) or 1)


def _likeness(question: _Compared, example: _Compared) -> float:
    """Return the mean of the cosines of two vectors and of two sets of trigrams."""
    shared = question.vector.keys() & example.vector.keys()
    by_features = sum(question.vector[feature] * example.vector[feature] for feature in shared)
    alike = len(question.trigrams & example.trigrams)
    size = math.sqrt(len(question.trigrams) * len(example.trigrams)) or 1.0
    return (by_features + alike / size) / 2


def _vote(ballots: list[tuple[float, _Example]], evidence: float) -> Vote:
    ballots.sort(key=itemgetter(0), reverse=True)
    score = sum(weight * likeness for weight, (likeness, _) in zip(VOTERS, ballots, strict=False))
    _, nearest = ballots[0]
    return Vote(max(score / sum(VOTERS) + evidence, 0.0), nearest.intent, nearest.tokens)


def _share_words(question: _Compared, example: _Compared) -> bool:
    """Return True when two share an idea or a word; where an example has none, a role is enough."""
    if not any(feature.startswith((*_CONTENT, "role:")) for feature in question.features):
        return True
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
    yield from (index.examples[number] for number in best[:CANDIDATES])
    yield from index.bare


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
    unit = {feature: weight / norm for feature, weight in vector.items()}
    return _Compared(features, unit, _trigrams(tokens))


def _trigrams(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the runs of three letters in a text whose names are marks."""
    text = f" {' '.join(map(_spelling, tokens))} "
    return frozenset(text[i : i + 3] for i in range(len(text) - 2))


def _spelling(token: Token) -> str:
    """Return a word as typed, its mistakes mended, and a mark for a name or a span."""
    if not token.kinds:
        return token.low
    return _TIME_MARK if token.kinds & _TIMES else _NAME_MARK


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
    counts: Mapping[str, Mapping[str, int]]
    sizes: dict[str, int]
    bare: list[_Example]


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
    counts = {
        symbol: Counter(examples[number].intent.heading for number in numbers)
        for symbol, numbers in holders.items()
    }
    sizes = Counter(example.intent.heading for example in examples)
    bare = [example for example in examples if not {*chain(*example.sequence)} - {"name"}]
    return _Index(examples, holders, rarity, math.log(count / 0.5), counts, sizes, bare)


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
    return Token("", "", "", kinds=kinds)


@cache
def _words(text: str) -> tuple[Token, ...]:
    """Return the tokens of one typed word: "who's" is two."""
    return tuple(map(plain_token, split_words(text)))
