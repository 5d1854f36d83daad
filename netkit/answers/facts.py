"""Facts about people besides their contacts: needs, offers, work, acquaintances.

A `Facts` holds everybody or only the surroundings of one person; an analysis gives the same
answer from either. Plain values, no arrays: everyday questions are answered from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.answers.boundaries import boundaries
from netkit.answers.gate import boundary_refusal
from netkit.answers.wording import NO_CONTACT, ONLY_WROTE
from netkit.model.frozen import dataclass, field
from netkit.model.when import day_number
from netkit.ties import strength

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from netkit.answers.gate import HeldBack, Proposable
    from netkit.answers.recorded_deeds import Deed
    from netkit.model.events import Acquaintance, Fact, Introduction, Need, Offer
    from netkit.model.history import Recorded, State
    from netkit.model.people import Affiliation, Person, PersonId
    from netkit.support.lazy_mapping import LazyMapping
    from netkit.ties.statistics import TieStats

__all__ = ["Facts", "PairBound", "Profile"]


class PairBound(NamedTuple):
    """Two people, and the most that an introduction of them can score."""

    most: float
    a: PersonId
    b: PersonId


@dataclass(frozen=True, slots=True)
class Profile:
    """One person: what they need, offer, do, and asked of us.

    needs, offers : those still open
    skills : what they can do, as sources say (a weak, inferred offer)
    interests : what they care about
    boundaries : what they asked not to happen
    circles : the groups the owner put them in
    """

    person: Person
    needs: tuple[State[Need], ...] = ()
    offers: tuple[State[Offer], ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    skills: tuple[str, ...] = ()
    interests: tuple[Recorded[Fact], ...] = ()
    boundaries: tuple[Recorded[Fact], ...] = ()
    circles: tuple[str, ...] = ()

    @property
    def wishes(self) -> tuple[State[Need] | State[Offer], ...]:
        """Needs and offers together."""
        return (*self.needs, *self.offers)


@dataclass(frozen=True, slots=True)
class Facts:
    """People and what is known of them, seen by one owner at one moment.

    Attributes
    ----------
    owner : whose network it is; None in a network without one.
    as_of : the present; nothing later is in here.
    profiles : by person; the owner's own is among them.
    ties : the owner's ties, by the other person.
    acquaintances : who knows whom, by either of the two (the owner is in none of them).
    direct_days : by person, on how many days a source lists contact of them alone with another of
        the owner's people; of those whose contacts were read.
    direct_days_of_pairs : the same by pair, read when asked for; None where it was read beforehand.
    employer_sizes : how many of the owner's people are or were at an employer, by its key; one
        that is left out counts as small.
    introductions : all that the owner suggested, made or was given, with their steps.
    population : how many people the whole network holds.
    strangers : people whom the owner does not know: seen beside contacts of theirs alone.
    term_counts : in how many people's profile each term stands, in the whole network.
    pairs : of a whole network whose people are read when they are looked at, which two of them are
        worth weighing, as an introduction; None where everybody is here.
    bounds : around one person, whoever may be introduced to them with the most that can be worth,
        the highest first; empty where everybody is here.
    meanings : needs and things given that mean much the same in other words, each pair of texts
        with how far the one meets the other; empty where no vectors are kept.
    proposable : the contacts whom the gate lets through; None where no gate is asked.
    senders : who only ever wrote, of those whose contacts were read: no tie.
    deed_with : reads the last favour, thanks or introduction step with somebody; None by hand.
    """

    owner: PersonId | None
    as_of: datetime
    profiles: Mapping[PersonId, Profile]
    ties: Mapping[PersonId, TieStats] = field(default_factory=dict)
    acquaintances: Mapping[PersonId, Sequence[Recorded[Acquaintance]]] = field(default_factory=dict)
    direct_days: Mapping[PersonId, Mapping[PersonId, int]] = field(default_factory=dict)
    direct_days_of_pairs: LazyMapping[tuple[PersonId, PersonId], int] | None = None
    employer_sizes: Mapping[str, int] = field(default_factory=dict)
    introductions: Sequence[State[Introduction]] = ()
    strangers: frozenset[PersonId] = frozenset()
    population: int = 0
    term_counts: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[PersonId, float] = field(default_factory=dict)
    pairs: Sequence[PairBound] | None = None
    meanings: Mapping[tuple[str, str], float] = field(default_factory=dict)
    proposable: Proposable | None = None
    senders: frozenset[PersonId] = frozenset()
    deed_with: Callable[[PersonId], Deed | None] | None = None

    def strength(self, person: PersonId) -> float:
        """Return S, the strength of the owner's tie with `person`; 0 without contact."""
        stats = self.ties.get(person)
        if stats is None:
            return 0.0
        return float(strength.strength(stats.log_strength, day_number(self.as_of)))

    def strengths(self) -> dict[PersonId, float]:
        """Return `strength` of everybody with a tie, at once."""
        now = day_number(self.as_of)
        return {
            pid: float(strength.strength(stats.log_strength, now))
            for pid, stats in self.ties.items()
        }

    def without_tie(self, person: PersonId) -> str:
        """Return the words for somebody with whom there is no tie: only theirs came, or nothing."""
        return ONLY_WROTE if person in self.senders else NO_CONTACT

    def may_propose(self, person: PersonId) -> bool:
        """Return True if the gate lets `person` through."""
        if self.proposable is not None:
            return person in self.proposable
        return self.refusal(person) is None

    def refusal(self, person: PersonId) -> HeldBack | None:
        """Return why nobody is to be introduced to `person`, nor they to anybody; None if they may.

        Facts without a gate, of a network that was made by hand, heed what people asked for.
        """
        if self.proposable is not None:
            return self.proposable.refusal(person)
        profile = self.profiles.get(person)
        if profile is None or not profile.boundaries:
            return None
        asked = boundaries(profile.boundaries)
        return boundary_refusal(profile.person, asked, self.as_of.date(), "introduce")

    def pairs_in_contact(
        self, pairs: Collection[tuple[PersonId, PersonId]]
    ) -> set[tuple[PersonId, PersonId]]:
        """Return those of these pairs of whom a source lists contacts of the two alone."""
        if self.direct_days_of_pairs is None:
            return {(a, b) for a, b in pairs if b in self.direct_days.get(a, ())}
        self.direct_days_of_pairs.fetch(pairs)
        return {pair for pair in pairs if self.direct_days_of_pairs.get(pair, 0) > 0}

    @property
    def held_back(self) -> tuple[HeldBack, ...]:
        """Everybody whom the gate held back so far, by id."""
        held = self.proposable.held if self.proposable is not None else {}
        return tuple(held[pid] for pid in sorted(held))

    def neighbours(self, person: PersonId) -> dict[PersonId, tuple[Recorded[Acquaintance], ...]]:
        """Return the people `person` knows by evidence, each with that evidence."""
        evidence_by_person: dict[PersonId, list[Recorded[Acquaintance]]] = {}
        for acquaintance in self.acquaintances.get(person, ()):
            neighbour = (
                acquaintance.event.b if acquaintance.event.a == person else acquaintance.event.a
            )
            if neighbour != person:
                evidence_by_person.setdefault(neighbour, []).append(acquaintance)
        return {
            neighbour: tuple(evidence) for neighbour, evidence in sorted(evidence_by_person.items())
        }
