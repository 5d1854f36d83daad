"""Find the examples nearest to a question, and let them vote on what it asks.

A question and an example are vectors: each feature weighs by its kind and by how rare it is among
the examples, ln((n + 1) / (count + ½)); each two things said next to each other, or with one
between, weigh the mean of both and a share. Their likeness is the mean of two cosines: of these
vectors, which see through other words for the same idea, and of the runs of three letters, which
see turns of phrase and other forms of a word. An intent's score is the mean likeness of its five
nearest examples, each weighing less than the one before.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from .classifier import shares_of_headings
from .example_index import Example, counts_of, example, example_index, rarity
from .features import Place, features_of, ideas_of_word, sequence_of
from .intents import example_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from .intents import Intent
    from .tokens import Token

__all__ = ["Compared", "Vote", "compared_example", "compared_tokens", "votes"]

CANDIDATES = 100  # examples that share most with a question; only these are compared in full
STRANGE = 20  # of these, where a name in a question is nobody's
TURNED = 0.75  # for an example that begins with what I do where a question begins with what I get
NOTHING_SHARED = 0.4  # for an intent whose nearest example shares only names with the question
VOTERS = (1.0, 0.5, 0.25, 0.12, 0.06)  # what the nearest, second, … example of an intent weighs
LEARNT = 0.3  # what is learnt from all examples at once weighs beside the nearest
EVIDENCE = 0.1  # what all examples of an intent together weigh beside the nearest five
SAME = 0.98  # a likeness from which a question is an example, whatever the others are like
DECIDES = 0.3  # what such an example adds, so that others do not leave it open
PRIOR = 8.0  # examples
PAIRS = ((1, 0.6), (2, 0.4))  # how far apart two places stand, and what the pair weighs
PLAIN = {"name": 1.5, "^": 1.5, "$": 1.5, "tense:past": 1.6, "tense:may": 1.6}  # rarities set
RARITY_OF_NAMES = 1.5
_NAME_MARK, _TIME_MARK = "{n}", "{t}"
_TIMES = frozenset({"span", "day"})
_DIRECTIONS = {"role:i": 1, "role:me": -1}
_CONTENT = ("idea:", "word:")


class Vote(NamedTuple):
    """An intent with its score, from 0 to 1, and its nearest example."""

    score: float
    intent: Intent
    example: tuple[Token, ...]


class Compared(NamedTuple):
    """A question or an example as a vector, the words it shares by, and its direction.

    The direction is 1 where I stand first ("whom do I help"), -1 where it is me ("who helps me").
    """

    features: dict[str, float]
    vector: dict[Hashable, float]
    trigrams: frozenset[str]
    direction: int


def votes(tokens: Sequence[Token]) -> list[Vote]:
    """Return the intents that share anything with a question, the likeliest first."""
    sequence = sequence_of(tokens)
    question = compared_tokens(tuple(tokens), sequence)
    ballots: defaultdict[str, list[tuple[float, Example]]] = defaultdict(list)
    for number in _candidates(sequence, strange="kind:stranger" in question.features):
        compared = compared_example(number)
        likeness = _likeness(question, compared)
        likeness *= 1.0 if _share_words(question, compared) else NOTHING_SHARED
        ballots[example(number).intent.heading].append((likeness, example(number)))
    shares = _shares(tuple(tokens), question)
    cast = [
        _vote(ballot, _evidence(sequence, ballot[0][1].intent), shares.get(heading, 0.0))
        for heading, ballot in ballots.items()
    ]
    return sorted(cast, key=lambda vote: (-vote.score, vote.intent.heading))


def _shares(tokens: tuple[Token, ...], question: Compared) -> Mapping[str, float]:
    """Return the likelihood of each command by the words of a question that any example holds."""
    words = example_words()
    familiar = tuple(
        token
        for token in tokens
        if token.kinds or {token.low, token.base} & words or ideas_of_word(token.base)
    )
    if familiar != tokens:
        question = compared_tokens(familiar, sequence_of(familiar))
    return shares_of_headings(question.vector, question.trigrams)


def _evidence(sequence: Sequence[Place], intent: Intent) -> float:
    """Return the evidence of words and ideas for an intent: how much likelier than for all.

    The mean of ln(share among the intent's examples / share among all), where `PRIOR` examples
    with the shares of all count as the intent's, so that few examples say little.
    """
    index = example_index()
    symbols = {symbol for place in sequence for symbol in place} & index.holders.keys()
    size, count = len(intent.phrasings), len(index.lengths)
    evidence = 0.0
    for symbol in sorted(symbols):
        share = len(index.holders[symbol]) / count
        own = counts_of(symbol).get(intent.heading, 0)
        evidence += math.log((own + PRIOR * share) / (size + PRIOR) / share)
    return EVIDENCE * evidence / (len(symbols) or 1)


def _likeness(question: Compared, example: Compared) -> float:
    """Return the mean of the cosines of two vectors and of two sets of trigrams."""
    shared = question.vector.keys() & example.vector.keys()
    by_features = sum(question.vector[feature] * example.vector[feature] for feature in shared)
    alike = len(question.trigrams & example.trigrams)
    size = math.sqrt(len(question.trigrams) * len(example.trigrams)) or 1.0
    turned = question.direction * example.direction < 0
    return (by_features + alike / size) / 2 * (TURNED if turned else 1.0)


def _vote(ballots: list[tuple[float, Example]], evidence: float, share: float) -> Vote:
    ballots.sort(key=itemgetter(0), reverse=True)
    score = sum(weight * likeness for weight, (likeness, _) in zip(VOTERS, ballots, strict=False))
    likeness, nearest = ballots[0]
    score = (1 - LEARNT) * (score / sum(VOTERS) + evidence) + LEARNT * share
    if likeness > SAME:
        score = max(score, likeness) + DECIDES
    return Vote(score, nearest.intent, nearest.tokens)


def _share_words(question: Compared, example: Compared) -> bool:
    """Return True when two share an idea or a word; where an example has none, a role is enough."""
    if not any(feature.startswith((*_CONTENT, "role:")) for feature in question.features):
        return True
    shared = question.features.keys() & example.features.keys()
    content = any(feature.startswith(_CONTENT) for feature in example.features)
    return any(feature.startswith(_CONTENT if content else "role:") for feature in shared)


def _candidates(sequence: Sequence[Place], *, strange: bool) -> Iterator[int]:
    """Yield the numbers of the examples that share the rarest symbols with a question.

    Of a question with a name that nobody has, some of such examples too.
    """
    index = example_index()
    shared: defaultdict[int, float] = defaultdict(float)
    for symbol in sorted({symbol for place in sequence for symbol in place} - {"name"}):
        worth = rarity(symbol) ** 2
        for number in index.holders.get(symbol, ()):
            shared[number] += worth
    ranked = sorted(shared, key=lambda n: (-shared[n] / (index.lengths[n] + 2), n))
    yield from ranked[:CANDIDATES]
    if strange:
        named = frozenset(index.strange)
        further = (n for n in ranked[CANDIDATES:] if n in named)
        yield from itertools.islice(further, STRANGE)
    yield from (number for number in index.bare if number not in shared)


@cache
def compared_example(number: int) -> Compared:
    """Return the vector, the runs of letters and the direction of an example by its number."""
    return compared_tokens(example(number).tokens, example(number).sequence)


def compared_tokens(tokens: Sequence[Token], sequence: Sequence[Place]) -> Compared:
    """Return the vector, the runs of letters and the direction of a question or an example."""
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
    return Compared(features, unit, _trigrams(tokens), _direction(sequence))


def _direction(sequence: Sequence[Place]) -> int:
    roles = (_DIRECTIONS.get(symbol, 0) for place in sequence for symbol in place)
    return next(filter(None, roles), 0)


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
    """Return the rarity of a symbol in the examples; an idea in a tense is as rare as the idea."""
    if feature in PLAIN:
        return PLAIN[feature]
    if feature.startswith("kind:"):
        return RARITY_OF_NAMES
    return rarity(feature.partition(" ")[2] or feature)
