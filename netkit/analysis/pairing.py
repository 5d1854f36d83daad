"""Which pairs are worth weighing at all: those that a need, a craft, a place or a contact joins.

All pairs of 30,000 people are 450 million. A word that stands in many profiles brings nobody
together; so each term, school, employer and common contact counts only in groups that are small
enough to say something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from netkit.analysis.matching import given_by
from netkit.domain.organizations import organization_key
from netkit.domain.people import PersonId
from netkit.domain.topics import terms
from netkit.graph.facts import Facts, Profile

__all__ = ["pairs_worth_weighing"]

_GROUP = 12  # a craft or place shared by more of the owner's people than this is no reason
_ANSWERS = 60  # so many people at most are weighed against one need


def pairs_worth_weighing(facts: Facts) -> list[tuple[PersonId, PersonId]]:
    """Return each pair once, the smaller id first, in order."""
    people = {
        pid: profile
        for pid, profile in facts.profiles.items()
        if not (profile.person.owner or profile.person.unknown)
    }
    found = _met_needs(facts, people)
    for group in _groups(people).values():
        if len(group) <= _GROUP:
            found.update(combinations(sorted(group), 2))
    for pid in facts.acquaintances:
        around = [other for other in facts.neighbours(pid) if other in people]
        if len(around) <= _GROUP:
            found.update(combinations(sorted(around), 2))
    return sorted(found)


def _met_needs(facts: Facts, people: dict[PersonId, Profile]) -> set[tuple[PersonId, PersonId]]:
    """Return who needs something with those who have most of its rarest terms to give."""
    giving: dict[str, set[PersonId]] = defaultdict(set)
    for pid, profile in people.items():
        for text, _, _ in given_by(profile):
            for term in terms(text):
                giving[term].add(pid)
    found: set[tuple[PersonId, PersonId]] = set()
    for pid, profile in people.items():
        for need in profile.needs:
            for other in _answering(terms(need.event.text), giving, facts):
                if other != pid:
                    found.add((min(pid, other), max(pid, other)))
    return found


def _answering(
    need: frozenset[str], giving: dict[str, set[PersonId]], facts: Facts
) -> list[PersonId]:
    """Return those who give most of a need's terms: the most first, then the closest to me."""
    said: dict[PersonId, int] = defaultdict(int)
    for term in need:
        for other in giving.get(term, ()):
            said[other] += 1
    order = sorted(said, key=lambda other: (-said[other], -facts.strength(other), other))
    return order[:_ANSWERS]


def _groups(people: dict[PersonId, Profile]) -> dict[tuple[str, str], set[PersonId]]:
    groups: dict[tuple[str, str], set[PersonId]] = defaultdict(set)
    for pid, profile in people.items():
        for key in _belongings(profile):
            groups[key].add(pid)
    return groups


def _belongings(profile: Profile) -> Iterable[tuple[str, str]]:
    for one in profile.affiliations:
        key = organization_key(one.organization)
        if key and (one.kind == "school" or one.end is not None):
            yield one.kind, key
        if one.kind == "work" and one.end is None:
            yield from (("term", term) for term in terms(one.title))
    for text in (*profile.skills, *(fact.event.text for fact in profile.interests)):
        yield from (("term", term) for term in terms(text))
