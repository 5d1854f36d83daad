"""A network as of one moment: the store's rows, as every answer reads them."""

from __future__ import annotations

from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from netkit.answers.facts_reader import FactsReader
from netkit.answers.people_and_states import Contacts, read_steps, shown, states_of
from netkit.errors import NothingFoundError
from netkit.model.events import Event
from netkit.model.frozen import replace
from netkit.model.people import PersonId
from netkit.model.when import date_of, day_number, start_of_day, to_epoch
from netkit.store.values import LAPSE_SETTING
from netkit.support.lazy_mapping import LazyMapping
from netkit.ties.lapse import DEFAULTS, Coefficients

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from netkit.answers.boundaries import Boundaries
    from netkit.answers.cadence import Wishes
    from netkit.answers.departed import Departed
    from netkit.answers.facts import Facts, Profile
    from netkit.answers.gate import Gate
    from netkit.answers.owner_time import OwnerTime
    from netkit.answers.proposals import Memory
    from netkit.answers.recorded_deeds import Deed
    from netkit.model.events import Fact, Favour, Interaction, Promise, Step
    from netkit.model.history import Recorded, State
    from netkit.model.people import Person
    from netkit.store.port import Store
    from netkit.ties.network import Network
    from netkit.ties.outlook import Outlook, Trend
    from netkit.ties.owner_clock import RecentClock
    from netkit.ties.rhythm import Rhythm
    from netkit.ties.stale_log import StaleLog
    from netkit.ties.statistics import TieStats

__all__ = ["TIE_FIGURES", "NetworkView", "TieFigures"]

E = TypeVar("E", bound=Event)


class TieFigures(NamedTuple):
    """The figures that rank a tie; see `netkit.ties.statistics.TieStats`."""

    person: PersonId
    contact_days: int
    last_day: float
    log_strength: float


#: The statistics by which ties are ranked before their contact-days are read.
TIE_FIGURES = TieFigures._fields[1:]


class NetworkView:
    """A network seen by its owner at one moment.

    Parameters
    ----------
    store : where the network is kept.
    now : the clock, read once, with a zone.
    as_of : a past moment; nothing later is read. None for the present and all there is.

    Both are put on the owner's clocks, so that their days are those of contacts.
    """

    def __init__(self, store: Store, now: datetime, as_of: datetime | None = None) -> None:
        self.store = store
        self.now = now.astimezone(store.zone)
        self.as_of = None if as_of is None else as_of.astimezone(store.zone)

    @property
    def present(self) -> datetime:
        """The moment that answers are for."""
        return self.as_of or self.now

    def at(self, as_of: datetime | None) -> NetworkView:
        """Return the same network as of another moment; None for the present."""
        return NetworkView(self.store, self.now, as_of)

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

    @cached_property
    def me(self) -> Person:
        """The owner as a person."""
        return self.store.people([self.owner])[0]

    # --- people ----------------------------------------------------------------------------

    @cached_property
    def contacts(self) -> Contacts:
        """Everybody but owners and unknown ones, by id; read when they are looked at."""
        return Contacts(self.store)

    def contacts_among(self, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """Return those of `ids` who are neither owners nor unknown, by id."""
        return shown(self.store.people(ids))

    def boundaries(self, people: Collection[PersonId] | None = None) -> dict[PersonId, Boundaries]:
        """Return the boundaries of those people who asked for any."""
        from netkit.answers.boundaries import boundaries

        events = self.store.events(["fact"], people=people, until=self.as_of)
        asked: dict[PersonId, list[Recorded[Fact]]] = {}
        for recorded in cast("list[Recorded[Fact]]", events):
            if recorded.event.kind == "boundary":
                asked.setdefault(recorded.event.person, []).append(recorded)
        return {pid: boundaries(facts) for pid, facts in asked.items()}

    def departed(self, people: Collection[PersonId] | None = None) -> dict[PersonId, Departed]:
        """Return those of these people (or of everybody) who died or were archived, by id."""
        from netkit.answers.departed import departed_people

        return departed_people(self.store, people, self.as_of)

    @cached_property
    def gate(self) -> Gate:
        """The one gate that every proposal passes; see `netkit.answers.gate`."""
        from netkit.answers.gate import Gate

        return Gate(self)

    # --- ties ------------------------------------------------------------------------------

    def ties(self, others: Collection[PersonId] | None = None) -> dict[PersonId, TieStats]:
        """Return the owner's ties (with `others` alone), by the other person."""
        return dict(self.store.ties(self.owner, others=others, until=self.as_of))

    @cached_property
    def tie_figures(self) -> list[TieFigures]:
        """The figures of every tie of the owner's by which ties are ranked; read once."""
        rows = self.store.tie_figures(self.owner, TIE_FIGURES, until=self.as_of)
        return [TieFigures._make(row) for row in rows]

    def days(self, others: Collection[PersonId]) -> dict[PersonId, list[float]]:
        """Return the contact-days of the owner's ties with `others`, oldest first."""
        rows = self.store.days(self.owner, others, until=self.as_of)
        return {pid: [float(row[0]) for row in days] for pid, days in rows.items()}

    @cached_property
    def _owner_time(self) -> OwnerTime:
        from netkit.answers.owner_time import OwnerTime

        return OwnerTime(self, lambda: len(self.tie_figures))

    @property
    def clock(self) -> RecentClock:
        """The owner's clock; see `netkit.answers.owner_time`."""
        return self._owner_time.clock

    @property
    def stale_log(self) -> StaleLog | None:
        """The end of the owner's log if nobody was heard of for an unusual time; else None."""
        return self._owner_time.stale_log

    @cached_property
    def wished_rhythms(self) -> dict[PersonId, Rhythm]:
        """The rhythm that the owner wishes for, of everybody for whom there is a wish."""
        from netkit.answers.cadence import wished_rhythm
        from netkit.answers.memberships import membership_fields, memberships

        wishes = self.wishes()
        circles: dict[PersonId, tuple[str, ...]] = {PersonId(pid): () for pid in wishes.people}
        if wishes.circles:
            claims = self.store.claims(fields=membership_fields("circle"))
            circles |= memberships(claims, "circle", self.as_of)
        wished = {pid: wished_rhythm(pid, theirs, wishes) for pid, theirs in circles.items()}
        return {pid: rhythm for pid, rhythm in wished.items() if rhythm is not None}

    def outlooks(
        self,
        others: Collection[PersonId],
        days: Mapping[PersonId, Sequence[float]] | None = None,
    ) -> dict[PersonId, Outlook]:
        """Return the outlook of the owner's ties with these people; see `netkit.ties.outlook`.

        days : their contact-days, where they have been read already.
        """
        from netkit.ties.outlook import outlook

        now = day_number(self.present)
        days = self.days(others) if days is None else days
        firsts = (theirs[0] for theirs in days.values() if theirs)
        self.clock.look_back_to(min(firsts, default=now))
        return {
            pid: outlook(days.get(pid, ()), now, self.clock, self.wished_rhythms.get(pid))
            for pid in others
        }

    def trends(self, days: Mapping[PersonId, Sequence[float]]) -> dict[PersonId, Trend]:
        """Return the trend of `outlooks` alone, of many ties at once; imports numpy.

        days : the contact-days of the owner's ties with these people, oldest first.
        """
        from netkit.ties.outlook_columns import trends

        now, wished = day_number(self.present), self.wished_rhythms
        learnt = [pid for pid in days if pid not in wished]
        of_learnt = trends([days[pid] for pid in learnt], now, self.clock)
        of_wished = self.outlooks([pid for pid in days if pid in wished], days)
        return {
            **dict(zip(learnt, of_learnt, strict=True)),
            **{pid: outlook.trend for pid, outlook in of_wished.items()},
        }

    def last_contacts(self, person: PersonId) -> tuple[str, ...]:
        """Return the ids of the owner's last three contacts with `person`, newest first."""
        return self.last_contacts_of([person])[person]

    def last_contacts_of(self, people: Collection[PersonId]) -> dict[PersonId, tuple[str, ...]]:
        """Return `last_contacts` of each of these people, read together."""
        last = self.contacts_with_each(people, 3)
        return {pid: tuple(contact.id for contact in last[pid]) for pid in people}

    def contacts_with(self, person: PersonId, limit: int) -> list[Recorded[Interaction]]:
        """Return the last contacts between the owner and `person`, the newest first.

        One of the two wrote or called; words of a third in a group of both are the third's.
        Reads the other's contacts, which are far fewer than the owner's.
        """
        return self.contacts_with_each([person], limit)[person]

    def contacts_with_each(
        self, people: Iterable[PersonId], limit: int
    ) -> Mapping[PersonId, list[Recorded[Interaction]]]:
        """Return `contacts_with` each of these people, read some at a time in their order."""
        from netkit.store.one_way_senders import contacts_between

        def read(unread: Collection[PersonId]) -> dict[PersonId, list[Recorded[Interaction]]]:
            return contacts_between(self.store, self.owner, unread, limit, self.as_of)

        return LazyMapping(read, people, at_once=8)

    def coefficients(self) -> Coefficients:
        """Return the lapse formula's coefficients, drawn to the owner's own past.

        Fitted when something was imported; a past moment is answered with the defaults, since
        the kept ones have seen what came after it.
        """
        import json

        stored = self.store.setting(LAPSE_SETTING)
        span = None if self.as_of is None else self.store.span()
        past = self.as_of is not None and span and day_number(self.as_of) < span[1]
        if stored is None or past:
            return DEFAULTS
        return Coefficients(**json.loads(stored))

    # --- events and what follows from them -------------------------------------------------

    def states(
        self, kind: type[E], *, people: Collection[PersonId] | None = None
    ) -> list[State[E]]:
        """Return the events of one kind with what became of them, by time."""
        return states_of(self.store, kind, people, self.as_of, lambda: self._steps)

    @cached_property
    def _steps(self) -> list[Step]:
        """Every recorded step; read once, since most questions take them several times."""
        return read_steps(self.store, self.as_of)

    @cached_property
    def favours(self) -> list[State[Favour]]:
        """All favours with what became of them, by time; read once."""
        from netkit.model.events import Favour

        return self.states(Favour)

    @cached_property
    def promises(self) -> list[State[Promise]]:
        """All promises with what became of them, by time; read once."""
        from netkit.model.events import Promise

        return self.states(Promise)

    def proposals(self) -> Memory:
        """Return earlier proposals, and what the owner answered to them."""
        from netkit.answers.proposals import SETTING, read_memory

        return read_memory(self.store.setting(SETTING))

    def wishes(self) -> Wishes:
        """Return the gaps that the owner wishes for contact, by person and circle."""
        from netkit.answers.cadence import SETTING, read_wishes

        return read_wishes(self.store.setting(SETTING))

    # --- facts -----------------------------------------------------------------------------

    def facts(self) -> Facts:
        """Return the facts of everybody."""
        facts = self._reader().everybody()
        self.contacts.add_all(profile.person for profile in facts.profiles.values())
        return self._gated(facts)

    def facts_at_large(self) -> Facts:
        """Load what `introductions()` needs for the whole network, in a tenth of the memory."""
        return self._gated(self._reader().at_large())

    def facts_around(self, person: PersonId) -> Facts:
        """Return the facts of `person` and of everybody who has anything to do with them.

        Introductions to `person` come out the same from this as from :meth:`facts`.
        """
        facts = self._reader().around(person)
        return self._gated(facts, (person, *facts.bounds))

    def facts_to(self, targets: Collection[PersonId]) -> Facts:
        """Return the facts a path search to `targets` needs: people within two steps of them."""
        return self._gated(self._reader().ways_to(targets))

    def profiles(self, people: Collection[PersonId]) -> Mapping[PersonId, Profile]:
        """Return the profile of each of these people, by id."""
        return self._reader().profiles(people)

    def network(self) -> Network:
        """Return the whole network as arrays, with its facts; imports numpy.

        Whoever the owner never answered is not in it. Its ids are the ids of people; an event of
        it is one contact-day of a pair, one way.
        """
        from dataclasses import replace as replaced

        from netkit.store.one_way_senders import one_way_senders
        from netkit.ties.network import Network

        owners = set(self.store.owners())
        senders = (
            one_way_senders(self.store, self.owner, until=self.as_of) if owners else frozenset()
        )
        zone = self.store.zone
        begin = cache(lambda day: to_epoch(start_of_day(date_of(day), zone)))
        sources, targets, times, weights = [], [], [], []
        for contact in self.store.contacts(until=self.as_of):
            if senders & {contact.a, contact.b} and owners & {contact.a, contact.b}:
                continue
            for sender, receiver, weight in (
                (contact.a, contact.b, contact.ab),
                (contact.b, contact.a, contact.ba),
            ):
                if weight > 0:
                    sources.append(sender)
                    targets.append(receiver)
                    times.append(begin(contact.day))
                    weights.append(weight)
        net = Network.from_events(
            sources, targets, times, as_of=self.present, weights=weights, zone=str(zone)
        )
        facts = self.facts() if owners else None
        return replaced(net, facts={} if facts is None else {"facts": facts})

    def _gated(self, facts: Facts, order: Sequence[PersonId] = ()) -> Facts:
        """Return facts with whom the gate leaves open, and a reader of the last deed with each.

        order : in which people are looked at, where most of them never are: the deeds with a few
            are read at a time. Without it those with everybody are read at once.
        """
        from netkit.answers.recorded_deeds import last_deeds

        @cache
        def every_deed() -> Mapping[PersonId, Deed]:
            return last_deeds(self)

        few_deeds = LazyMapping(partial(last_deeds, self), order)
        return replace(
            facts,
            proposable=self.gate.open_to("introduce"),
            deed_with=few_deeds.get if order else lambda person: every_deed().get(person),
        )

    def _reader(self) -> FactsReader:
        return FactsReader(self.store, self.owner, self.present, self.as_of)
