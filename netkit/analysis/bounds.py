"""At most how much an introduction can be worth, from a glimpse: which words two people share.

To find the ten best of ten thousand, most need not be read: whoever cannot come among the ten by
the words, places and contacts shared with the person asked about is left out. A bound is never
below the score of `netkit.analysis.introductions`, so that the answer stays the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from netkit.analysis.grounds import COMMON_TERM, TOPIC_CAP, WEIGHTS, weigh
from netkit.analysis.history import History
from netkit.analysis.introductions import STANDING_FLOOR, TRUST_FLOOR, TRUST_RANGE
from netkit.analysis.matching import BELIEF, rarity
from netkit.analysis.portraits import Portrait, Portraits
from netkit.domain.dates import day_number
from netkit.domain.frozen import dataclass
from netkit.domain.people import PersonId
from netkit.domain.topics import terms
from netkit.graph.strength import saturated, strength

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netkit.graph.facts import Facts

__all__ = ["Glimpse", "bounds"]

_TOPICS = frozenset({"skill", "interest", "title"})

#: Words shared with the person asked about, each with where it stands: need, offer, title, …
Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is known of many people at once beside one who is asked about.

    Attributes
    ----------
    shared : the words each shares with the asked.
    places : who was at a school or former employer of the asked.
    contacts : who is known to somebody that the asked knows, too.
    strength : logarithm of the decayed sum of the owner's tie with each, who has one.
    """

    shared: Mapping[PersonId, Words]
    places: frozenset[PersonId]
    contacts: frozenset[PersonId]
    strength: Mapping[PersonId, float]


def bounds(facts: Facts, person: PersonId, seen: Glimpse) -> dict[PersonId, float]:
    """Return the most that each introduction to `person` can score, the highest first, by id.

    Parameters
    ----------
    facts : with the profile of `person`, and how often each of their words stands in others'.
    """
    history = History(facts)
    merit = _Merit(facts, Portraits(facts).of(person), history.kinds)
    now = day_number(facts.as_of)
    own = _standing(seen, person, now)
    introduced = {end for one in facts.introductions for end in (one.event.a, one.event.b)}
    unknown = history.outcomes(person, PersonId(""))
    found: list[tuple[float, PersonId]] = []
    for pid in {*seen.shared, *seen.places, *seen.contacts}:
        bound = merit.most(seen.shared.get(pid, ()), pid in seen.places, pid in seen.contacts)
        bound *= TRUST_FLOOR + TRUST_RANGE * math.sqrt(own * _standing(seen, pid, now))
        bound *= history.outcomes(person, pid) if pid in introduced else unknown
        found.append((-bound, pid))
    found.sort()
    return {pid: -bound for bound, pid in found}


def _standing(seen: Glimpse, person: PersonId, now: int) -> float:
    power = strength(seen.strength.get(person, -math.inf), now)
    return max(float(saturated(power)), STANDING_FLOOR)


class _Merit:
    """Bounds what an introduction to one person gains both, by what is shared."""

    def __init__(self, facts: Facts, asked: Portrait, kinds: Mapping[str, float]) -> None:
        self._asked = asked
        self._kinds = kinds
        self._topics = {
            term: weight * rarity(term, facts.term_counts, facts.population)
            for term, (weight, _) in asked.topics.items()
        }
        self._given = frozenset(term for one in asked.given for term in terms(one.text))
        self._aside = self._left("city", bool(asked.city)) * self._left(
            "circle", bool(asked.circles)
        )
        self._known: dict[tuple[Words, bool, bool], float] = {}

    def most(self, shared: Words, places: bool, contacts: bool) -> float:
        """Return the bound for whoever shares these words, a place, a contact."""
        key = shared, places, contacts
        if key not in self._known:
            self._known[key] = self._merit(*key)
        return self._known[key]

    def _merit(self, shared: Words, places: bool, contacts: bool) -> float:
        ground = self._aside * self._left("school", places) * self._left("employer", places)
        ground *= self._left("network", contacts) * (1 - self._topic(shared))
        met = self._met(shared)
        back = float(any(origin == "need" and term in self._given for term, origin in shared))
        useful = WEIGHTS["useful"]
        mine = 1 - (1 - met) * (1 - useful * back) * ground
        theirs = 1 - (1 - back) * (1 - useful * met) * ground
        return 2 * mine * theirs / (mine + theirs) if mine + theirs else 0.0

    def _left(self, kind: str, there: bool) -> float:
        return 1 - weigh(kind, WEIGHTS[kind], self._kinds) if there else 1.0

    def _topic(self, shared: Words) -> float:
        """Return the most that a craft in common can weigh."""
        words = {term for term, origin in shared if origin in _TOPICS}
        weights = [
            weight for term in words if (weight := self._topics.get(term, 0.0)) > COMMON_TERM
        ]
        total = min(math.fsum(weight**2 for weight in weights), TOPIC_CAP)
        return weigh("topic", WEIGHTS["topic"] * total / TOPIC_CAP, self._kinds)

    def _met(self, shared: Words) -> float:
        """Return how far the needs of the asked can be met at most."""
        given = {term for term, origin in shared if origin in BELIEF}
        belief = max((BELIEF[origin] for _, origin in shared if origin in BELIEF), default=0.0)
        missed = 1.0
        for need in self._asked.needs:
            share = math.fsum(need.weights[term] for term in need.weights.keys() & given)
            most = WEIGHTS["need"] * belief * share / need.total if share else 0.0
            missed *= 1 - min(weigh("need", most, self._kinds), 1.0)
        return 1 - missed
