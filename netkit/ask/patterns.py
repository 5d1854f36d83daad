"""The questions there are, as patterns, and how well one fits a reading.

The patterns are data, in ``patterns.toml``; its head says how they are written.

How well a way of asking fits is a Tversky index over weighted features::

    fit = found / (wanted + helpful + unexplained + 0.1)

with `found` the weight of the wanted and helpful features that the question has, `wanted` that
of all wanted ones, `helpful` that of the helpful ones it has, and `unexplained` that of what the
question says and the pattern does not speak of; the tenth prefers the fuller of two ways that
fit equally. Each feature that speaks against the way takes two fifths off, a wanted name
that is not there a quarter, a small word a fifth, half of the wanted concepts two fifths; without
any of its concepts a way does not fit at all.
"""

from __future__ import annotations

import re
from functools import cache
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.vocabulary import read_toml, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .question_features import Reading

__all__ = ["Pattern", "Way", "fit", "patterns"]

NAME_WEIGHT = 0.7
CONCEPT_WEIGHT = 1.0
DIRECTION_WEIGHT = 0.5
WORD_WEIGHT = 0.4
GRAMMAR_WEIGHT = 0.25
HELPFUL_SHARE = 0.5
UNEXPLAINED_WORD = 0.35
UNEXPLAINED_NAME = 0.6
AGAINST = 0.6
NAME_LACKS = 0.75
IDEAS_LACK = 0.6
GRAMMAR_LACKS = 0.8
FULLER = 0.1
NAME_FEATURES = frozenset(["person", "org", "place", "topic", "target", "two_people"])


class Way(NamedTuple):
    """One way to ask.

    Attributes
    ----------
    wanted, helpful : list of set of str
        Features, each with its alternatives.
    against : set of str
        Features that speak against it.
    spoken_of : set of str
        Every feature that counts for it.
    ideas : list of set of str
        Those of the wanted that are concepts or words, not grammar, names or directions.
    """

    wanted: list[set[str]]
    helpful: list[set[str]]
    against: set[str]
    spoken_of: set[str]
    ideas: list[set[str]]


class Pattern(NamedTuple):
    """One question of the forty, and the command it becomes."""

    name: str
    number: int
    question: str
    command: tuple[str, ...]
    ways: tuple[Way, ...]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Read the patterns, once."""
    rows: list[Mapping[str, object]] = read_toml(__file__, "patterns.toml")["pattern"]  # type: ignore[assignment]
    return tuple(
        Pattern(
            name=str(row["name"]),
            number=int(str(row["number"])),
            question=str(row["question"]),
            command=tuple(row["command"]),  # type: ignore[arg-type]
            ways=tuple(_way(line) for line in str(row["ways"]).strip().splitlines()),
        )
        for row in rows
    )


def _way(line: str) -> Way:
    parts = line.split()
    wanted = [set(p.split("|")) for p in parts if p[0] != "-" and p[-1] != "?"]
    helpful = [set(p[:-1].split("|")) for p in parts if p[-1] == "?"]
    return Way(
        wanted=wanted,
        helpful=helpful,
        against={p[1:] for p in parts if p[0] == "-"},
        spoken_of=set().union(*wanted, *helpful),
        ideas=[choice for choice in wanted if _weight(choice) in (CONCEPT_WEIGHT, WORD_WEIGHT)],
    )


def fit(way: Way, reading: Reading, *, names_left: int) -> float:
    """Return the fit of a way of asking to a reading: 1 fully, 0 not at all.

    Parameters
    ----------
    way : Way
    reading : Reading
    names_left : int
        How many names in the question the command has no place for.
    """
    has = reading.features
    ideas = sum(not choice.isdisjoint(has) for choice in way.ideas)
    if way.ideas and not ideas:
        return 0.0
    wanted = sum(_weight(choice) for choice in way.wanted)
    lacking = [choice for choice in way.wanted if choice.isdisjoint(has)]
    found = wanted - sum(_weight(choice) for choice in lacking)
    helpful = HELPFUL_SHARE * sum(_weight(c) for c in way.helpful if not c.isdisjoint(has))
    unexplained = UNEXPLAINED_NAME * names_left + UNEXPLAINED_WORD * sum(
        way.spoken_of.isdisjoint(said) for said in reading.content
    )
    share = (found + helpful) / (wanted + helpful + unexplained + FULLER)
    share *= float(AGAINST ** len(way.against & has))
    if ideas * 2 <= len(way.ideas):
        share *= IDEAS_LACK
    return share * prod(_lack(choice) for choice in lacking)


def _lack(choice: set[str]) -> float:
    """Give the factor for a wanted feature that is not there, over its weight."""
    weight = _weight(choice)
    return {NAME_WEIGHT: NAME_LACKS, GRAMMAR_WEIGHT: GRAMMAR_LACKS}.get(weight, 1.0)


def _weight(choice: set[str]) -> float:
    return max(map(_feature_weight, choice))


@cache
def _feature_weight(feature: str) -> float:
    if feature in NAME_FEATURES:
        return NAME_WEIGHT
    if re.search("[<>!]", feature):
        return DIRECTION_WEIGHT
    known = vocabulary()
    if feature in known.concepts:
        return CONCEPT_WEIGHT
    if feature in known.classes:
        return GRAMMAR_WEIGHT
    return WORD_WEIGHT
