"""Fold what a store keeps of people by person: evidence, wishes, facts, claims, terms."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar, cast

from netkit.model.events import Acquaintance, Event, Fact, Need, Offer
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from netkit.answers.facts import Profile
    from netkit.model.history import Recorded, State
    from netkit.model.people import Claim, PersonId

__all__ = [
    "claimed_values", "ends_of", "evidence_by_end", "facts_by_person", "own_terms",
    "wishes_by_person",
]  # fmt: skip

W = TypeVar("W", Need, Offer)


def evidence_by_end(
    acquaintances: Iterable[Recorded[Acquaintance]],
) -> dict[PersonId, list[Recorded[Acquaintance]]]:
    """Return evidence of acquaintance by each of the two people it speaks of."""
    by_end: dict[PersonId, list[Recorded[Acquaintance]]] = defaultdict(list)
    for acquaintance in acquaintances:
        for end in {acquaintance.event.a, acquaintance.event.b}:
            by_end[end].append(acquaintance)
    return by_end


def wishes_by_person(states: Iterable[State[W]], kind: type[W]) -> dict[PersonId, list[State[W]]]:
    """Return the needs, or the offers, among these states, by whose they are."""
    by_person: dict[PersonId, list[State[W]]] = defaultdict(list)
    for state in states:
        if isinstance(state.event, kind):
            by_person[state.event.person].append(state)
    return by_person


def facts_by_person(
    recorded: Iterable[Recorded[Event]], kinds: Collection[str]
) -> dict[PersonId, list[Recorded[Fact]]]:
    """Return the facts among these events that are of these kinds, by whom they speak of."""
    by_person: dict[PersonId, list[Recorded[Fact]]] = defaultdict(list)
    for record in recorded:
        if isinstance(record.event, Fact) and record.event.kind in kinds:
            by_person[record.event.person].append(cast("Recorded[Fact]", record))
    return by_person


def ends_of(acquaintances: Iterable[Recorded[Acquaintance]]) -> set[PersonId]:
    """Return everybody of whom this evidence of acquaintance speaks."""
    return {end for each in acquaintances for end in (each.event.a, each.event.b)}


def claimed_values(claims: Collection[Claim], *fields: str) -> tuple[str, ...]:
    """Return the claimed values of these fields, field by field, each once in a field."""
    return tuple(
        value
        for field in fields
        for value in dict.fromkeys(claim.value for claim in claims if claim.field == field)
    )


def own_terms(profile: Profile) -> frozenset[str]:
    """Return the terms of all that somebody needs, offers, does now and cares about."""
    texts = [state.event.text for state in profile.wishes]
    texts += [*profile.skills, *(fact.event.text for fact in profile.interests)]
    texts += [job.title for job in profile.affiliations if job.end is None]
    return frozenset(term for text in texts for term in terms(text))
