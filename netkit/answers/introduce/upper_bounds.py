"""At most how much an introduction can be worth, from a glimpse: which words two people share.

To find the ten best of ten thousand, most need not be read: whoever cannot come among the ten by
the words, places and contacts shared with the person asked about is left out. A bound is never
below the score of `netkit.answers.introduce.introductions`, so that the answer stays the same.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from netkit.answers.introduce.matching import BELIEF, rarity
from netkit.answers.introduce.past_introductions import History
from netkit.answers.introduce.portraits import Portrait, Portraits
from netkit.answers.introduce.reasons_to_meet import (
    COMMON_TERM,
    TOPIC_CAP,
    WEIGHTS,
    standing,
    trusted,
    weigh,
)
from netkit.model.frozen import dataclass, field
from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.ties.strength import strength
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from netkit.answers.facts import Facts

__all__ = ["Glimpse", "Meant", "bounds", "counting"]

_TOPICS = frozenset({"skill", "interest", "title"})

#: Words shared with the person asked about, each with where it stands: need, offer, title, …
Words = tuple[tuple[str, str], ...]


class Meant(NamedTuple):
    """The most that a text of somebody meets a need by its meaning, believed as its origin is.

    helps : each need of the asked that they meet. helped : of their own needs, the best met.
    """

    helps: tuple[tuple[str, float], ...] = ()
    helped: float = 0.0


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A first pass over many people at once, beside the person asked about.

    Attributes
    ----------
    shared : the words each shares with the asked.
    places : who was at a school or former employer of the asked.
    contacts : who is known to somebody that the asked knows, too.
    strength : logarithm of the decayed sum of the owner's tie with each, who has one.
    needs : who ever had several needs, with how many.
    city : who lives where the asked does; None where that is not known.
    meant : who gives or needs, in other words, what the asked needs or gives.
    """

    shared: Mapping[PersonId, Words]
    places: frozenset[PersonId]
    contacts: frozenset[PersonId]
    strength: Mapping[PersonId, float]
    needs: Mapping[PersonId, int] = field(default_factory=dict)
    city: Collection[PersonId] | None = None
    meant: Mapping[PersonId, Meant] = field(default_factory=dict)


def counting(facts: Facts, person: PersonId) -> dict[str, frozenset[str]]:
    """Return the words of `person` that can speak for an introduction, and where they do so.

    Whoever shares others alone shares nothing that counts: a craft that half the network has.
    """
    merit = _Merit(facts, Portraits(facts).of(person), History(facts).kinds)
    return merit.counting()


def bounds(facts: Facts, person: PersonId, seen: Glimpse) -> dict[PersonId, float]:
    """Return the most that each introduction to `person` can score, the highest first, by id.

    Parameters
    ----------
    facts : with the profile of `person`, and how often each of their words stands in others'.
    """
    history = History(facts)
    merit = _Merit(facts, Portraits(facts).of(person), history.kinds)
    now = day_number(facts.as_of)
    own = _strength(seen.strength.get(person, -math.inf), now)
    introduced = {
        end
        for introduction in facts.introductions
        for end in (introduction.event.a, introduction.event.b)
    }
    unknown = history.outcomes(person, PersonId(""))
    bounded: list[tuple[float, PersonId]] = []
    for pid in {*seen.shared, *seen.places, *seen.contacts, *seen.meant} - {person}:
        words, need_count = seen.shared.get(pid, ()), seen.needs.get(pid, 1)
        near, meant = seen.city is None or pid in seen.city, seen.meant.get(pid, _NOTHING_MEANT)
        bound = merit.most(words, pid in seen.places, pid in seen.contacts, need_count, near, meant)
        bound *= _trust(own, seen.strength.get(pid, -math.inf), now)
        bound *= history.outcomes(person, pid) if pid in introduced else unknown
        bounded.append((-bound, pid))
    bounded.sort()
    return {pid: -bound for bound, pid in bounded}


_NOTHING_MEANT = Meant()


def _trust(own: float, power: float, now: int) -> float:
    return trusted(standing(own, _strength(power, now)))


def _strength(log_sum: float, now: int) -> float:
    return float(strength(log_sum, now))


class _Merit:
    """Bounds what an introduction to one person gains both, by what is shared."""

    def __init__(self, facts: Facts, asked: Portrait, kinds: Mapping[str, float]) -> None:
        self._asked = asked
        self._kinds = kinds
        self._topics = {
            term: weight * rarity(term, facts.term_counts, facts.population)
            for term, (weight, _) in asked.topics.items()
        }
        self._given: dict[str, float] = {}  # how far each word that the asked gives is believed
        for giving in asked.given:
            for term in terms(giving.text):
                self._given[term] = max(self._given.get(term, 0.0), BELIEF[giving.origin])
        self._known: dict[tuple[Words, bool, bool, int, bool, Meant], float] = {}

    def most(
        self,
        shared: Words,
        places: bool = False,
        contacts: bool = False,
        needs: int = 1,
        near: bool = True,
        meant: Meant = _NOTHING_MEANT,
    ) -> float:
        """Return the bound for whoever shares these words, a place, a contact, the city.

        needs : how many they have.
        """
        key = shared, places, contacts, needs, near, meant
        if key not in self._known:
            self._known[key] = self._merit(*key)
        return self._known[key]

    def counting(self) -> dict[str, frozenset[str]]:
        """Return which words count at all, each with the places in which they do."""
        terms: dict[str, set[str]] = defaultdict(set)
        for term in self._given:
            terms[term].add("need")
        for term in (term for need in self._asked.needs for term in need.weights):
            terms[term] |= BELIEF.keys()
        for term, weight in self._topics.items():
            if weight > COMMON_TERM:
                terms[term] |= _TOPICS
        return {term: frozenset(places) for term, places in terms.items()}

    def _merit(
        self, shared: Words, places: bool, contacts: bool, needs: int, near: bool, meant: Meant
    ) -> float:
        ground = self._left("city", near and bool(self._asked.city))
        ground *= self._left("circle", bool(self._asked.circles))
        ground *= self._left("school", places) * self._left("employer", places)
        ground *= self._left("network", contacts) * (1 - self._topic(shared))
        need_score = self._met(shared, dict(meant.helps))
        back = self._back(shared, needs, meant.helped)
        useful = WEIGHTS["useful"]
        mine = 1 - (1 - need_score) * (1 - useful * back) * ground
        theirs = 1 - (1 - back) * (1 - useful * need_score) * ground
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

    def _met(self, shared: Words, helps: Mapping[str, float]) -> float:
        """Return an upper bound of the share of the asked person's needs that is met."""
        terms_by_origin = {
            origin: {term for term, where in shared if where == origin} for origin in BELIEF
        }
        missed = 1.0
        for need in self._asked.needs:  # by one thing that the other gives, the best
            most = max(
                BELIEF[origin] * math.fsum(need.weights[key] for key in need.weights.keys() & held)
                for origin, held in terms_by_origin.items()
            )
            most = max(most / need.total, helps.get(need.text, 0.0))
            missed *= 1 - min(weigh("need", WEIGHTS["need"] * most, self._kinds), 1.0)
        return 1 - missed

    def _back(self, shared: Words, needs: int, helped: float) -> float:
        """Return an upper bound for meeting so many needs of the other, each holding the words."""
        held = (self._given.get(term, 0.0) for term, origin in shared if origin == "need")
        most = WEIGHTS["need"] * max((*held, helped))
        return 1 - (1 - min(weigh("need", most, self._kinds), 1.0)) ** needs
