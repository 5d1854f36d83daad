"""Reads what the questions about the shape of a network need: who knows whom, and the groups."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from netkit.answers.acquaintance import Acquaintances
from netkit.answers.groups import Group, Link, Member, Trait, groups_of
from netkit.model.frozen import replace
from netkit.model.when import day_number
from netkit.ties.strength import log_sum, saturated, shown, strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from netkit.answers.facts import Facts, Profile
    from netkit.answers.network_shape import Weave
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person, PersonId
    from netkit.store.values import PairDay

    Pair: TypeAlias = tuple[PersonId, PersonId]
    #: The day, and the weight of the day from a to b and back.
    ContactDay: TypeAlias = tuple[int, float, float]
    #: On how many days a source lists contact of two people alone, by either of them.
    DirectDays: TypeAlias = Mapping[PersonId, Mapping[PersonId, int]]

__all__ = ["KnownTie", "Shape", "group_member", "known_ties", "shape_of"]

_REASONS = 3


class KnownTie(NamedTuple):
    """Two of the owner's people who know each other.

    probability : that they do, 0 to 1; see `netkit.answers.acquaintance`.
    strength : how much, 0 to 100: of their contacts, or the probability where only that is there.
    inferred : it rests on mails, meetings or threads of several, and jobs, alone.
    because : the evidence, in words.
    days : their contact-days, where a source lists contact of the two alone: the day, and the
        weight of a to b and back.
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
    contacts = view.store.contacts(without=view.owner, until=view.as_of)
    ties = tuple(known_ties(facts, people, contacts))
    links = (Link(tie.a, tie.b, tie.probability, tie.inferred) for tie in ties)
    powers = {**dict.fromkeys(people, 0.0), **facts.strengths()}
    members = (group_member(facts.profiles[pid], powers[pid]) for pid in people)
    closeness = {pid: float(saturated(powers[pid])) for pid in people}
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

    By evidence of acquaintance, or by contacts between them alone that a source lists. An employer
    in common makes such a tie surer, and none by itself.
    """
    contact_days = _contact_days_between(people, contacts)
    direct = _days_alone(contact_days)
    strengths = _shown_strengths(contact_days, day_number(facts.as_of))
    acquaintances = Acquaintances(replace(facts, direct_days=direct))
    for a in sorted(people):
        alone = direct.get(a, {})
        later = sorted(b for b in acquaintances.ends_of(a) if a < b and b in people)
        for b, acquaintance in acquaintances.with_each(a, later):
            yield KnownTie(
                a,
                b,
                acquaintance.probability,
                strengths[a, b] if b in alone else 100 * acquaintance.probability,
                not acquaintance.seen,
                acquaintance.because[:_REASONS],
                tuple(contact_days[a, b]) if b in alone else (),
            )


def _contact_days_between(
    people: Mapping[PersonId, Person], contacts: Iterable[PairDay]
) -> dict[Pair, list[ContactDay]]:
    """Return the contact-days of each pair of these people, ``a < b``, by pair and day."""
    by_pair: dict[Pair, list[ContactDay]] = {}
    last: Pair | None = None
    days: list[ContactDay] = []
    for a, b, day, ab, ba in contacts:
        if (a, b) != last:
            last, days = (a, b), []
            if a in people and b in people:
                by_pair[last] = days
        days.append((day, ab, ba))
    return by_pair


def _days_alone(contact_days: Mapping[Pair, list[ContactDay]]) -> DirectDays:
    """Return on how many days each two were in touch alone, by either of them.

    What one sent to several is evidence of who knows whom, and no contact of two.
    """
    direct: dict[PersonId, dict[PersonId, int]] = defaultdict(dict)
    for (a, b), days in contact_days.items():
        if alone := sum(ab >= 1.0 or ba >= 1.0 for _, ab, ba in days):
            direct[a][b] = direct[b][a] = alone
    return direct


def _shown_strengths(contact_days: Mapping[Pair, list[ContactDay]], now: int) -> dict[Pair, float]:
    """Return the strength of each pair's tie, 0 to 100, from its contact-days."""
    import numpy as np

    pair = np.repeat(np.arange(len(contact_days)), [len(days) for days in contact_days.values()])
    values = chain.from_iterable(chain.from_iterable(contact_days.values()))
    day, ab, ba = np.fromiter(values, np.float64, 3 * len(pair)).reshape(-1, 3).T
    left = np.maximum(ab, ba) * strength(log_sum(1.0, day), now, exp=np.exp)
    powers = np.bincount(pair, left, len(contact_days))
    return dict(zip(contact_days, shown(powers).tolist(), strict=True))
