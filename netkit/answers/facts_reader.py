"""Reading of facts from the store: about everybody, or about those around one person."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from netkit.answers.employment import jobs_at, organization_keys, settle_jobs
from netkit.answers.facts import Facts, Profile
from netkit.answers.memberships import membership_fields, memberships
from netkit.answers.people_and_states import read_steps, states_of
from netkit.answers.records_by_person import (
    claimed_values,
    ends_of,
    evidence_by_end,
    facts_by_person,
    own_terms,
    wishes_by_person,
)  # fmt: skip
from netkit.model import names
from netkit.model.events import Acquaintance, Event, Fact, Introduction, Need, Offer, Step
from netkit.model.frozen import dataclass, field, replace
from netkit.model.history import Recorded, State, is_open, states
from netkit.model.when import day_number
from netkit.store.codec import people_of
from netkit.store.one_way_senders import (
    SENDER_FIGURES,
    one_way_senders,
    ties_without_senders,
)
from netkit.support.lazy_mapping import LazyMapping
from netkit.ties.strength import strength
from netkit.topics.terms import reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from netkit.answers.acquaintance_reader import AcquaintanceReader
    from netkit.answers.introduce.crowd import Crowd
    from netkit.answers.introduce.upper_bounds import Glimpse, Meant
    from netkit.model.people import Affiliation, Claim, Person, PersonId
    from netkit.store.port import Store
    from netkit.ties.statistics import TieStats

__all__ = ["FactsReader"]

E = TypeVar("E", bound=Event)
W = TypeVar("W", Need, Offer)

Evidence = list[Recorded[Acquaintance]]

_AT_ONCE = 1_000  # people read together where thousands will be
_INTERESTS = frozenset({"interest", "hobby", "goal"})
_CIRCLES = membership_fields("circle")
_SKILLS = frozenset({"skill", "headline"})
_KINDS = ("need", "offer", "fact")  # what somebody says of themselves
#: By these handles the owner has somebody in a list of their own, contact or not.
_OWN_HANDLES = frozenset({"connection", "linkedin", "phone", "source"})
#: What the owner writes down of people they know.
_WRITTEN = ("need", "offer", "fact", "note", "favour", "promise", "milestone", "moment")


@dataclass(frozen=True, slots=True)
class _Near:
    """The neighbourhood of a person: terms, probable acquaintances, past successes.

    wanted : their words, each with where it counts that others have it.
    """

    profile: Profile
    wanted: Mapping[str, Collection[str]]
    ends: frozenset[PersonId]
    met: Collection[PersonId]


@dataclass(frozen=True, slots=True)
class FactsReader:
    """Reader of the facts that a store holds up to a moment.

    until : nothing later is read; None for all there is. present : the moment answers are for.
    """

    store: Store
    owner: PersonId
    present: datetime
    until: datetime | None = None
    _read: dict[str, list[Step]] = field(default_factory=dict)

    def _steps(self) -> list[Step]:
        """Return every recorded step; read once, since each answer takes them several times."""
        if "steps" not in self._read:
            self._read["steps"] = read_steps(self.store, self.until)
        return self._read["steps"]

    def _states(self, kind: type[E], people: Collection[PersonId] | None = None) -> list[State[E]]:
        return states_of(self.store, kind, people, self.until, self._steps)

    def everybody(self) -> Facts:
        """Return the facts about everybody."""
        from netkit.answers.coworkers import by_employer
        from netkit.answers.introduce.other_words import all_meanings

        acquaintances = self._acquaintances(None)
        every_tie = dict(self.store.ties(self.owner, until=self.until))
        ties = ties_without_senders(self.store, self.owner, every_tie, self.until)
        profiles = self.profiles(None)
        jobs = {pid: row.affiliations for pid, row in profiles.items() if pid != self.owner}
        return Facts(
            owner=self.owner,
            as_of=self.present,
            profiles=profiles,
            ties=ties,
            senders=frozenset(every_tie.keys() - ties.keys()),
            acquaintances=evidence_by_end(acquaintances),
            employer_sizes={key: len(there) for key, there in by_employer(jobs).items()},
            strangers=self._strangers(ends_of(acquaintances) - every_tie.keys()),
            introductions=self._states(Introduction),
            population=self.store.population(),
            term_counts=self.store.term_counts(),
            meanings=all_meanings(self.store),
        )

    def at_large(self) -> Facts:
        """Load what `introductions()` needs for the whole network.

        Whoever may be introduced to somebody is found by what they say; who they are is read of
        those alone, when they are looked at.
        """
        from netkit.answers.introduce.other_words import all_meanings
        from netkit.answers.introduce.pairs import pairs_worth_weighing
        from netkit.answers.introduce.portraits import Portraits

        now, acquaintances = day_number(self.present), self._acquaintances(None)
        figures = self.store.tie_figures(
            self.owner, ("log_strength", *SENDER_FIGURES), until=self.until
        )
        days = [(pid, out, in_) for pid, _, out, in_ in figures]
        senders = one_way_senders(self.store, self.owner, days, self.until)
        logs = {pid: log for pid, log, _, _ in figures if pid not in senders}
        jobs = settle_jobs(self.store.affiliations())
        facts = Facts(
            owner=self.owner,
            as_of=self.present,
            profiles={},
            senders=senders,
            acquaintances=evidence_by_end(acquaintances),
            strangers=self._strangers(ends_of(acquaintances) - logs.keys() - senders),
            introductions=self._states(Introduction),
            population=self.store.counts().people,
            term_counts=self.store.term_counts(),
            employer_sizes=self._reader.sizes_of(jobs),
            direct_days_of_pairs=LazyMapping(self._reader.direct_days_of_pairs),
            meanings=all_meanings(self.store),
        )
        pairs = pairs_worth_weighing(
            self._crowd(jobs),
            Portraits(facts),
            lambda pid: float(strength(logs[pid], now)) if pid in logs else 0.0,
        )
        ends = (end for _, *pair in pairs for end in pair)
        order = list(dict.fromkeys((*ends, *facts.acquaintances)))
        profiles = LazyMapping(self.profiles, order, at_once=_AT_ONCE)
        ties = LazyMapping(self._ties, order, at_once=_AT_ONCE)
        return replace(facts, profiles=profiles, ties=ties, pairs=pairs)

    def _crowd(self, jobs: Iterable[Affiliation]) -> Crowd:
        """Return everybody as seen from afar, read one kind of thing after another.

        jobs : everybody's.
        """
        from netkit.answers.introduce.crowd import Crowd

        people = self.store.people()
        crowd = Crowd(person.id for person in people if not (person.owner or person.unknown))
        del people  # each of these lists is large; no two are held together
        for job in jobs:
            crowd.worked(job)
        for claim in self.store.claims(None, _SKILLS):
            crowd.can(claim.person, claim.value)
        for pid, facts in self._facts(None, _INTERESTS).items():
            for fact in facts:
                crowd.cares(pid, fact.event.text)
        needs, offers = self._wishes(Need, None), self._wishes(Offer, None)
        for pid in needs.keys() | offers.keys():
            crowd.wishes(pid, needs.get(pid, ()), offers.get(pid, ()))
        return crowd

    def around(self, person: PersonId) -> Facts:
        """Return the facts about `person` and everybody who has anything to do with them.

        Their profiles stand in the order of how much an introduction to `person` can be worth at
        most, and are read when they are looked at: the best ten of thousands take a few dozen.
        """
        from netkit.answers.introduce.other_words import meanings_around, people_meant
        from netkit.answers.introduce.past_introductions import History
        from netkit.answers.introduce.upper_bounds import bounds, counting

        asked = self.profiles({person})
        direct = self._reader.direct_days([person])
        friends = ends_of(self._acquaintances({person}))
        further = self._acquaintances(friends) if friends else []
        ends = friends | ends_of(further)
        wanted = own_terms(asked[person])
        counts = LazyMapping(self.store.term_counts, known=self.store.term_counts(wanted))
        facts = Facts(
            owner=self.owner,
            as_of=self.present,
            profiles=asked,
            senders=self._read_ties({person})[1],
            acquaintances=evidence_by_end(further),
            direct_days=direct,
            employer_sizes=self._reader.employer_sizes(),
            strangers=self._strangers(ends - self._ties(ends).keys()),
            introductions=self._states(Introduction),
            population=self.store.population(),
            term_counts=counts,
            meanings=meanings_around(self.store, asked[person]),
        )
        order = person, self.owner
        profiles = LazyMapping(partial(self._counted, counts), order, known=asked)
        ties = LazyMapping(self._ties, order)
        favoured = History(facts).favoured()
        near = _Near(asked[person], counting(facts, person), frozenset(ends), favoured)
        meant = people_meant(self.store, facts.meanings, asked[person]) if facts.meanings else {}
        most = bounds(facts, person, self._glimpse(near, meant))
        profiles.expect(most)
        ties.expect(most)
        return replace(facts, profiles=profiles, ties=ties, bounds=most)

    def _counted(
        self, counts: LazyMapping[str, int], people: Collection[PersonId]
    ) -> dict[PersonId, Profile]:
        """Return profiles; the words of their needs are counted in one go."""
        counted = self.profiles(people)
        needs = (need.event.text for profile in counted.values() for need in profile.needs)
        counts.fetch(term for text in needs for term in reading(text).terms)
        return counted

    def _glimpse(self, near: _Near, meant: Mapping[PersonId, Meant]) -> Glimpse:
        """Return a glimpse of everybody who shares something with somebody."""
        from netkit.answers.introduce.upper_bounds import Glimpse

        person, places = near.profile.person.id, self._places(near.profile)
        city = self._neighbours(near.profile.person)
        words = self.store.sharing(self.owner, person, near.wanted, until=self.until)
        ties = self._ties({*places, *near.ends, *near.met, *(city or ()), *meant, person})
        strengths = {pid: stats.log_strength for pid, stats in ties.items()}
        strengths |= {
            sharer.person: sharer.log_strength
            for sharer in words
            if sharer.log_strength is not None
        }
        return Glimpse(
            shared={sharer.person: sharer.shared for sharer in words},
            places=places,
            contacts=near.ends,
            strength=strengths,
            needs={sharer.person: sharer.needs for sharer in words if sharer.needs > 1},
            city=city,
            meant=meant,
        )

    def _neighbours(self, person: Person) -> frozenset[PersonId] | None:
        """Return the people in the same city; None for a city of too many to look at each."""
        residents = self.store.living_in(names.words(person.city))
        return (
            frozenset(resident.id for resident in residents) if len(residents) <= _AT_ONCE else None
        )

    def ways_to(self, targets: Collection[PersonId]) -> Facts:
        """Return the facts a path search to `targets` needs: people within two steps of them."""
        reached = set(targets)
        for _ in range(2):
            acquaintances = self._acquaintances(reached)
            reached |= ends_of(acquaintances)
        sizes, direct = self._reader.employer_sizes(), self._reader.direct_days(targets)
        reached |= direct.keys()
        jobs = self._reader.coworker_jobs(targets, sizes) | self._reader.jobs(reached)
        reached |= jobs.keys()
        asked = self._facts(reached, {"boundary"})
        people = self.store.people(reached | {self.owner})
        ties, senders = self._read_ties(reached)
        return Facts(
            owner=self.owner,
            as_of=self.present,
            profiles={
                p.id: Profile(
                    p, boundaries=tuple(asked[p.id]), affiliations=tuple(jobs.get(p.id, ()))
                )
                for p in people
            },
            ties=ties,
            senders=senders,
            acquaintances=evidence_by_end(acquaintances),
            direct_days=direct,
            employer_sizes=sizes,
            strangers=self._strangers(reached - ties.keys()),
        )

    @property
    def _reader(self) -> AcquaintanceReader:
        from netkit.answers.acquaintance_reader import AcquaintanceReader

        return AcquaintanceReader(self.store, self.owner, self.until)

    def _ties(self, others: Collection[PersonId]) -> Mapping[PersonId, TieStats]:
        return self._read_ties(others)[0]

    def _read_ties(
        self, others: Collection[PersonId]
    ) -> tuple[dict[PersonId, TieStats], frozenset[PersonId]]:
        """Return the owner's ties with these people, and who of them only ever wrote."""
        if not others:
            return {}, frozenset()
        every = dict(self.store.ties(self.owner, others=others, until=self.until))
        ties = ties_without_senders(self.store, self.owner, every, self.until)
        return ties, frozenset(every.keys() - ties.keys())

    def _strangers(self, silent: set[PersonId]) -> frozenset[PersonId]:
        """Return people the owner has no contact with, no list entry for and no note about."""
        if not silent:
            return frozenset()
        written = self.store.events(_WRITTEN, people=silent, until=self.until)
        listed = {pid for recorded in written for pid in people_of(recorded.event).values()}
        unlisted = silent - listed - {self.owner}
        handles = self.store.handles_of(unlisted) if unlisted else {}
        return frozenset(
            pid
            for pid in unlisted
            if _OWN_HANDLES.isdisjoint(handle.kind for handle in handles.get(pid, ()))
        )

    def _places(self, asked: Profile) -> frozenset[PersonId]:
        """Return the people of a school or former employer of the person asked about."""
        past = [job for job in asked.affiliations if job.kind == "school" or job.end is not None]
        keys = organization_keys(past) if past else set()
        return frozenset(job.person for job in jobs_at(self.store, keys))

    def _acquaintances(self, people: Collection[PersonId] | None) -> Evidence:
        recorded = self.store.events(["acquaintance"], people=people, until=self.until)
        return cast("Evidence", recorded)

    def _open(
        self, recorded: Iterable[Recorded[Event]]
    ) -> tuple[dict[PersonId, list[State[Need]]], dict[PersonId, list[State[Offer]]]]:
        """Return the needs and offers among these events that are still open."""
        wishes = [record for record in recorded if not isinstance(record.event, Fact)]
        stand = states(
            cast("list[Recorded[Need | Offer]]", wishes), self._steps() if wishes else []
        )
        still = [state for state in stand if is_open(state)]
        return (
            wishes_by_person(cast("list[State[Need]]", still), Need),
            wishes_by_person(cast("list[State[Offer]]", still), Offer),
        )

    def _facts(
        self, people: Collection[PersonId] | None, kinds: Collection[str]
    ) -> dict[PersonId, list[Recorded[Fact]]]:
        """Return the facts of these kinds that these people said of themselves."""
        return facts_by_person(self.store.events(["fact"], people=people, until=self.until), kinds)

    def _wishes(
        self, kind: type[W], people: Collection[PersonId] | None
    ) -> dict[PersonId, list[State[W]]]:
        """Return the needs or offers that are still open, by whose they are."""
        by_person: dict[PersonId, list[State[W]]] = defaultdict(list)
        for state in self._states(kind, people):
            if is_open(state):
                by_person[state.event.person].append(state)
        return by_person

    def profiles(self, people: Collection[PersonId] | None) -> dict[PersonId, Profile]:
        """Return the profiles of these people, by their ids that stand now."""
        sayings = self.store.sayings(people, _KINDS, {*_SKILLS, *_CIRCLES}, until=self.until)
        needs, offers = self._open(sayings.events)
        facts = facts_by_person(sayings.events, {*_INTERESTS, "boundary"})
        jobs: dict[PersonId, list[Affiliation]] = defaultdict(list)
        for job in settle_jobs(sayings.affiliations):
            jobs[job.person].append(job)
        claims: dict[PersonId, list[Claim]] = defaultdict(list)
        for claim in sayings.claims:
            claims[claim.person].append(claim)
        circles = memberships(sayings.claims, "circle")
        return {
            person.id: Profile(
                person=person,
                needs=tuple(needs[person.id]),
                offers=tuple(offers[person.id]),
                affiliations=tuple(jobs[person.id]),
                skills=claimed_values(claims[person.id], "skill", "headline"),
                interests=tuple(f for f in facts[person.id] if f.event.kind != "boundary"),
                boundaries=tuple(f for f in facts[person.id] if f.event.kind == "boundary"),
                circles=circles.get(person.id, ()),
            )
            for person in sayings.people
        }
