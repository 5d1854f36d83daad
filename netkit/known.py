"""What is known of people, gathered from the store: of everybody, or of those around one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from netkit.domain.events import Acquaintance, Event, Fact, Introduction, Need, Offer, Step
from netkit.domain.fold import Recorded, State, is_open, states
from netkit.domain.frozen import dataclass, replace
from netkit.domain.people import Affiliation, Claim, Person, PersonId
from netkit.domain.topics import terms
from netkit.graph.facts import Facts, Profile
from netkit.shelf import Shelf
from netkit.store.codec import people_of

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.graph.ties import TieStats
    from netkit.store.port import Groups, Store, TermOrigin

__all__ = ["Acquainted", "Known", "states_of"]

E = TypeVar("E", bound=Event)
W = TypeVar("W", Need, Offer)

Evidence = list[Recorded[Acquaintance]]

#: People whose profiles are read together: a brief looks at a few hundred at most.
_AT_ONCE = 64
#: By these handles the owner has somebody in a list of their own, contact or not.
_OWN_HANDLES = frozenset({"connection", "linkedin", "phone", "source"})
#: What the owner writes down of people they know.
_WRITTEN = ("need", "offer", "fact", "note", "favour", "promise", "milestone", "moment")


def states_of(
    store: Store,
    kind: type[E],
    people: Collection[PersonId] | None = None,
    until: datetime | None = None,
) -> list[State[E]]:
    """Return the events of one kind with what became of them, by time."""
    name = kind.__name__.lower()
    found = cast("list[Recorded[E]]", store.events([name], people=people, until=until))
    steps = store.events(["step"], until=until) if found else []
    return states(found, cast("list[Step]", [one.event for one in steps]))


class Acquainted(Mapping[PersonId, Person]):
    """Everybody but owners and unknown ones, by id: one is read by itself, all are read at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._few: dict[PersonId, Person | None] = {}
        self._every: dict[PersonId, Person] | None = None

    def __getitem__(self, key: PersonId) -> Person:
        if self._every is not None:
            return self._every[key]
        if key not in self._few:
            self._few[key] = _shown(self._store.people([key])).get(key)
        found = self._few[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[PersonId]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[PersonId, Person]:
        if self._every is None:
            self._every = _shown(self._store.people())
        return self._every


def _shown(people: Iterable[Person]) -> dict[PersonId, Person]:
    return {person.id: person for person in people if not (person.owner or person.unknown)}


@dataclass(frozen=True, slots=True)
class Known:
    """What a store knows up to a moment.

    until : nothing later is read; None for all there is. present : the moment answers are for.
    """

    store: Store
    owner: PersonId
    present: datetime
    until: datetime | None = None

    def everybody(self) -> Facts:
        """Return what is known of everybody."""
        known = self._acquaintances(None)
        ties = dict(self.store.ties(self.owner, until=self.until))
        return Facts(
            owner=self.owner,
            as_of=self.present,
            profiles=self._profiles(None),
            ties=ties,
            acquaintances=_by_end(known),
            strangers=self._strangers(_ends(known) - ties.keys()),
            introductions=states_of(self.store, Introduction, until=self.until),
            population=self.store.population(),
            term_counts=self.store.term_counts(),
        )

    def around(self, person: PersonId) -> Facts:
        """Return what is known of `person` and of everybody who has anything to do with them.

        Their profiles stand in the order of how much an introduction to `person` can be worth at
        most, and are read when they are looked at: the best ten of thousands take a few dozen.
        """
        from netkit.analysis.bounds import Glimpse, bounds

        asked = self._profiles({person})
        friends = _ends(self._acquaintances({person}))
        further = self._acquaintances(friends) if friends else []
        ends = friends | _ends(further)
        shared = self.store.sharing(_said(asked[person]))
        facts = Facts(
            owner=self.owner,
            as_of=self.present,
            profiles=asked,
            acquaintances=_by_end(further),
            strangers=self._strangers(ends - self._ties(ends).keys()),
            introductions=states_of(self.store, Introduction, until=self.until),
            population=self.store.population(),
            term_counts=Shelf(self.store.term_counts, known=_counts(shared)),
        )
        seen = Glimpse(
            shared=shared,
            places=self._places(asked[person]),
            contacts=frozenset(ends),
            strength=self._strengths,
        )
        most = bounds(facts, person, seen)
        profiles = Shelf(self._profiles, self._order(person, most), _AT_ONCE, asked)
        ties = Shelf(self._ties, self._order(person, most), _AT_ONCE)
        return replace(facts, profiles=profiles, ties=ties, bounds=most)

    def _order(self, person: PersonId, most: Iterable[PersonId]) -> Iterator[PersonId]:
        """Yield the person asked about, the owner, and the others in turn, each once."""
        first = (person, self.owner)
        yield from dict.fromkeys(first)
        yield from (pid for pid in most if pid not in first)

    def ways_to(self, targets: Collection[PersonId]) -> Facts:
        """Return what a search for ways to `targets` needs: people within two steps of them."""
        reached = set(targets)
        for _ in range(2):
            known = self._acquaintances(reached)
            reached |= _ends(known)
        asked = self._facts(reached, {"boundary"})
        people = self.store.people(reached | {self.owner})
        ties = self._ties(reached)
        return Facts(
            owner=self.owner,
            as_of=self.present,
            profiles={p.id: Profile(p, boundaries=tuple(asked[p.id])) for p in people},
            ties=ties,
            acquaintances=_by_end(known),
            strangers=self._strangers(reached - ties.keys()),
            introductions=states_of(self.store, Introduction, until=self.until),
        )

    def _ties(self, others: Collection[PersonId]) -> Mapping[PersonId, TieStats]:
        return dict(self.store.ties(self.owner, others=others, until=self.until))

    def _strangers(self, silent: set[PersonId]) -> frozenset[PersonId]:
        """Return who of those without contact is in no list and no word of the owner's."""
        if not silent:
            return frozenset()
        written = self.store.events(_WRITTEN, people=silent, until=self.until)
        listed = {pid for one in written for pid in people_of(one.event).values()}
        return frozenset(
            pid
            for pid in silent - listed - {self.owner}
            if _OWN_HANDLES.isdisjoint(handle.kind for handle in self.store.handles(pid))
        )

    def _strengths(self, others: Collection[PersonId]) -> dict[PersonId, float]:
        figures = ["log_strength"]
        found = self.store.tie_figures(self.owner, figures, others=others, until=self.until)
        return dict(found)

    def _places(self, asked: Profile) -> frozenset[PersonId]:
        """Return who was at a school or former employer of the person asked about."""
        past = [one for one in asked.affiliations if one.kind == "school" or one.end is not None]
        keys = _organization_keys(past) if past else set()
        found = self.store.affiliations(organizations=keys) if keys else []
        return frozenset(one.person for one in found)

    def _acquaintances(self, people: Collection[PersonId] | None) -> Evidence:
        found = self.store.events(["acquaintance"], people=people, until=self.until)
        return cast("Evidence", found)

    def _facts(
        self, people: Collection[PersonId] | None, kinds: Collection[str]
    ) -> dict[PersonId, list[Recorded[Fact]]]:
        """Return what these people said of themselves, of these kinds."""
        found = self.store.events(["fact"], people=people, until=self.until)
        kept: dict[PersonId, list[Recorded[Fact]]] = defaultdict(list)
        for one in cast("list[Recorded[Fact]]", found):
            if one.event.kind in kinds:
                kept[one.event.person].append(one)
        return kept

    def _wishes(
        self, kind: type[W], people: Collection[PersonId] | None
    ) -> dict[PersonId, list[State[W]]]:
        """Return the needs or offers that are still open, by whose they are."""
        kept: dict[PersonId, list[State[W]]] = defaultdict(list)
        for state in states_of(self.store, kind, people, self.until):
            if is_open(state):
                kept[state.event.person].append(state)
        return kept

    def _profiles(self, people: Collection[PersonId] | None) -> dict[PersonId, Profile]:
        """Return what is known of each of these people, by their ids that stand now."""
        needs, offers = self._wishes(Need, people), self._wishes(Offer, people)
        facts = self._facts(people, {"interest", "hobby", "goal", "boundary"})
        jobs: dict[PersonId, list[Affiliation]] = defaultdict(list)
        for job in self.store.affiliations(people):
            jobs[job.person].append(job)
        claims: dict[PersonId, list[Claim]] = defaultdict(list)
        for claim in self.store.claims(people, {"skill", "headline", "circle"}):
            claims[claim.person].append(claim)
        return {
            person.id: Profile(
                person=person,
                needs=tuple(needs[person.id]),
                offers=tuple(offers[person.id]),
                affiliations=tuple(jobs[person.id]),
                skills=_values(claims[person.id], "skill") + _values(claims[person.id], "headline"),
                interests=tuple(f for f in facts[person.id] if f.event.kind != "boundary"),
                boundaries=tuple(f for f in facts[person.id] if f.event.kind == "boundary"),
                circles=_values(claims[person.id], "circle"),
            )
            for person in self.store.people(people)
        }


def _counts(shared: Groups[tuple[str, TermOrigin]]) -> dict[str, int]:
    """Return how many people have each term."""
    counts: dict[str, int] = defaultdict(int)
    for words, people in shared:
        for term in {term for term, _ in words}:
            counts[term] += len(people)
    return counts


def _by_end(found: Iterable[Recorded[Acquaintance]]) -> dict[PersonId, Evidence]:
    kept: dict[PersonId, Evidence] = defaultdict(list)
    for one in found:
        for end in {one.event.a, one.event.b}:
            kept[end].append(one)
    return kept


def _ends(found: Iterable[Recorded[Acquaintance]]) -> set[PersonId]:
    return {end for one in found for end in (one.event.a, one.event.b)}


def _values(claims: Iterable[Claim], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.value for claim in claims if claim.field == field))


def _said(profile: Profile) -> frozenset[str]:
    """Return the terms of all that somebody needs, offers, does now and cares about."""
    texts = [state.event.text for state in profile.wishes]
    texts += [*profile.skills, *(fact.event.text for fact in profile.interests)]
    texts += [one.title for one in profile.affiliations if one.end is None]
    return frozenset(term for text in texts for term in terms(text))


def _organization_keys(affiliations: Iterable[Affiliation]) -> set[str]:
    from netkit.domain.organizations import organization_key

    return {organization_key(one.organization) for one in affiliations} - {""}
