"""A store keeps these promises: each sentence has a test in tests/contract, run on every adapter.

A store keeps what was said, never changes it, and derives the rest: who is one person, how many
days two people were in touch, which words find somebody. All people in what it returns are the
ids that stand *now*: an event recorded of somebody who was joined to another speaks of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from netkit.store.care_port import Care
from netkit.store.meanings_port import Meanings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime, tzinfo

    from netkit.model.events import Event, Interaction
    from netkit.model.history import Recorded
    from netkit.model.people import Affiliation, Claim, Handle, Person, PersonId
    from netkit.store.values import (
        Batch,
        Change,
        CutOffChange,
        Doubt,
        PairDay,
        Receipt,
        Sayings,
        Sharing,
        Term,
    )
    from netkit.ties.statistics import TieStats

__all__ = ["Care", "Events", "Meanings", "People", "Prefilters", "Store", "Ties"]

T = TypeVar("T")


class People(Protocol):
    """People, and what sources say of them."""

    def owners(self) -> tuple[PersonId, ...]:
        """Return the owners of this network, in the order in which they were set."""

    def people_by_handle(self, keys: Collection[str]) -> dict[str, PersonId]:
        """Return the person each of these handle keys belongs to now; unknown keys are left out."""

    def people(self, ids: Collection[PersonId] | None = None) -> list[Person]:
        """Return the people of `ids` (any id of theirs), or everybody, by id; unknown ids not."""

    def named(self, words: Sequence[str]) -> list[Person]:
        """Return the people whose folded name has, for every word given, a word beginning so."""

    def handles(self, person: PersonId) -> list[Handle]:
        """Return every handle joined to `person`, the one that names them first."""

    def handles_of(self, people: Collection[PersonId]) -> dict[PersonId, list[Handle]]:
        """Return `handles` of each of these people, read together; unknown ids are left out."""

    def claims(
        self, people: Collection[PersonId] | None = None, fields: Collection[str] | None = None
    ) -> list[Claim]:
        """Return the claims of sources on these people (or everybody), by person, field and time.

        With `fields`, only claims of these fields.
        """

    def affiliations(
        self,
        people: Collection[PersonId] | None = None,
        organizations: Collection[str] | None = None,
    ) -> list[Affiliation]:
        """Return the affiliations of these people, or at these organizations (by key), or all."""

    def organizations(self, words: Sequence[str]) -> list[str]:
        """Return the keys of the organizations in whose name, for every word, one begins so."""

    def living_in(self, words: Sequence[str]) -> list[Person]:
        """Return people in a city with a word that begins with each of these, folded, by id."""

    def with_terms(self, terms: Collection[str] | None = None) -> list[Term]:
        """Return the people with any of these terms (or any term), and where from, by person."""

    def term_counts(self, terms: Collection[str] | None = None) -> dict[str, int]:
        """Return the number of people with each of these terms (or each term), from anywhere."""

    def doubts(self) -> list[Doubt]:
        """Return every doubt, the newest verdict of each pair only."""


class Events(Protocol):
    """Changes are recorded and undone; events and interactions are read."""

    def append(self, change: Change) -> Receipt:
        """Record `change` whole: killed at any moment, the store holds all of it or none.

        Recording the same change again adds nothing: events are known by their hash, handles by
        kind and value, claims and affiliations by what they say. Handles, events and claims of
        somebody forgotten are left out. The order of events does not matter. A change of which
        nothing is new leaves no batch, so that undo takes back what was really said last; its
        receipt has the number 0. Events and contacts of `removals` are taken out before what is
        new comes in; an import (its label begins so) does not bring back what another change
        than an import took out.
        """

    def withdraw(self, at: datetime) -> Batch | None:
        """Undo the last change that still stands, exactly, and return it; None when none does.

        What it recorded is set aside with the time `at`, not lost; recording it again is a new
        change. What it removed stands again, unless the change that recorded it was undone.
        """

    def search_texts(self, words: Sequence[str]) -> list[Recorded[Event]]:
        """Return events and contacts whose text has, for every folded word, one that begins so.

        The newest first. An index that this needs is made and kept up by this method alone: what
        is recorded pays nothing for it. Forgetting leaves no word of it behind.
        """

    def recorded_by(self, batch: int) -> dict[str, list[dict[str, Any]]]:
        """Return the rows that a change recorded and that stand, by table, as `dump` gives them."""

    def batches(self) -> list[Batch]:
        """Return every change recorded, the oldest first."""

    def events(
        self,
        kinds: Collection[str],
        *,
        people: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[Recorded[Event]]:
        """Return events of these kinds (not interactions) in which any of `people` has a part.

        Up to and with `until`; by time, then id.
        """

    def sayings(
        self,
        people: Collection[PersonId] | None,
        kinds: Collection[str],
        fields: Collection[str],
        *,
        until: datetime | None = None,
    ) -> Sayings:
        """Return the results of `people`, `events`, `affiliations` and `claims`, read together."""

    def event_counts(
        self, kind: str, *, until: datetime | None = None, least: int = 1
    ) -> dict[PersonId, int]:
        """Return the number of events of a kind (not interactions) in which each person has a part.

        Owners, who have one in most, and who has one in fewer than `least` are left out.
        """

    def interactions(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> list[Recorded[Interaction]]:
        """Return the contacts in which all of `people` took part, the newest first."""

    def last_contacts(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> dict[PersonId, list[Recorded[Interaction]]]:
        """Return the last contacts in which each of `people` took part, by person, newest first.

        The same as `interactions` of each alone, read together; who has none is left out.
        """

    def meetings(
        self, person: PersonId, *, since: datetime, until: datetime
    ) -> list[Recorded[Interaction]]:
        """Return the meetings of a time in which `person` took part, the newest first."""

    def in_touch_otherwise(
        self,
        person: PersonId,
        others: Collection[PersonId],
        channels: Collection[str],
        *,
        until: datetime | None = None,
    ) -> set[PersonId]:
        """Return which of `others` did more with `person` than write to them.

        `person` wrote to them or called them, or they reached `person` on none of these channels.
        """

    def all_interactions(self) -> Iterator[Recorded[Interaction]]:
        """Yield every contact by time, then id, without holding them all."""


class Ties(Protocol):
    """Contact-days of pairs and the statistics of them, derived from interactions."""

    def ties(
        self,
        person: PersonId,
        *,
        others: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[tuple[PersonId, TieStats]]:
        """Return the ties of `person` (with `others` alone), each with the other end, by its id.

        Directions in the statistics are seen from `person`: ``ab`` is out. With `until`, only
        contacts up to and with that day are counted.
        """

    def tie_figures(
        self, person: PersonId, fields: Sequence[str], *, until: datetime | None = None
    ) -> list[tuple[Any, ...]]:
        """Return figures of every tie of `person`: the other end, then these fields in turn.

        `fields` are those of :class:`~netkit.ties.statistics.TieStats`, seen from `person`. In no
        particular order; for ranking many ties by little, the whole of few comes from `ties`.
        """

    def tie(self, a: PersonId, b: PersonId, *, until: datetime | None = None) -> TieStats | None:
        """Return the tie between two people, seen from `a`; None when there is none."""

    def days(
        self, person: PersonId, others: Collection[PersonId], *, until: datetime | None = None
    ) -> dict[PersonId, list[tuple[int, float, float]]]:
        """Return for each of `others` the (day, out, in) of its contact-days, oldest first."""

    def days_of_pairs(
        self, pairs: Collection[tuple[PersonId, PersonId]], *, until: datetime | None = None
    ) -> dict[tuple[PersonId, PersonId], list[tuple[int, float, float]]]:
        """Return `days` of each pair, seen from its first, read together; one without is left out.

        The keys are the pairs as they are given, whichever ids of the two they name.
        """

    def day_counts(
        self, person: PersonId, *, since: datetime, until: datetime | None = None
    ) -> dict[int, int]:
        """Return the number of people `person` was in contact with on each day from `since` on."""

    def contacts(
        self, *, without: PersonId | None = None, until: datetime | None = None
    ) -> Iterable[PairDay]:
        """Yield every contact-day of every pair, by pair and day; none `without` takes part in."""

    def span(self) -> tuple[int, int] | None:
        """Return the first and the last contact-day; None in an empty network."""


class Prefilters(Protocol):
    """Pre-filters for one question: may return extra rows, must never omit one."""

    def fading_ties(
        self,
        person: PersonId,
        fields: Sequence[str],
        *,
        least_days: int,
        last_before: int,
        strengths: tuple[float, float],
        until: datetime | None = None,
    ) -> list[tuple[Any, ...]]:
        """Return figures of the ties of `person` that may be fading; `netkit.ties.outlook` decides.

        Those of at least `least_days` contact-days, the last before day `last_before`, with a
        `log_strength` from the first of `strengths` to below the second. Rows as `tie_figures`
        gives them, in any order.
        """

    def leaning_ties(
        self,
        person: PersonId,
        least: Mapping[int, float],
        share: float,
        *,
        below: int | None = None,
        until: datetime | None = None,
    ) -> tuple[list[tuple[PersonId, int, int, int]], int]:
        """Return contact-days, and days out and in, of ties of `person` that may lean to one side.

        `least` tells for numbers of contact-days, one after the other, how many the larger side
        needs, a day of both counting half to either; of more days it needs this `share`; fewer do
        not lean. With `below`, those of fewer contact-days. Besides: the most contact-days that
        one left out can have, since those of many days may come first; 0 when none is.
        """

    def about(
        self,
        terms: Collection[str],
        worth: Mapping[str, float],
        *,
        limit: int,
        also: Collection[PersonId] = (),
    ) -> list[Term]:
        """Return people by these terms: those of `also`, and the best `limit` with them all.

        Best by what the origins of their terms are worth (a term counts by its best, an origin
        once; one that is not named is worth what a title is), then by id; without owners and
        unknown people.
        """

    def sharing(
        self,
        person: PersonId,
        asked: PersonId,
        terms: Mapping[str, Collection[str]],
        *,
        until: datetime | None = None,
    ) -> list[Sharing]:
        """Return people sharing any of these terms, with the strength of their tie with `person`.

        `terms` : each with the origins that count. Not `asked`, nor `person`.
        """


class Store(People, Events, Ties, Prefilters, Meanings, Care, Protocol):
    """One network, open, beside those of the other members of its team."""

    def from_one_state(self, work: Callable[[], T]) -> T:
        """Return the result of `work`, which reads one state of the network, whoever else writes.

        `work` may be called again after another's change, and so writes nothing that could not be
        written twice, and reads nothing after it. Within another `work` it is only called.

        Raises
        ------
        StoreBusyError
            Others change the network all the time, and may not be made to wait.
        """

    @property
    def zone(self) -> tzinfo:
        """The owner's clocks: contact-days are counted on them, and times come on them."""

    @property
    def engine(self) -> str:
        """``sqlite`` or ``neo4j``."""

    @property
    def unfinished(self) -> tuple[CutOffChange, ...]:
        """Return the changes that were cut off, or at work, when last read; a file has none."""

    @property
    def url(self) -> str:
        """Return the address of the network, without any secret."""

    @property
    def member(self) -> str:
        """Return the name of the member of a team whose network this is; empty for the first."""

    def members(self) -> list[str]:
        """Return the names of the team's members whose networks are there, by name.

        This one's is among them. Networks of another name are no part of the team.
        """

    def teammate(self, member: str) -> Store:
        """Open the network of another member; closing it leaves this one open.

        Raises StoreError where there is none, or it may not be read.
        """

    def close(self) -> None:
        """Close the network. Closing twice is harmless."""
