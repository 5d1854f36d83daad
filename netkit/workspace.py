"""A network, open: one store, one owner, and the readings that every question starts from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar, cast

from netkit.domain.dates import end_of_day, to_epoch
from netkit.domain.events import (
    Acquaintance,
    Event,
    Fact,
    Favour,
    Introduction,
    Need,
    Offer,
    Step,
)
from netkit.domain.fold import Recorded, State, is_open, states
from netkit.domain.people import Affiliation, Claim, Person, PersonId
from netkit.domain.topics import terms
from netkit.errors import NothingFoundError, UsageError
from netkit.graph.facts import Facts, Profile
from netkit.graph.lapse import DEFAULTS, Coefficients
from netkit.graph.strength import strength
from netkit.graph.ties import TieStats
from netkit.store import open_store
from netkit.store.port import LAPSE_SETTING, Store

if TYPE_CHECKING:
    from netkit.analysis.balance import Standing
    from netkit.analysis.results import Results
    from netkit.graph.network import Network
    from netkit.importers.port import Options
    from netkit.intake import ImportReport

__all__ = ["Workspace", "open_workspace"]

E = TypeVar("E", bound=Event)
W = TypeVar("W", Need, Offer)


def open_workspace(
    url: str | Path, *, now: datetime | None = None, create: bool = True
) -> Workspace:
    """Open the network at a path or a ``neo4j://host/database`` address.

    Parameters
    ----------
    now : the present, with a zone; by default the clock's, read once.

    Raises
    ------
    StoreError
        It cannot be reached, is damaged, or is not there and `create` is False.
    """
    return Workspace(open_store(url, create=create), now or datetime.now(UTC))


class Workspace:
    """A network, open; use it in a ``with`` statement."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store = store
        self.now = now

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.store.close()

    # --- who -------------------------------------------------------------------------------

    @cached_property
    def owner(self) -> PersonId:
        """The one whose network it is; the first owner of a team's.

        Raises
        ------
        NothingFoundError
            Nobody is set yet: nothing was imported.
        """
        owners = self.store.owners()
        if not owners:
            raise NothingFoundError(
                "this network does not know whose it is; 'netkit init --me \"Your Name\"' or an"
                " import tells it"
            )
        return owners[0]

    def person(self, text: str) -> Person:
        """Return the one person that `text` names; see :mod:`netkit.naming`.

        Raises
        ------
        NothingFoundError
            Nobody is called so; the message names who comes nearest.
        AmbiguousNameError
            Several are; the message tells them apart.
        """
        from netkit.naming import one_person

        return one_person(self.store, text)

    def people(self) -> list[Person]:
        """Return everybody, the owner and unknown ones among them, by id."""
        return self.store.people()

    # --- writing ---------------------------------------------------------------------------

    def import_file(self, path: str | Path, options: Options | None = None) -> ImportReport:
        """Import a file or folder: all of it, or on an error nothing; see `netkit.intake`."""
        from netkit.intake import import_file

        return import_file(self.store, Path(path), now=self.now, options=options)

    # --- what everyday questions read ------------------------------------------------------

    def ties(self, as_of: datetime | None = None) -> dict[PersonId, TieStats]:
        """Return the owner's ties, by the other person."""
        return dict(self.store.ties(self.owner, until=as_of))

    def days(
        self, others: Collection[PersonId], as_of: datetime | None = None
    ) -> dict[PersonId, list[float]]:
        """Return the contact-days of the owner's ties with `others`, oldest first."""
        found = self.store.days(self.owner, others, until=as_of)
        return {pid: [float(row[0]) for row in rows] for pid, rows in found.items()}

    def acquainted(self) -> dict[PersonId, Person]:
        """Return everybody but owners and unknown ones, by id."""
        return {p.id: p for p in self.store.people() if not (p.owner or p.unknown)}

    def close_at(self, then: datetime) -> set[PersonId]:
        """Return whose tie with the owner was among the closest fifty on a past day."""
        day = to_epoch(then) // 86_400
        ranked = sorted(
            ((stats.log_strength, pid) for pid, stats in self.ties(then).items()), reverse=True
        )
        good = [pid for ls, pid in ranked[:50] if strength(ls, day) >= 1.0]
        return set(good)

    def standings(self, as_of: datetime | None = None) -> Results[Standing]:
        """Return how giving and getting stand with everybody."""
        from netkit.analysis.balance import standings

        return standings(
            self.acquainted(),
            self.ties(as_of),
            self.states(Favour, as_of=as_of),
            self.owner,
            as_of or self.now,
        )

    def coefficients(self, as_of: datetime | None = None) -> Coefficients:
        """Return the lapse formula's coefficients, drawn to the owner's own past.

        Fitted when something was imported; a past `as_of` is answered with the defaults, since
        the kept ones have seen what came after it.
        """
        kept = self.store.setting(LAPSE_SETTING)
        span = self.store.span()
        if kept is None or (as_of is not None and span and to_epoch(as_of) // 86_400 < span[1]):
            return DEFAULTS
        return Coefficients(**json.loads(kept))

    def states(
        self,
        kind: type[E],
        *,
        people: Collection[PersonId] | None = None,
        as_of: datetime | None = None,
    ) -> list[State[E]]:
        """Return the events of one kind with what became of them, by time."""
        name = kind.__name__.lower()
        found = cast("list[Recorded[E]]", self.store.events([name], people=people, until=as_of))
        steps = [one.event for one in self.store.events(["step"], until=as_of)]
        return states(found, cast("list[Step]", steps))

    def facts(self, as_of: datetime | None = None) -> Facts:
        """Return what is known of everybody."""
        return self._facts(None, as_of)

    def facts_around(self, person: PersonId, as_of: datetime | None = None) -> Facts:
        """Return what is known of `person` and of everybody who has anything to do with them.

        Introductions to `person` come out the same from this as from :meth:`facts`.
        """
        return self._facts(self._around(person, as_of), as_of)

    def facts_to(self, targets: Collection[PersonId], as_of: datetime | None = None) -> Facts:
        """Return what a search for ways to `targets` needs: people within two steps of them."""
        reached = set(targets)
        for _ in range(2):
            known = self._acquaintances(reached, as_of)
            reached |= {end for one in known for end in (one.event.a, one.event.b)}
        found: dict[PersonId, list[Recorded[Acquaintance]]] = defaultdict(list)
        for one in known:
            for end in {one.event.a, one.event.b}:
                found[end].append(one)
        ties, asked = self.ties(as_of), self._boundaries(reached, as_of)
        people = self.store.people(reached | {self.owner})
        return Facts(
            owner=self.owner,
            as_of=as_of or self.now,
            profiles={p.id: Profile(p, boundaries=tuple(asked[p.id])) for p in people},
            ties={pid: stats for pid, stats in ties.items() if pid in reached},
            acquaintances=found,
            introductions=self.states(Introduction, as_of=as_of),
        )

    def _boundaries(
        self, people: Collection[PersonId], as_of: datetime | None
    ) -> dict[PersonId, list[Recorded[Fact]]]:
        """Return what these people asked not to happen."""
        said = cast("list[Recorded[Fact]]", self.store.events(["fact"], people=people, until=as_of))
        kept: dict[PersonId, list[Recorded[Fact]]] = defaultdict(list)
        for one in said:
            if one.event.kind == "boundary":
                kept[one.event.person].append(one)
        return kept

    def _around(self, person: PersonId, as_of: datetime | None) -> set[PersonId]:
        """Return who a need, a craft, a place or a contact brings near `person`."""
        store = self.store
        profile = self._profiles({person}, as_of)[person]
        texts = [state.event.text for state in profile.wishes]
        texts += [*profile.skills, *(fact.event.text for fact in profile.interests)]
        texts += [one.title for one in profile.affiliations if one.end is None]
        wanted = frozenset(term for text in texts for term in terms(text))
        around = {person, self.owner}
        around |= {term.person for term in store.with_terms(wanted)}
        past = [one for one in profile.affiliations if one.kind == "school" or one.end is not None]
        keys = _organization_keys(past)
        around |= {one.person for one in store.affiliations(organizations=keys)} if keys else set()
        known = self._acquaintances({person}, as_of)
        friends = {end for one in known for end in (one.event.a, one.event.b)}
        further = self._acquaintances(friends, as_of) if friends else []
        return around | friends | {end for one in further for end in (one.event.a, one.event.b)}

    def _acquaintances(
        self, people: Collection[PersonId] | None, as_of: datetime | None
    ) -> list[Recorded[Acquaintance]]:
        found = self.store.events(["acquaintance"], people=people, until=as_of)
        return cast("list[Recorded[Acquaintance]]", found)

    def _facts(self, people: set[PersonId] | None, as_of: datetime | None) -> Facts:
        known: dict[PersonId, list[Recorded[Acquaintance]]] = defaultdict(list)
        for one in self._acquaintances(people, as_of):
            for end in {one.event.a, one.event.b}:
                known[end].append(one)
        profiles = self._profiles(people, as_of)
        counts = self.term_counts(None if people is None else _all_terms(profiles.values()))
        return Facts(
            owner=self.owner,
            as_of=as_of or self.now,
            profiles=profiles,
            ties=self.ties(as_of),
            acquaintances=known,
            introductions=self.states(Introduction, as_of=as_of),
            population=self.store.counts().people,
            term_counts=counts,
        )

    def term_counts(self, wanted: frozenset[str] | None) -> dict[str, int]:
        """Return in how many people's profile each term stands."""
        holders: dict[str, set[PersonId]] = defaultdict(set)
        for term in self.store.with_terms(wanted):
            holders[term.term].add(term.person)
        return {term: len(people) for term, people in holders.items()}

    def _profiles(
        self, people: set[PersonId] | None, as_of: datetime | None
    ) -> dict[PersonId, Profile]:
        """Return what is known of each of these people, by their ids that stand now."""
        needs = _by_person(self.states(Need, people=people, as_of=as_of))
        offers = _by_person(self.states(Offer, people=people, as_of=as_of))
        said = cast("list[Recorded[Fact]]", self.store.events(["fact"], people=people, until=as_of))
        facts: dict[PersonId, list[Recorded[Fact]]] = defaultdict(list)
        for one in said:
            facts[one.event.person].append(one)
        jobs: dict[PersonId, list[Affiliation]] = defaultdict(list)
        for job in self.store.affiliations(people):
            jobs[job.person].append(job)
        claims: dict[PersonId, list[Claim]] = defaultdict(list)
        for claim in self.store.claims(people):
            claims[claim.person].append(claim)
        return {
            person.id: _profile(
                person,
                needs.get(person.id, []),
                offers.get(person.id, []),
                jobs.get(person.id, []),
                facts.get(person.id, []),
                claims.get(person.id, []),
            )
            for person in self.store.people(people)
        }

    def network(self, as_of: datetime | date | str | None = None) -> Network:
        """Return the whole network as arrays, with its facts; imports numpy.

        A date means the end of that day. Its ids are the ids of people; an event of it is one
        contact-day of a pair, one way.
        """
        from netkit.graph.network import Network

        until = _moment(as_of)
        sources, targets, times, weights = [], [], [], []
        for contact in self.store.contacts(until=until):
            for sender, receiver, weight in (
                (contact.a, contact.b, contact.ab),
                (contact.b, contact.a, contact.ba),
            ):
                if weight > 0:
                    sources.append(sender)
                    targets.append(receiver)
                    times.append(contact.day * 86_400)
                    weights.append(weight)
        net = Network.from_events(sources, targets, times, as_of=until or self.now, weights=weights)
        facts = self.facts(until) if self.store.owners() else None
        return replace(net, facts={} if facts is None else {"facts": facts})


def _moment(as_of: datetime | date | str | None) -> datetime | None:
    if as_of is None or (isinstance(as_of, datetime) and as_of.tzinfo is not None):
        return as_of
    if isinstance(as_of, datetime):
        raise UsageError("as_of needs a time zone")
    try:
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    except ValueError as error:
        raise UsageError(f"not a date: {as_of!r}; write 2026-11-01") from error
    return end_of_day(day)


def _by_person(found: Iterable[State[W]]) -> dict[PersonId, list[State[W]]]:
    """Return the wishes that are still open, by whose they are."""
    kept: dict[PersonId, list[State[W]]] = defaultdict(list)
    for state in found:
        if is_open(state):
            kept[state.event.person].append(state)
    return kept


def _profile(
    person: Person,
    needs: list[State[Need]],
    offers: list[State[Offer]],
    jobs: list[Affiliation],
    facts: list[Recorded[Fact]],
    claims: list[Claim],
) -> Profile:
    return Profile(
        person=person,
        needs=tuple(needs),
        offers=tuple(offers),
        affiliations=tuple(jobs),
        skills=_values(claims, "skill") + _values(claims, "headline"),
        interests=tuple(f for f in facts if f.event.kind in {"interest", "hobby", "goal"}),
        boundaries=tuple(f for f in facts if f.event.kind == "boundary"),
        circles=_values(claims, "circle"),
    )


def _values(claims: Iterable[Claim], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.value for claim in claims if claim.field == field))


def _all_terms(profiles: Iterable[Profile]) -> frozenset[str]:
    return frozenset(
        term
        for profile in profiles
        for text in (
            *(state.event.text for state in profile.wishes),
            *profile.skills,
            *(fact.event.text for fact in profile.interests),
            *(one.title for one in profile.affiliations),
        )
        for term in terms(text)
    )


def _organization_keys(affiliations: Iterable[Affiliation]) -> set[str]:
    from netkit.domain.organizations import organization_key

    return {organization_key(one.organization) for one in affiliations} - {""}
