"""A network, open: one store, one owner, and the readings that every question starts from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from netkit.answers.facts_reader import Acquainted, Known, shown, states_of
from netkit.errors import NothingFoundError, UsageError
from netkit.model.events import Event, Favour
from netkit.model.when import day_number, end_of_day, to_epoch
from netkit.store import open_store
from netkit.store.team import member_url
from netkit.store.values import LAPSE_SETTING
from netkit.support.lazy_mapping import Shelf
from netkit.ties.lapse import DEFAULTS, Coefficients
from netkit.ties.strength import strength

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from netkit.answers.balance import Standing
    from netkit.answers.facts import Facts, Profile
    from netkit.answers.fading import Fading
    from netkit.answers.results import Results
    from netkit.importers.port import Options
    from netkit.importing import ImportReport
    from netkit.model.history import State
    from netkit.model.people import Person, PersonId
    from netkit.store.port import Store
    from netkit.ties.network import Network
    from netkit.ties.statistics import TieStats

__all__ = ["Workspace", "open_workspace"]

E = TypeVar("E", bound=Event)

#: Ties that are read together where no more than these may be shown.
_AT_ONCE = 64


def open_workspace(
    url: str | Path, *, now: datetime | None = None, create: bool = True, member: str = ""
) -> Workspace:
    """Open the network at a path or a ``neo4j://host/database`` address.

    Parameters
    ----------
    now : the present, with a zone; by default the clock's, read once.
    member : whose of a team's networks, by name; see `netkit.store.team`.

    Raises
    ------
    StoreError
        It cannot be reached, is damaged, or is not there and `create` is False.
    """
    if member:
        url = member_url(str(url), member)
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
        """Return the one person that `text` names; see :mod:`netkit.answers.name_lookup`.

        Raises
        ------
        NothingFoundError
            Nobody is called so; the message names who comes nearest.
        AmbiguousNameError
            Several are; the message tells them apart.
        """
        from netkit.answers.name_lookup import one_person

        return one_person(self.store, text)

    def people(self) -> list[Person]:
        """Return everybody, the owner and unknown ones among them, by id."""
        return self.store.people()

    # --- writing ---------------------------------------------------------------------------

    def import_file(self, path: str | Path, options: Options | None = None) -> ImportReport:
        """Import a file or folder: all of it, or on an error nothing; see `netkit.importing`."""
        from pathlib import Path

        from netkit.importing import import_file

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

    def last_contacts(self, person: PersonId, as_of: datetime | None = None) -> tuple[str, ...]:
        """Return the ids of the owner's last three contacts with `person`, newest first."""
        found = self.store.interactions([self.owner, person], until=as_of, limit=3)
        return tuple(one.id for one in found)

    def acquainted(self) -> Mapping[PersonId, Person]:
        """Return everybody but owners and unknown ones, by id; read when they are looked at."""
        return Acquainted(self.store)

    def close_at(self, then: datetime) -> set[PersonId]:
        """Return whose tie with the owner was among the closest fifty on a past day."""
        day = to_epoch(then) // 86_400
        ranked = sorted(
            ((stats.log_strength, pid) for pid, stats in self.ties(then).items()), reverse=True
        )
        good = [pid for ls, pid in ranked[:50] if strength(ls, day) >= 1.0]
        return set(good)

    def fading(
        self,
        as_of: datetime | None = None,
        *,
        among: Collection[PersonId] | None = None,
        limit: int = 10,
    ) -> Results[Fading]:
        """Return the owner's fading ties (with some people alone), what is most at stake first."""
        from netkit.answers.fading import FIGURES, fading

        present, coefficients = as_of or self.now, self.coefficients(as_of)
        people, typical = self.acquainted(), None
        if among is None:
            found = self.store.fading_ties(
                self.owner,
                FIGURES,
                day=day_number(present),
                lapse=(coefficients.intercept, coefficients.silence, coefficients.strength),
                limit=max(limit, 1),
                until=as_of,
            )
            figures, typical = found.rows, found.sum_log_gap / found.gaps if found.gaps else 0.0
        else:
            figures = self.store.tie_figures(self.owner, FIGURES, until=as_of)
            people = {pid: people[pid] for pid in among if pid in people}
        few = [row[0] for row in figures] if len(figures) <= _AT_ONCE else []
        if few and among is None:
            people = Shelf(self._some_people, few, _AT_ONCE)
        return fading(
            people,
            Shelf(partial(self._some_ties, as_of), few, _AT_ONCE),
            lambda shown: self.days(shown, as_of),
            present,
            coefficients,
            evidence_of=lambda person: self.last_contacts(person, as_of),
            figures=figures,
            typical=typical,
            limit=limit,
        )

    def standings(self, as_of: datetime | None = None) -> Results[Standing]:
        """Return how giving and getting stand with everybody, what leans first."""
        from netkit.answers.results import Results

        return Results(self.leaning(as_of))

    def leaning(
        self,
        as_of: datetime | None = None,
        among: Collection[PersonId] | None = None,
        *,
        every: bool = True,
    ) -> Iterator[Standing]:
        """Yield :meth:`standings` (with some people alone), each read when it is looked at.

        Without `every`, who neither leans nor had a part in a favour is left out.
        """
        from netkit.answers.balance import LEAST_TO_LEAN, surely_first
        from netkit.answers.reciprocity import sides

        often = {*among} if among is not None else {
            *self.store.parts("favour", until=as_of, least=LEAST_TO_LEAN)
        }  # fmt: skip
        attention = {
            pid: sides(tie.contact_days, tie.days_ab, tie.days_ba)
            for pid, tie in self._some_ties(as_of, often).items()
        }
        favours = self._favours(often - {self.owner}, as_of)
        known: set[PersonId] = set()
        pages = self._leaning_pages(as_of) if among is None else iter(())
        for some in surely_first(attention, pages, favours, self.owner, as_of or self.now):
            known.update(some)
            yield from self._standings(some, as_of)
        others = often
        if among is None:  # read when those who lean have been looked at
            others = {*self.store.parts("favour", until=as_of)}
            if every:
                figures = self.store.tie_figures(self.owner, ["contact_days"], until=as_of)
                others.update(pid for pid, _ in figures)
        yield from self._standings(sorted(others - known), as_of)

    def _leaning_pages(
        self, as_of: datetime | None
    ) -> Iterator[tuple[dict[PersonId, tuple[float, float]], int]]:
        """Yield both sides of ties that may lean, and of how many days those left out can be."""
        from netkit.answers.balance import LARGER_SHARE, least_larger
        from netkit.answers.reciprocity import sides

        below: int | None = None
        while below is None or below > 1:
            found, left = self.store.leaning_ties(
                self.owner, least_larger(), LARGER_SHARE, below=below, until=as_of
            )
            yield {pid: sides(*counts) for pid, *counts in found}, left
            below = left + 1

    def _standings(self, order: list[PersonId], as_of: datetime | None) -> Iterator[Standing]:
        from netkit.answers.balance import in_turn

        people = Shelf(self._some_people, order)
        ties = Shelf(partial(self._some_ties, as_of), order)
        favours = Shelf(partial(self._favours, as_of=as_of), order)
        return in_turn(order, people, ties, favours, self.owner, as_of or self.now)

    def _favours(
        self, people: Collection[PersonId], as_of: datetime | None
    ) -> dict[PersonId, list[State[Favour]]]:
        """Return the favours between the owner and these people, by the other."""
        from netkit.answers.balance import by_other

        found = self.states(Favour, people=people, as_of=as_of) if people else []
        return by_other(found, self.owner)

    def _some_people(self, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """Return those of these who are neither owners nor unknown."""
        return shown(self.store.people(ids))

    def _some_ties(
        self, as_of: datetime | None, others: Collection[PersonId]
    ) -> dict[PersonId, TieStats]:
        return dict(self.store.ties(self.owner, others=others, until=as_of))

    def coefficients(self, as_of: datetime | None = None) -> Coefficients:
        """Return the lapse formula's coefficients, drawn to the owner's own past.

        Fitted when something was imported; a past `as_of` is answered with the defaults, since
        the kept ones have seen what came after it.
        """
        import json

        kept = self.store.setting(LAPSE_SETTING)
        span = None if as_of is None else self.store.span()
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
        return states_of(self.store, kind, people, as_of)

    def facts(self, as_of: datetime | None = None) -> Facts:
        """Return what is known of everybody."""
        return self._known(as_of).everybody()

    def facts_at_large(self, as_of: datetime | None = None) -> Facts:
        """Return what is needed to say which two of everybody should meet.

        Introductions come out the same from this as from :meth:`facts`, in a tenth of the memory.
        """
        return self._known(as_of).at_large()

    def profiles(
        self, people: Collection[PersonId], as_of: datetime | None = None
    ) -> Mapping[PersonId, Profile]:
        """Return what is known of each of these people."""
        return self._known(as_of).profiles(people)

    def facts_around(self, person: PersonId, as_of: datetime | None = None) -> Facts:
        """Return what is known of `person` and of everybody who has anything to do with them.

        Introductions to `person` come out the same from this as from :meth:`facts`.
        """
        return self._known(as_of).around(person)

    def facts_to(self, targets: Collection[PersonId], as_of: datetime | None = None) -> Facts:
        """Return what a search for ways to `targets` needs: people within two steps of them."""
        return self._known(as_of).ways_to(targets)

    def _known(self, as_of: datetime | None) -> Known:
        return Known(self.store, self.owner, as_of or self.now, as_of)

    def network(self, as_of: datetime | date | str | None = None) -> Network:
        """Return the whole network as arrays, with its facts; imports numpy.

        A date means the end of that day. Its ids are the ids of people; an event of it is one
        contact-day of a pair, one way.
        """
        from dataclasses import replace

        from netkit.ties.network import Network

        until = _moment(as_of, self.now)
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


def _moment(as_of: datetime | date | str | None, now: datetime) -> datetime | None:
    if as_of is None or (isinstance(as_of, datetime) and as_of.tzinfo is not None):
        return as_of
    if isinstance(as_of, datetime):
        raise UsageError("as_of needs a time zone")
    if isinstance(as_of, str):
        from netkit.model.when.typed_dates import read_moment

        return read_moment(as_of, now=now)
    return end_of_day(as_of)
