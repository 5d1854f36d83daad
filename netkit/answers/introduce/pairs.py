"""Which pairs are worth weighing at all: those that a need, a craft, a place or a contact joins.

All pairs of 30,000 people are 450 million. A word that stands in many profiles brings nobody
together; so each term, school, employer and common contact counts only in groups that are small
enough to say something.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from netkit.answers.facts import PairBound
from netkit.answers.introduce.matching import needs_of
from netkit.answers.introduce.past_introductions import History
from netkit.answers.introduce.reasons_to_meet import WEIGHTS, standing, trusted, weigh
from netkit.topics.terms import CIRCUMSTANCE, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from netkit.answers.introduce.crowd import Crowd
    from netkit.answers.introduce.matching import Wanted
    from netkit.answers.introduce.portraits import Portraits
    from netkit.model.people import PersonId

    Pair = tuple[PersonId, PersonId]

__all__ = ["pairs_worth_weighing"]

_GROUP = 12  # a craft or place shared by more of the owner's people than this is no reason
_ANSWERS = 60  # so many people at most are weighed against one need
_MUTUAL = WEIGHTS.keys() - {"need", "useful"}
_COMMON = 2_000  # a term that more people give than this narrows no search


def pairs_worth_weighing(
    crowd: Crowd, portraits: Portraits, strength: Callable[[PersonId], float]
) -> list[PairBound]:
    """Return each pair once, the smaller id first; those that can be worth most on top, by id.

    Parameters
    ----------
    crowd : everybody who may be introduced.
    portraits : of whoever is looked at; here only who knows whom is asked of it.
    strength : of the owner's tie with each.
    """
    pairs = _met_needs(crowd, portraits, strength)
    for group in (*crowd.places.values(), *_crafts(crowd)):
        if len(group) <= _GROUP:
            pairs.update(combinations(sorted(group), 2))
    for pid in portraits.facts.acquaintances:
        around = [
            acquaintance
            for acquaintance in portraits.acquaintances_of(pid)
            if acquaintance in crowd
        ]
        if len(around) <= _GROUP:
            pairs.update(combinations(sorted(around), 2))
    return _bounded(pairs, crowd, History(portraits.facts), strength)


def _bounded(
    pairs: Iterable[Pair], crowd: Crowd, history: History, strength: Callable[[PersonId], float]
) -> list[PairBound]:
    """Return the pairs with the most that each can score.

    All that two people share is worth less than a need that is met; and an introduction is worth
    as much as the owner's standing with both.
    """
    mutual = 1 - math.prod(1 - weigh(kind, WEIGHTS[kind], history.kinds) for kind in _MUTUAL)
    powers: dict[PersonId, float] = {}
    bounded = []
    for a, b in pairs:
        for end in (a, b):
            if end not in powers:
                powers[end] = strength(end)
        merit = 1.0 if crowd.needs.get(a) or crowd.needs.get(b) else mutual
        most = merit * trusted(standing(powers[a], powers[b])) * history.outcomes(a, b)
        bounded.append(PairBound(most, a, b))
    bounded.sort(key=lambda pair: (-pair.most, pair.a, pair.b))
    return bounded


def _met_needs(
    crowd: Crowd, portraits: Portraits, strength: Callable[[PersonId], float]
) -> set[Pair]:
    """Return pairs of a person in need and those who give most of its rarest terms."""
    facts = portraits.facts
    read = {
        pid: needs_of(needs, facts.term_counts, facts.population)
        for pid, needs in crowd.needs.items()
    }
    giving = _giving(crowd, {term for needs in read.values() for n in needs for term in n.weights})
    answering: dict[str, list[PersonId]] = {}
    pairs: set[Pair] = set()
    meant = _giving_by_meaning(crowd, facts.meanings)
    for pid, needs in read.items():
        for need in needs:
            if need.text not in answering:
                by_meaning = meant.get(need.text, {})
                answering[need.text] = [
                    *_answering(need, giving, strength),
                    *_best_givers(by_meaning, strength),
                ]
            pairs.update((min(pid, giver), max(pid, giver)) for giver in answering[need.text])
    return {(a, b) for a, b in pairs if a != b}


class _Giving:
    """An index from a term to the people who give it: gathered when asked, only counts cached."""

    def __init__(self, texts: Mapping[str, Sequence[set[PersonId]]]) -> None:
        self._texts = texts
        self._count: dict[str, int] = {}

    def people(self, term: str) -> set[PersonId]:
        return set().union(*self._texts.get(term, ()))

    def count(self, term: str) -> int:
        if term not in self._count:
            self._count[term] = len(self.people(term))
        return self._count[term]


def _giving(crowd: Crowd, wanted: set[str]) -> _Giving:
    texts: dict[str, list[set[PersonId]]] = defaultdict(list)
    for text, people in crowd.given.items() if wanted else ():
        for term in reading(text).terms.keys() & wanted:
            texts[term].append(people)
    return _Giving(texts)


def _answering(
    need: Wanted, giving: _Giving, strength: Callable[[PersonId], float]
) -> list[PersonId]:
    """Return the best givers for a need: the most terms first, then the closest to me."""
    weights: dict[PersonId, float] = defaultdict(float)
    rarest = sorted(need.weights, key=lambda term: (giving.count(term), term))
    for term in rarest:
        if weights and giving.count(term) > _COMMON:
            break
        for person in giving.people(term):
            weights[person] += need.weights[term]
    return _best_givers(weights, strength)


def _best_givers(
    weights: Mapping[PersonId, float], strength: Callable[[PersonId], float]
) -> list[PersonId]:
    return heapq.nsmallest(
        _ANSWERS, weights, key=lambda giver: (-weights[giver], -strength(giver), giver)
    )


def _giving_by_meaning(
    crowd: Crowd, meanings: Mapping[tuple[str, str], float]
) -> dict[str, dict[PersonId, float]]:
    """Return who gives what means much the same as each need, and how well it does."""
    givers: dict[str, dict[PersonId, float]] = defaultdict(dict)
    for (need, given), score in meanings.items():
        for person in crowd.given.get(given, ()):
            givers[need][person] = max(givers[need].get(person, 0.0), score)
    return givers


def _crafts(crowd: Crowd) -> Iterator[set[PersonId]]:
    """Yield groups of people of the same craft, as far as those are few enough to count."""
    holders: dict[str, list[set[PersonId]]] = defaultdict(list)
    for text, people in crowd.topics.items():
        for term, weight in reading(text).terms.items():
            if weight >= CIRCUMSTANCE:
                holders[term].append(people)
    for groups in holders.values():
        if all(len(people) <= _GROUP for people in groups):
            yield set().union(*groups)
