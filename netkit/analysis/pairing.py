"""Which pairs are worth weighing at all: those that a need, a craft, a place or a contact joins.

All pairs of 30,000 people are 450 million. A word that stands in many profiles brings nobody
together; so each term, school, employer and common contact counts only in groups that are small
enough to say something.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from netkit.domain.topics import CIRCUMSTANCE, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netkit.analysis.matching import Wanted
    from netkit.analysis.portraits import Portrait, Portraits
    from netkit.domain.people import PersonId

__all__ = ["pairs_worth_weighing"]

_GROUP = 12  # a craft or place shared by more of the owner's people than this is no reason
_ANSWERS = 60  # so many people at most are weighed against one need
_COMMON = 2_000  # a term that more people give than this narrows no search


def pairs_worth_weighing(portraits: Portraits) -> list[tuple[PersonId, PersonId]]:
    """Return each pair once, the smaller id first, in order."""
    facts = portraits.facts
    people = {
        pid: portraits.of(pid)
        for pid, profile in facts.profiles.items()
        if not (profile.person.owner or profile.person.unknown)
    }
    found = _met_needs(portraits, people)
    for group in _groups(people).values():
        if len(group) <= _GROUP:
            found.update(combinations(sorted(group), 2))
    for pid in facts.acquaintances:
        around = [other for other in portraits.known(pid) if other in people]
        if len(around) <= _GROUP:
            found.update(combinations(sorted(around), 2))
    return sorted(found)


def _met_needs(
    portraits: Portraits, people: Mapping[PersonId, Portrait]
) -> set[tuple[PersonId, PersonId]]:
    """Return who needs something with those who have most of its rarest terms to give."""
    giving = _giving(people)
    strength = {pid: portraits.facts.strength(pid) for pid in people}
    answering: dict[str, list[PersonId]] = {}
    found: set[tuple[PersonId, PersonId]] = set()
    for pid, portrait in people.items():
        for need in portrait.needs:
            if need.text not in answering:
                answering[need.text] = _answering(need, giving, strength)
            found.update((min(pid, one), max(pid, one)) for one in answering[need.text])
    found.difference_update((pid, pid) for pid in people)
    return found


def _giving(people: Mapping[PersonId, Portrait]) -> dict[str, set[PersonId]]:
    """Return who gives something with each term."""
    giving: dict[str, set[PersonId]] = defaultdict(set)
    for pid, portrait in people.items():
        for one in portrait.given:
            for term in reading(one.text).terms:
                giving[term].add(pid)
    return giving


def _answering(
    need: Wanted, giving: Mapping[str, set[PersonId]], strength: Mapping[PersonId, float]
) -> list[PersonId]:
    """Return those who give most of what a need says: the most first, then the closest to me."""
    said: dict[PersonId, float] = defaultdict(float)
    rarest = sorted(need.weights, key=lambda term: (len(giving.get(term, ())), term))
    for term in rarest:
        people = giving.get(term, set())
        if said and len(people) > _COMMON:
            break
        for other in people:
            said[other] += need.weights[term]
    order = sorted(said, key=lambda other: (-said[other], -strength[other], other))
    return order[:_ANSWERS]


def _groups(people: Mapping[PersonId, Portrait]) -> dict[tuple[str, str], set[PersonId]]:
    groups: dict[tuple[str, str], set[PersonId]] = defaultdict(set)
    for pid, portrait in people.items():
        for key in _belongings(portrait):
            groups[key].add(pid)
    return groups


def _belongings(portrait: Portrait) -> Iterator[tuple[str, str]]:
    yield from (("school", key) for key in portrait.schools)
    yield from (("employer", key) for key in portrait.former)
    for term, (weight, _) in portrait.topics.items():
        if weight >= CIRCUMSTANCE:
            yield "term", term
