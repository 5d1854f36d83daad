"""Gate for proposals: decide who may be proposed, and explain who is held back.

Whoever netkit proposes (to write to, to meet, to thank, to ask) passes this one gate. It holds
back the owner and unknown people, whoever is dead or archived, whoever asked to be left in peace
(or for no introductions), whoever has not answered the owner's last messages, whoever only ever
wrote without an answer of the owner's, an office that no person is named for, and whoever is
snoozed. Whoever was in touch or was proposed lately rests, where a proposal is to write to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from netkit.answers.correspondence import (
    STOP_AFTER,
    answer_awaited_until,
    may_be_unanswered,
    unanswered_mine,
)
from netkit.answers.proposals import REST_DAYS
from netkit.model.frozen import dataclass
from netkit.model.names import words
from netkit.model.people import Person, PersonId
from netkit.model.when import day_number
from netkit.model.when.written_days import long_day
from netkit.store.one_way_senders import one_way_senders
from netkit.support.lazy_mapping import LazyMapping

if TYPE_CHECKING:
    from netkit.answers.boundaries import Boundaries
    from netkit.answers.departed import Departed
    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Interaction
    from netkit.model.history import Recorded
    from netkit.ties.statistics import TieStats

__all__ = ["Gate", "HeldBack", "Proposable", "Purpose", "boundary_refusal"]

#: For what somebody is proposed: ``write`` to write to or thank, ``introduce`` to meet
#: somebody, ``notice`` for what need not wait until they have rested: a promise, a day, a tie.
Purpose = Literal["write", "introduce", "notice"]

#: Contacts looked back on for messages without an answer.
_LOOKED_BACK = 60
#: Reasons for which nobody is proposed, or proposed to, not even where the owner asks about them.
_LASTING = frozenset({"dead", "archived", "boundary"})


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A person who is not proposed, with the reason.

    reason : ``owner``, ``unknown``, ``dead``, ``archived``, ``boundary``, ``unanswered``,
        ``one-sided``, ``office``, ``snoozed`` or ``resting``.
    text : the reason as a sentence, "wait for Jo: five messages without an answer".
    """

    person: Person
    reason: str
    text: str

    @property
    def lasting(self) -> bool:
        """True where advice about the person would be wrong even when the owner asks for it."""
        return self.reason in _LASTING


def boundary_refusal(
    person: Person, asked: Boundaries, day: date, purpose: Purpose
) -> HeldBack | None:
    """Return the refusal that follows from what a person asked not to happen; None without one."""
    if asked.at_rest(day):
        text = f"{person.name} asked to be left in peace: {'; '.join(asked.said)}"
        return HeldBack(person, "boundary", text)
    if purpose == "introduce" and asked.no_introductions:
        text = f"{person.name} asked for no introductions: {asked.no_introductions}"
        return HeldBack(person, "boundary", text)
    return None


class Gate:
    """The gate of one network at one moment; each person is judged once, when asked about."""

    def __init__(self, view: NetworkView) -> None:
        self._view = view
        self._judged: dict[tuple[PersonId, Purpose], HeldBack | None] = {}
        self._ties: LazyMapping[PersonId, TieStats] = LazyMapping(view.ties)
        self._senders: LazyMapping[PersonId, bool] = LazyMapping(self._read_senders)

    def open_to(self, purpose: Purpose = "write") -> Proposable:
        """Return the contacts who may be proposed for a purpose, as a mapping by id."""
        return Proposable(self, self._view.contacts, purpose)

    def expect(self, people: Iterable[PersonId]) -> None:
        """Expect questions about these people, in this order: their ties are read together."""
        expected = list(people)
        self._view.contacts.expect(expected)
        self._ties.expect(expected)
        self._senders.expect(expected)

    def add_ties(self, ties: Mapping[PersonId, TieStats]) -> None:
        """Take ties of the owner's that were read already, so that none is read again."""
        self._ties.add(ties)

    def held_back(self, person: PersonId, purpose: Purpose = "write") -> HeldBack | None:
        """Return why a person is not proposed; None where they may be."""
        key = (person, purpose)
        if key not in self._judged:
            self._judged[key] = self._judge(person, purpose)
        return self._judged[key]

    def cautions(self, person: PersonId) -> tuple[str, ...]:
        """Return the boundaries a person asked for, one line each, to be shown beside advice."""
        asked = self._boundaries.get(person)
        return asked.cautions() if asked is not None else ()

    @property
    def _day(self) -> date:
        return self._view.present.date()

    @cached_property
    def _boundaries(self) -> dict[PersonId, Boundaries]:
        return self._view.boundaries()

    @cached_property
    def _departed(self) -> dict[PersonId, Departed]:
        """Everybody who died or was archived, by id."""
        return self._view.departed()

    @cached_property
    def _snoozed(self) -> dict[PersonId, date]:
        """The day until which each snoozed person rests, by the id that stands now."""
        memory = self._view.proposals()
        asleep = memory.asleep(self._day)
        return {now: memory.snoozed[pid] for pid, now in self._current_ids(asleep).items()}

    @cached_property
    def _proposed(self) -> frozenset[PersonId]:
        """Everybody who was proposed within the last `REST_DAYS` days, before today."""
        return frozenset(self._current_ids(self._view.proposals().resting(self._day)).values())

    @cached_property
    def _in_touch(self) -> frozenset[PersonId]:
        """Everybody the owner was in touch with in the last `REST_DAYS` days."""
        since = day_number(self._view.present - timedelta(days=REST_DAYS))
        return frozenset(tie.person for tie in self._view.tie_figures if tie.last_day > since)

    def _current_ids(self, ids: Iterable[PersonId]) -> dict[PersonId, PersonId]:
        """Map each id to the one that stands now: people may have been joined since."""
        people = self._view.store.people
        return {pid: person.id for pid in ids for person in people([pid])}

    def _judge(self, pid: PersonId, purpose: Purpose) -> HeldBack | None:
        person = self._view.contacts.get(pid)
        if person is None:
            matches = self._view.store.people([pid])
            reason = "owner" if matches and matches[0].owner else "unknown"
            stranger = matches[0] if matches else Person(pid, str(pid))
            return HeldBack(stranger, reason, f"{stranger.name} is nobody to turn to")
        return (
            self._departure(person)
            or self._asked_for_peace(person, purpose)
            or self._snooze(person)
            or self._office(person)
            or self._one_way(person)
            or self._rest(person, purpose)
        )

    def _departure(self, person: Person) -> HeldBack | None:
        departure = self._departed.get(person.id)
        return (
            None
            if departure is None
            else HeldBack(person, departure.reason, departure.text(person.name))
        )

    def _asked_for_peace(self, person: Person, purpose: Purpose) -> HeldBack | None:
        asked = self._boundaries.get(person.id)
        return None if asked is None else boundary_refusal(person, asked, self._day, purpose)

    def _snooze(self, person: Person) -> HeldBack | None:
        until = self._snoozed.get(person.id)
        if until is None:
            return None
        return HeldBack(person, "snoozed", f"{person.name} rests until {until}")

    def _office(self, person: Person) -> HeldBack | None:
        """Hold back an office: its address (info@) is all there is, and no whole name with it."""
        if len(words(person.name)) > 1 and "@" not in person.name:
            return None
        from netkit.model.handles import is_role_address  # few people have no whole name

        handles = self._view.store.handles(person.id)
        keys = [handle for handle in handles if handle.kind not in ("name", "source")]
        if not keys or any(key.kind != "email" or not is_role_address(key.value) for key in keys):
            return None
        return HeldBack(person, "office", f"{person.name} is an office ({keys[0].value})")

    def _one_way(self, person: Person) -> HeldBack | None:
        """Hold back with whom only one of the two writes."""
        stats = self._ties.get(person.id)
        if stats is None:
            return None
        waiting = self._waiting(person.id, stats)
        until = None
        if len(waiting) >= STOP_AFTER:  # the owner's clock, which an outlook asks, takes a while
            rhythm = self._view.outlooks([person.id])[person.id].rhythm
            until = answer_awaited_until(waiting, rhythm)
        if until is not None and self._view.present < until:
            text = (
                f"wait for {person.name} until {long_day(until)}:"
                f" {len(waiting)} messages without an answer"
            )
            return HeldBack(person, "unanswered", text)
        if person.id in self._senders:
            text = f"you never answered {person.name}, who wrote on {stats.days_ba} days"
            return HeldBack(person, "one-sided", text)
        return None

    def _read_senders(self, people: Collection[PersonId]) -> dict[PersonId, bool]:
        """Return those of these people who only ever wrote, without an answer of the owner's."""
        self._ties.fetch(people)
        stats = [(pid, self._ties[pid]) for pid in people if pid in self._ties]
        days = [(pid, tie.days_ab, tie.days_ba) for pid, tie in stats]
        view = self._view
        return dict.fromkeys(one_way_senders(view.store, view.owner, days, view.as_of), True)

    def _waiting(self, person: PersonId, stats: TieStats) -> list[Recorded[Interaction]]:
        """Return the owner's messages that a person has not answered, the newest first.

        Their contacts are read only where the tie's statistics leave enough of them possible.
        """
        if not may_be_unanswered(stats):
            return []
        contacts = self._view.contacts_with(person, _LOOKED_BACK)
        return unanswered_mine(contacts, self._view.owner)

    def _rest(self, person: Person, purpose: Purpose) -> HeldBack | None:
        if purpose != "write":
            return None
        if person.id in self._proposed:
            return HeldBack(person, "resting", f"{person.name} was proposed a few days ago")
        if person.id in self._in_touch:
            text = f"{person.name} was in touch within {REST_DAYS} days"
            return HeldBack(person, "resting", text)
        return None


class Proposable(Mapping[PersonId, Person]):
    """The contacts whom the gate lets through; somebody is judged when they are looked up."""

    def __init__(self, gate: Gate, contacts: Mapping[PersonId, Person], purpose: Purpose) -> None:
        self._gate = gate
        self._contacts = contacts
        self._purpose = purpose
        self.held: dict[PersonId, HeldBack] = {}

    def __contains__(self, key: object) -> bool:
        if key not in self._contacts:
            return False
        pid = PersonId(str(key))
        held = self.refusal(pid)
        if held is not None:
            self.held[pid] = held
        return held is None

    def refusal(self, person: PersonId) -> HeldBack | None:
        """Return why a person is not proposed; None where they may be."""
        return self._gate.held_back(person, self._purpose)

    def expect(self, people: Iterable[PersonId]) -> None:
        """Expect questions about these people, in this order."""
        self._gate.expect(people)

    def __getitem__(self, key: PersonId) -> Person:
        if key not in self:
            raise KeyError(key)
        return self._contacts[key]

    def __iter__(self) -> Iterator[PersonId]:
        return (pid for pid in self._contacts if pid in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
