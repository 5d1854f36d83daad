"""Describe a question by features that can be compared: ideas, words, who does what, names."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.vocabulary import vocabulary

from .installed_index import installed_index
from .tokens import base_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .tokens import Token

__all__ = ["Place", "features_of", "ideas_of_word", "sequence_of", "typed_forms"]

#: How much a kind of feature counts, before it is weighed by how rare it is; chosen by
#: cross-validation on the examples.
_WEIGHTS = {"idea": 1.0, "word": 0.6, "role": 0.7, "name": 1.1, "tense": 1.0}
IN_TENSE = 0.6  # what an idea in its tense weighs: "introduced" beside "could introduce"
_ROLES = (
    "i", "me", "my", "who", "what", "how", "why", "when", "where", "someone", "not", "only",
    "two", "other",
)  # fmt: skip
LONGEST_GAP = 3
_SOMEBODY = frozenset({"person", "org"})


Place = frozenset[str]
NAME: Place = frozenset({"name"})


@cache
def ideas_of_word(base: str) -> Place:
    """Return the ideas that a word in its base form stands for by itself."""
    return _phrases().whole.get((base,), frozenset())


def sequence_of(tokens: Sequence[Token]) -> tuple[Place, ...]:
    """Return the ideas of a question in its order: at each place those its words may stand for.

    Words of the grammar are the parts they play ("role:i"), others themselves ("word:beer"); what
    says nothing is left out.
    """
    return tuple(_places(tokens))


def features_of(tokens: Sequence[Token], sequence: Sequence[Place]) -> dict[str, float]:
    """Return the features of a question with their weights, the rarity of each apart."""
    features = dict(pair for place in sequence for pair in _weighed(place))
    tenses = list(_tenses(tokens))
    ideas = [feature for feature in features if feature.startswith("idea:")]
    features |= {f"{tense} {idea}": IN_TENSE for tense in tenses for idea in ideas}
    features |= dict.fromkeys(tenses, _WEIGHTS["tense"])
    kinds = [kind for token in tokens for kind in token.kinds]
    features |= {f"kind:{kind}": _WEIGHTS["name"] for kind in kinds}
    if any(not token.known and token.kinds & _SOMEBODY for token in tokens):
        features["kind:stranger"] = _WEIGHTS["name"]
    if kinds.count("person") > 1:
        features["kind:two people"] = _WEIGHTS["name"]
    return features


@cache
def _weighed(place: Place) -> tuple[tuple[str, float], ...]:
    """Return the features of a place with their weights; ideas of the same words share one."""
    ideas = sum(symbol.startswith("idea:") for symbol in place)
    return tuple(
        (symbol, _WEIGHTS["idea"] / math.sqrt(ideas) if kind == "idea" else _WEIGHTS[kind])
        for symbol in place - NAME
        for kind in [symbol.partition(":")[0]]
    )


def _places(tokens: Sequence[Token]) -> Iterator[Place]:
    bases = [token.base for token in tokens]
    distinct = frozenset(bases)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        length = 1
        if token.kinds:
            yield NAME
        else:
            ideas: Place = frozenset()
            length = 1
            if _begins_a_phrase(token.base):
                ideas, length = _ideas_at(bases, i, distinct)
            if ideas:
                yield ideas | {f"word:{token.base}"} if length == 1 else ideas
            elif place := _alone(token.low, token.base):
                yield place
        i += length


@cache
def _begins_a_phrase(base: str) -> bool:
    phrases = _phrases()
    return base in phrases.longest or base in phrases.gapped


@cache
def _alone(low: str, base: str) -> Place:
    """Return the feature of a word without an idea: the part it plays, itself, or nothing."""
    role = _role(low)
    if role is None:
        return frozenset({f"word:{base}"})
    return frozenset({f"role:{role}"} if role else ())


def _ideas_at(bases: Sequence[str], i: int, distinct: frozenset[str]) -> tuple[frozenset[str], int]:
    """Return the ideas of the longest phrase at `i` and of those with gaps, and its length."""
    whole, gapped, longest = _phrases()
    length = min(longest.get(bases[i], 0), len(bases) - i)
    while length and tuple(bases[i : i + length]) not in whole:
        length -= 1
    ideas = whole[tuple(bases[i : i + length])] if length else frozenset()
    for idea, words in gapped.get(bases[i], ()):
        if words[-1] in distinct and idea not in ideas and _fits(bases, i, words):
            ideas |= {idea}
    return ideas, max(length, 1)


def _fits(bases: Sequence[str], i: int, words: Sequence[str]) -> bool:
    """Return True when a phrase with gaps, each of up to three words, begins at `i`."""
    room = 0
    for word in words:
        if word == "~":
            room = LONGEST_GAP
            continue
        while room and i < len(bases) and bases[i] != word:
            i, room = i + 1, room - 1
        if i == len(bases) or bases[i] != word:
            return False
        i, room = i + 1, 0
    return True


def _tenses(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield whether a question speaks of the past, or of what may be."""
    tags = {tag for token in tokens for tag in token.tags}
    if "past" in tags or any(token.past for token in tokens):
        yield "tense:past"
    if "may" in tags:
        yield "tense:may"


@cache
def _role(low: str) -> str | None:
    """Return the part a grammatical word plays; empty if it plays none, None for other words."""
    if low == "the":
        return low
    tags = vocabulary().tags_of(low)
    if role := next((role for role in _ROLES if role in tags), ""):
        return role
    if "prep" in tags:
        return low
    return "" if tags & {"may", "past", "glue"} else None


class _Phrases(NamedTuple):
    whole: dict[tuple[str, ...], frozenset[str]]
    gapped: dict[str, list[tuple[str, tuple[str, ...]]]]
    longest: dict[str, int]


def typed_forms() -> dict[str, str]:
    """Return the base of each word in the phrases of ideas that stands there in another form."""
    phrases = (phrase for entries in vocabulary().phrases.values() for phrase in entries)
    typed = sorted({word for _, words in phrases for word in words} - {"~"})
    return {word: base for word in typed if (base := base_form(word)) != word}


@cache
def _phrases() -> _Phrases:
    """Return the phrases that stand for an idea, in base forms; with gaps, by their first word."""
    phrases = _Phrases({}, {}, {})
    kept = installed_index()
    forms = kept.forms if kept else typed_forms()
    for entries in vocabulary().phrases.values():
        for concept, words in entries:
            bases = tuple(forms.get(word, word) for word in words)
            idea = f"idea:{concept}"
            if "~" in bases:
                phrases.gapped.setdefault(bases[0], []).append((idea, bases))
            else:
                phrases.whole[bases] = phrases.whole.get(bases, frozenset()) | {idea}
                phrases.longest[bases[0]] = max(phrases.longest.get(bases[0], 0), len(bases))
    return phrases
