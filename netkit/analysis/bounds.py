"""At most how much an introduction can be worth, from a glimpse: which words two people share.

To find the ten best of ten thousand, most need not be read: whoever cannot come among the ten by
the words, places and contacts shared with the person asked about is left out. A bound is never
below the score of `netkit.analysis.introductions`, so that the answer stays the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from netkit.analysis.introductions import (
    STANDING_FLOOR,
    TOPIC_CAP,
    TRUST_FLOOR,
    TRUST_RANGE,
    WEIGHTS,
)
from netkit.analysis.matching import BELIEF, given_by, rarity
from netkit.domain.people import PersonId
from netkit.domain.topics import terms
from netkit.graph.facts import Profile
from netkit.graph.strength import saturated

__all__ = ["Glimpse", "bounds"]

#: One introduction that went well, or badly, moves a score by this at most.
_MOST_OUTCOME = 1.5
_TOPICS = frozenset({"skill", "interest", "title"})

Shared = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is known of many people at once beside one who is asked about.

    Attributes
    ----------
    shared : the words each shares with the asked, with where each stands (need, offer, …).
    places : who was at a school or former employer of the asked.
    contacts : who is known to somebody that the asked knows, too.
    introduced : who was introduced before.
    strength : S of the owner's tie with each; 0 for those left out.
    """

    shared: Mapping[PersonId, Shared]
    places: frozenset[PersonId] = frozenset()
    contacts: frozenset[PersonId] = frozenset()
    introduced: frozenset[PersonId] = frozenset()
    strength: Mapping[PersonId, float] = field(default_factory=dict)


def bounds(
    asked: Profile, seen: Glimpse, counts: Mapping[str, int], population: int
) -> dict[PersonId, float]:
    """Return the most that each introduction to `asked` can score, the highest first, by id.

    Parameters
    ----------
    counts : in how many profiles each word of `asked` stands. population : of how many.
    """
    most = _merit(asked, counts, population)
    own = max(float(saturated(seen.strength.get(asked.person.id, 0.0))), STANDING_FLOOR)
    met = asked.person.id in seen.introduced
    found: list[tuple[float, PersonId]] = []
    for pid in {*seen.shared, *seen.places, *seen.contacts}:
        merit = most(seen.shared.get(pid, ()), pid in seen.places, pid in seen.contacts)
        theirs = max(float(saturated(seen.strength.get(pid, 0.0))), STANDING_FLOOR)
        bound = merit * (TRUST_FLOOR + TRUST_RANGE * math.sqrt(own * theirs))
        found.append((-bound * (_MOST_OUTCOME if met or pid in seen.introduced else 1.0), pid))
    found.sort()
    return {pid: -bound for bound, pid in found}


def _merit(
    asked: Profile, counts: Mapping[str, int], population: int
) -> Callable[[Shared, bool, bool], float]:
    """Return the function that bounds a merit; what it has found once it knows."""
    rare = {term: rarity(term, counts, population) for term in counts}
    needs = [terms(state.event.text) for state in asked.needs]
    given = [(BELIEF[origin], terms(text)) for text, origin, _ in given_by(asked)]
    city = (1 - WEIGHTS["city"]) if asked.person.city else 1.0
    aside = city * ((1 - WEIGHTS["circle"]) if asked.circles else 1.0)
    known: dict[tuple[Shared, bool, bool], float] = {}

    def merit(shared: Shared, places: bool, contacts: bool) -> float:
        if (shared, places, contacts) in known:
            return known[shared, places, contacts]
        apart = aside * (1 - _topic(shared, rare))
        if places:
            apart *= (1 - WEIGHTS["school"]) * (1 - WEIGHTS["employer"])
        if contacts:
            apart *= 1 - WEIGHTS["network"]
        need, back = _met(shared, needs, rare), _asked_for(shared, given)
        useful = WEIGHTS["useful"]
        first = 1 - (1 - need) * (1 - useful * back) * apart
        second = 1 - (1 - back) * (1 - useful * need) * apart
        both = first + second
        found = known[shared, places, contacts] = 2 * first * second / both if both else 0.0
        return found

    return merit


def _topic(shared: Shared, rare: Mapping[str, float]) -> float:
    """Return the most that a craft in common can weigh."""
    topics = {term for term, origin in shared if origin in _TOPICS}
    total = math.fsum(rare.get(term, 1.0) ** 2 for term in topics)
    return WEIGHTS["topic"] * min(total / TOPIC_CAP, 1.0)


def _met(shared: Shared, needs: Sequence[frozenset[str]], rare: Mapping[str, float]) -> float:
    """Return the most of a need of the asked that somebody can meet."""
    given = {term: 0.0 for term, _ in shared}
    for term, origin in shared:
        given[term] = max(given[term], BELIEF.get(origin, 0.0))
    return WEIGHTS["need"] * max(
        (
            max(given[term] for term in need & given.keys())
            * _sum(rare, need & given.keys()) / _sum(rare, need)
            for need in needs
            if need & given.keys()
        ),
        default=0.0,
    )  # fmt: skip


def _sum(rare: Mapping[str, float], some: Iterable[str]) -> float:
    return math.fsum(rare.get(term, 1.0) for term in some)


def _asked_for(shared: Shared, given: Sequence[tuple[float, frozenset[str]]]) -> float:
    """Return the most of somebody's need that the asked can meet: all of it, if any."""
    needed = {term for term, origin in shared if origin == "need"}
    most = max((belief for belief, words in given if words & needed), default=0.0)
    return WEIGHTS["need"] * most
