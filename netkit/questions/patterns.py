"""The questions there are, as patterns, and how well one fits a reading.

The patterns are data, in ``patterns.toml``; its head says how they are written.

How well a way of asking fits is a Tversky index over weighted features::

    fit = found / (wanted + helpful + unexplained + 0.1)

with `found` the weight of the wanted and helpful features that the question has, `wanted` that
of all wanted ones, `helpful` that of the helpful ones it has, and `unexplained` that of what the
question says and the pattern does not speak of; the tenth prefers the fuller of two ways that
fit equally. Each feature that speaks against the way takes two fifths off; a name that is wanted
and not there a quarter; half of the wanted concepts not there again two fifths.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from .features import Reading
from .vocabulary import read_toml, vocabulary

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
    """One way to ask: the features wanted (each a set of alternatives), helpful, and against."""

    wanted: tuple[frozenset[str], ...]
    helpful: tuple[frozenset[str], ...]
    against: frozenset[str]

    @property
    def spoken_of(self) -> frozenset[str]:
        """Every feature that counts for this way."""
        return frozenset().union(*self.wanted, *self.helpful)


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
    rows: list[Mapping[str, object]] = read_toml("patterns.toml")["pattern"]  # type: ignore[assignment]
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
    return Way(
        wanted=tuple(_choice(p) for p in parts if p[0] != "-" and p[-1] != "?"),
        helpful=tuple(_choice(p[:-1]) for p in parts if p[-1] == "?"),
        against=frozenset(p[1:] for p in parts if p[0] == "-"),
    )


def _choice(part: str) -> frozenset[str]:
    return frozenset(part.split("|"))


def fit(way: Way, reading: Reading, *, names_left: int) -> float:
    """Say how well a way of asking fits a reading: 1 fully, 0 not at all.

    Parameters
    ----------
    way : Way
    reading : Reading
    names_left : int
        How many names in the question the command has no place for.
    """
    has = reading.features
    wanted = sum(_weight(choice) for choice in way.wanted)
    found = sum(_weight(choice) for choice in way.wanted if choice & has)
    helpful = HELPFUL_SHARE * sum(_weight(choice) for choice in way.helpful if choice & has)
    spoken_of = way.spoken_of
    unexplained = UNEXPLAINED_WORD * sum(not spoken_of & said for said in reading.content)
    unexplained += UNEXPLAINED_NAME * names_left
    share = (found + helpful) / (wanted + helpful + unexplained + FULLER)
    return share * _doubts(way, has)


def _doubts(way: Way, has: frozenset[str]) -> float:
    """Give the factor for what speaks against a way, or lacks that it cannot well do without."""
    factor: float = AGAINST ** len(way.against & has)
    named = [choice for choice in way.wanted if choice & NAME_FEATURES]
    factor *= NAME_LACKS ** sum(not choice & has for choice in named)
    small = [choice for choice in way.wanted if _weight(choice) == GRAMMAR_WEIGHT]
    factor *= GRAMMAR_LACKS ** sum(not choice & has for choice in small)
    ideas = [choice for choice in way.wanted if _is_idea(choice)]
    if sum(bool(choice & has) for choice in ideas) * 2 <= len(ideas) and ideas:
        factor *= IDEAS_LACK
    return factor


def _is_idea(choice: frozenset[str]) -> bool:
    return any(_feature_weight(f) in (CONCEPT_WEIGHT, WORD_WEIGHT) for f in choice)


def _weight(choice: frozenset[str]) -> float:
    return max(_feature_weight(feature) for feature in choice)


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
