"""At most how much an introduction can be worth, from a glimpse: which words two people share.

To find the ten best of ten thousand, most need not be read: whoever cannot come among the ten by
the words, places and contacts shared with the person asked about is left out. A bound is never
below the score of `netkit.analysis.introductions`, so that the answer stays the same.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
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
    from collections.abc import Callable, Collection, Iterator, Sequence

    from netkit.graph.facts import Facts

__all__ = ["Bounds", "Glimpse", "bounds"]

_TOPICS = frozenset({"skill", "interest", "title"})

#: Words shared with the person asked about, each with where it stands: need, offer, title, …
Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is known of many people at once beside one who is asked about.

    Attributes
    ----------
    shared : who shares words with the asked, by the words.
    places : who was at a school or former employer of the asked.
    contacts : who is known to somebody that the asked knows, too.
    strength : reads the logarithm of the decayed sum of the owner's tie with each of some people
        who has one.
    """

    shared: Sequence[tuple[Words, Sequence[PersonId]]]
    places: frozenset[PersonId]
    contacts: frozenset[PersonId]
    strength: Callable[[Collection[PersonId]], Mapping[PersonId, float]]


class Bounds(Mapping[PersonId, float]):
    """Numbers by person, the highest first, worked out as far as they are looked at."""

    def __init__(self, ahead: Iterator[tuple[PersonId, float]]) -> None:
        self._ahead = ahead
        self._order: list[PersonId] = []
        self._known: dict[PersonId, float] = {}

    def _next(self) -> bool:
        """Work out one more; say whether there was one."""
        for person, bound in self._ahead:
            self._order.append(person)
            self._known[person] = bound
            return True
        return False

    def __getitem__(self, key: PersonId) -> float:
        while key not in self._known and self._next():
            pass
        return self._known[key]

    def __iter__(self) -> Iterator[PersonId]:
        at = 0
        while at < len(self._order) or self._next():
            yield self._order[at]
            at += 1

    def __len__(self) -> int:
        while self._next():
            pass
        return len(self._order)

    def __bool__(self) -> bool:
        return bool(self._order) or self._next()


def bounds(facts: Facts, person: PersonId, seen: Glimpse) -> Bounds:
    """Return the most that each introduction to `person` can score, the highest first, by id.

    Thousands share the same few words. How strong the ties with them are is read when the most
    that the strongest of them could score is the highest that is left.

    Parameters
    ----------
    facts : with the profile of `person`, and how often each of their words stands in others'.
    """
    history = History(facts)
    merit = _Merit(facts, Portraits(facts).of(person), history.kinds)
    own = _standing(seen.strength([person]).get(person), now := day_number(facts.as_of))
    unknown = history.outcomes(person, PersonId(""))
    introduced = {end for one in facts.introductions for end in (one.event.a, one.event.b)}

    def bound(most: float, standing: float, outcome: float = unknown) -> float:
        return most * (TRUST_FLOOR + TRUST_RANGE * math.sqrt(own * standing)) * outcome

    apart = seen.places | seen.contacts | introduced
    words, alike = _groups(seen, apart)
    ready: list[tuple[float, str, Words]] = []  # minus a bound, and whose: nobody's is a group's
    strengths = seen.strength(words.keys())
    for pid, shared in words.items():
        most = merit.most(shared, pid in seen.places, pid in seen.contacts)
        outcome = history.outcomes(person, pid) if pid in introduced else unknown
        ready.append((-bound(most, _standing(strengths.get(pid), now), outcome), pid, ()))
    ready += [(-bound(merit.most(said, False, False), 1.0), "", said) for said in alike]

    def in_turn() -> Iterator[tuple[PersonId, float]]:
        heapq.heapify(ready)
        while ready:
            least, pid, said = heapq.heappop(ready)
            if pid:
                yield PersonId(pid), -least
                continue
            most, strengths = merit.most(said, False, False), seen.strength(alike[said])
            for one in alike[said]:
                standing = _standing(strengths.get(one), now)
                heapq.heappush(ready, (-bound(most, standing), one, ()))

    return Bounds(in_turn())


def _groups(
    seen: Glimpse, apart: Collection[PersonId]
) -> tuple[dict[PersonId, Words], dict[Words, list[PersonId]]]:
    """Return who is looked at singly, with their words, and who is alike in all but strength."""
    single: dict[PersonId, Words] = dict.fromkeys((*seen.places, *seen.contacts), ())
    alike: dict[Words, list[PersonId]] = {}
    for words, people in seen.shared:
        single |= {pid: words for pid in people if pid in apart}
        alike[words] = [pid for pid in people if pid not in apart]
    return single, alike


def _standing(log_strength: float | None, now: int) -> float:
    power = strength(-math.inf if log_strength is None else log_strength, now)
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
