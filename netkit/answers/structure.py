"""Reads what the questions about the shape of a network need: who knows whom, and the groups."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from netkit.answers.acquaintance import acquaintance_probability
from netkit.answers.groups import Group, Link, Member, Trait, groups_of
from netkit.model.frozen import dataclass
from netkit.model.when import day_number
from netkit.ties.strength import log_strength, saturated, shown, strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from netkit.answers.facts import Facts, Profile
    from netkit.answers.network_shape import Weave
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person, PersonId
    from netkit.store.values import PairDay

__all__ = ["KnownTie", "Shape", "group_member", "known_ties", "shape_of"]

_REASONS = 3


@dataclass(frozen=True, slots=True)
class KnownTie:
    """Two of the owner's people who know each other.

    probability : that they do, 0 to 1; a contact between them that a source lists leaves no doubt.
    strength : how much, 0 to 100: of their contacts, or the probability where only that is there.
    inferred : it rests on a shared employer or thread alone.
    because : the evidence, in words.
    days : their contact-days, where a source lists them: day, and the weight of a to b and back.
    """

    a: PersonId
    b: PersonId
    probability: float
    strength: float
    inferred: bool
    because: tuple[str, ...]
    days: tuple[tuple[int, float, float], ...] = ()


@dataclasses.dataclass(frozen=True)
class Shape:
    """The owner's people, who of them know each other, and the groups they form.

    closeness : strength of the owner's tie with each, 0 to 1.
    groups : the largest first; some people are in none.
    """

    people: Mapping[PersonId, Person]
    ties: tuple[KnownTie, ...]
    closeness: Mapping[PersonId, float]
    groups: tuple[Group, ...]

    @cached_property
    def weave(self) -> Weave:
        """The probability that two people know each other, both ways."""
        weights: dict[PersonId, dict[PersonId, float]] = defaultdict(dict)
        for tie in self.ties:
            weights[tie.a][tie.b] = weights[tie.b][tie.a] = tie.probability
        return weights

    @cached_property
    def group_of(self) -> Mapping[PersonId, int]:
        """The number of each person's group."""
        numbered = {str(pid): n for n, group in enumerate(self.groups) for pid in group.people}
        return {pid: numbered[pid] for pid in self.people if pid in numbered}

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The name of each group, by its number."""
        return {number: group.name for number, group in enumerate(self.groups)}


def shape_of(view: NetworkView, facts: Facts | None = None) -> Shape:
    """Return the shape of the owner's network, the owner left out.

    facts : of everybody, where they have been read already.
    """
    facts = facts or view.facts()
    people = dict(view.contacts)
    ties = tuple(known_ties(facts, people, view.store.contacts(until=view.as_of)))
    links = (Link(tie.a, tie.b, tie.probability, tie.inferred) for tie in ties)
    members = (group_member(facts.profiles[pid], facts.strength(pid)) for pid in people)
    closeness = {pid: float(saturated(facts.strength(pid))) for pid in people}
    return Shape(people, ties, closeness, groups_of(members, links))


def group_member(profile: Profile, power: float) -> Member:
    """Return the traits of a person that grouping uses; `power` is S of their tie."""
    person, jobs = profile.person, profile.affiliations
    traits: list[Trait] = []
    traits += [("organization", job.organization) for job in jobs if job.kind != "school"]
    traits += [("school", job.organization) for job in jobs if job.kind == "school"]
    traits += [("circle", name) for name in profile.circles]
    traits += [("topic", name) for name in profile.skills[:6]]
    traits += [("city", person.city)]
    return Member(person.id, person.name, person.organization, tuple(traits), float(shown(power)))


def known_ties(
    facts: Facts, people: Mapping[PersonId, Person], contacts: Iterable[PairDay]
) -> Iterator[KnownTie]:
    """Yield ties between these people, each pair once with ``a < b``, in order.

    By evidence of acquaintance, or by contacts between them that a source lists.
    """
    contact_days = _contacts_between(people, contacts, day_number(facts.as_of))
    evident = {
        (a, b): evidence
        for a in facts.acquaintances
        if a in people
        for b, evidence in facts.neighbours(a).items()
        if a < b and b in people
    }
    for a, b in sorted(contact_days.keys() | evident.keys()):
        evidence = evident.get((a, b), ())
        days, power = contact_days.get((a, b), ((), 0.0))
        texts = dict.fromkeys(acquaintance.event.evidence for acquaintance in evidence)
        if days:
            texts = {f"{len(days)} day{'s' if len(days) > 1 else ''} of contact": None, **texts}
        probability = acquaintance_probability(evidence, len(days))
        yield KnownTie(
            a,
            b,
            probability,
            float(shown(power)) if days else 100 * probability,
            inferred=not days and not any(acquaintance.event.seen for acquaintance in evidence),
            because=tuple(texts)[:_REASONS],
            days=days,
        )


def _contacts_between(
    people: Mapping[PersonId, Person], contacts: Iterable[PairDay], now: int
) -> dict[tuple[PersonId, PersonId], tuple[tuple[tuple[int, float, float], ...], float]]:
    """Return for each pair of these people their contact-days, and S of their tie."""
    among = (contact for contact in contacts if contact.a in people and contact.b in people)
    by_pair = {}
    for (a, b), rows in groupby(among, key=lambda contact: (contact.a, contact.b)):
        days = list(rows)
        weights = (max(day.ab, day.ba) for day in days)
        power = strength(log_strength([day.day for day in days], weights), now)
        if a < b:
            rows_by_day = tuple((day.day, day.ab, day.ba) for day in days)
        else:
            rows_by_day = tuple((day.day, day.ba, day.ab) for day in days)
        by_pair[(a, b) if a < b else (b, a)] = (rows_by_day, float(power))
    return by_pair
