"""How well what one person looks for meets what another has to give."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netkit.domain.topics import terms
from netkit.graph.facts import Profile

__all__ = ["Match", "best_match", "coverage", "given_by", "rarity", "shared_topics"]

#: How far a text can be believed as an offer, by where it stands.
BELIEF = {"offer": 1.0, "skill": 0.7, "title": 0.6}


@dataclass(frozen=True, slots=True)
class Match:
    """A need, what meets it, and how well: 0 to 1."""

    need: str
    offer: str
    origin: str
    score: float
    evidence: tuple[str, ...] = ()


def rarity(term: str, counts: Mapping[str, int], population: int) -> float:
    """Return how much a shared term says, 0 to 1: ``ln(N/n) / ln N``, at least 0.05.

    >>> rarity("patent", {"patent": 10}, 1000)
    0.6666666666666667
    """
    if population < 2:
        return 1.0
    share = math.log(population / min(max(counts.get(term, 1), 1), population))
    return max(share / math.log(population), 0.05)


def coverage(
    need: frozenset[str], offer: frozenset[str], counts: Mapping[str, int], population: int
) -> float:
    """Return how much of what `need` says `offer` answers, by the rarity of its terms, 0 to 1."""
    shared = need & offer
    if not shared:
        return 0.0
    total = math.fsum(rarity(term, counts, population) for term in sorted(need))
    return math.fsum(rarity(term, counts, population) for term in sorted(shared)) / total


def given_by(profile: Profile) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what a person has to give: (text, origin, evidence), offers first."""
    given: list[tuple[str, str, tuple[str, ...]]]
    given = [(state.event.text, "offer", (str(state.id),)) for state in profile.offers]
    given += [(skill, "skill", ()) for skill in profile.skills]
    current = [one for one in profile.affiliations if one.kind == "work" and one.end is None]
    given += [(one.title, "title", ()) for one in current if one.title]
    return given


def best_match(
    needing: Profile, giving: Profile, counts: Mapping[str, int], population: int
) -> Match | None:
    """Return the best meeting of an open need of one with something the other gives."""
    found = [
        Match(
            need.event.text,
            text,
            origin,
            BELIEF[origin] * coverage(terms(need.event.text), terms(text), counts, population),
            (str(need.id), *evidence),
        )
        for need in needing.needs
        for text, origin, evidence in given_by(giving)
    ]
    return max((m for m in found if m.score > 0), key=lambda m: (m.score, m.offer), default=None)


def _topics(profile: Profile) -> frozenset[str]:
    texts: Iterable[str] = [
        *(skill for skill in profile.skills),
        *(fact.event.text for fact in profile.interests),
        *(one.title for one in profile.affiliations if one.kind == "work" and one.end is None),
    ]
    return frozenset(term for text in texts for term in terms(text))


def shared_topics(
    a: Profile, b: Profile, counts: Mapping[str, int], population: int
) -> list[tuple[str, float]]:
    """Return the terms in which two people's work and interests meet, with their rarity."""
    return [(term, rarity(term, counts, population)) for term in sorted(_topics(a) & _topics(b))]
