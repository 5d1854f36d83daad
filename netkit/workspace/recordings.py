"""The recordings of `Workspace`: one method for each thing that can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.proposals import REST_DAYS
from netkit.errors import UsageError
from netkit.workspace.arguments import choice_of
from netkit.workspace.opened import OpenNetwork

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netkit.answers.acts import Act
    from netkit.model.events import FactKind, FavourKind, MomentKind
    from netkit.model.people import PersonId
    from netkit.model.when import PartialDate
    from netkit.model.when.spans import Span
    from netkit.recording.changes import RecordedChange
    from netkit.recording.promises import PromiseOutcome
    from netkit.workspace.opened import Day, Who

__all__ = ["Recordings"]


class Recordings(OpenNetwork):
    """An open network that records what it is told; `undo` takes the last change back."""

    def remember_proposals(self, acts: Iterable[Act]) -> None:
        """Remember that these acts were proposed today, so that they are not repeated daily."""
        from netkit.recording.proposals import remember_proposals

        remember_proposals(self.view, acts)

    def remember_people(self, people: Iterable[PersonId]) -> None:
        """Remember that a report proposed something for these people: they rest, as in `today`."""
        from netkit.recording.proposals import remember_people

        remember_people(self.view, people)

    def snooze(self, person: Who, *, days: int = REST_DAYS) -> date:
        """Leave somebody in peace for some days; return the day until which they rest."""
        from netkit.recording.proposals import snooze_person

        return snooze_person(self.view, self.person(person), days)

    def dismiss(self, person: Who) -> None:
        """Dismiss for good what is proposed for somebody today."""
        from netkit.recording.proposals import dismiss_person

        dismiss_person(self.view, self.person(person))

    def set_cadence(
        self,
        person: Who | None = None,
        *,
        circle: str = "",
        every: Span | str | None = None,
        longest: Span | str | None = None,
    ) -> None:
        """Record how often to be in touch with somebody or a circle; without `every` undo it.

        Spans may be typed: "2 weeks", "3m".
        """
        from netkit.model.when.spans import read_span
        from netkit.recording.cadence import set_cadence

        chosen = None if person is None else self.person(person)
        usual, most = (
            read_span(span) if isinstance(span, str) else span for span in (every, longest)
        )
        set_cadence(self.view, person=chosen, circle=circle, every=usual, longest=most)

    def need(self, person: Who, text: str, *, on: Day | None = None) -> RecordedChange:
        """Record what somebody looks for."""
        from netkit.recording.wishes import record_need

        return record_need(self.view, self.person(person), text, self._day(on))

    def offer(self, person: Who, text: str, *, on: Day | None = None) -> RecordedChange:
        """Record what somebody can give."""
        from netkit.recording.wishes import record_offer

        return record_offer(self.view, self.person(person), text, self._day(on))

    def close_need(self, person: Who, text: str, *, on: Day | None = None) -> RecordedChange:
        """Record that a need is over: the open one that `text` is a part of."""
        from netkit.model.events import Need
        from netkit.recording.wishes import close_wish

        return close_wish(self.view, Need, self.person(person), text, self._day(on))

    def close_offer(self, person: Who, text: str, *, on: Day | None = None) -> RecordedChange:
        """Record that an offer is over: the open one that `text` is a part of."""
        from netkit.model.events import Offer
        from netkit.recording.wishes import close_wish

        return close_wish(self.view, Offer, self.person(person), text, self._day(on))

    def favour(
        self,
        giver: Who,
        receiver: Who,
        kind: FavourKind = "other",
        text: str = "",
        *,
        value: int = 2,
        asked: bool = False,
        on: Day | None = None,
    ) -> RecordedChange:
        """Record something done for somebody; giver or receiver may be ``me``.

        Parameters
        ----------
        value : 1 to 5. asked : it was asked for, not offered.
        """
        from netkit.model.events import FavourKind
        from netkit.recording.favours import record_favour

        choice_of(kind, FavourKind, "kind")
        if value not in range(1, 6):
            raise UsageError(f"value is a number from 1 to 5, not {value!r}")
        return record_favour(
            self.view, self.person(giver), self.person(receiver), kind, text,
            value=value, asked=asked, on=self._day(on),
        )  # fmt: skip

    def thanked(
        self, giver: Who, receiver: Who, kind: FavourKind = "other", *, on: Day | None = None
    ) -> RecordedChange:
        """Record that thanks were said for the last favour of a kind."""
        from netkit.model.events import FavourKind
        from netkit.recording.favours import record_thanks

        choice_of(kind, FavourKind, "kind")
        return record_thanks(
            self.view, self.person(giver), self.person(receiver), kind, self._day(on)
        )

    def promise(
        self,
        giver: Who,
        receiver: Who,
        text: str,
        *,
        due: PartialDate | Day | None = None,
        on: Day | None = None,
    ) -> RecordedChange:
        """Record what one promised another, and by when; either may be ``me``."""
        from netkit.recording.promises import record_promise

        return record_promise(
            self.view, self.person(giver), self.person(receiver), text,
            due=self._due(due), on=self._day(on),
        )  # fmt: skip

    def settle_promise(
        self, text: str, outcome: PromiseOutcome, *, on: Day | None = None
    ) -> RecordedChange:
        """Record that a promise was kept, missed or released: the one that `text` is part of."""
        from netkit.recording.promises import PromiseOutcome, settle_promise

        choice_of(outcome, PromiseOutcome, "outcome")
        return settle_promise(self.view, text, outcome, self._day(on))

    def note(
        self,
        person: Who,
        text: str,
        *,
        topic: str = "",
        next_step: str = "",
        close: bool = False,
        on: Day | None = None,
    ) -> RecordedChange:
        """Record a note about somebody; with a `topic`, how it goes on."""
        from netkit.recording import notes

        about, day = self.person(person), self._day(on)
        if not topic:
            return notes.record_note(self.view, about, text, day)
        return notes.record_topic_note(
            self.view, about, topic, text, next_step=next_step, close=close, on=day
        )

    def fact(
        self, person: Who, kind: FactKind, text: str, *, on: Day | None = None
    ) -> RecordedChange:
        """Record what somebody cares about, or asked not to happen."""
        from netkit.model.events import FactKind
        from netkit.recording.facts import record_fact

        choice_of(kind, FactKind, "kind")
        return record_fact(self.view, self.person(person), kind, text, self._day(on))

    def milestone(
        self, person: Who, kind: str, day: PartialDate | Day, *, on: Day | None = None
    ) -> RecordedChange:
        """Record a day that is worth a word."""
        from netkit.recording.facts import record_milestone

        recurring = self._recurring(day, yearly=False)
        assert recurring is not None  # noqa: S101 — a day was given
        return record_milestone(self.view, self.person(person), kind, recurring, self._day(on))

    def moment(
        self, person: Who, kind: MomentKind, text: str = "", *, on: Day | None = None
    ) -> RecordedChange:
        """Record a turn in a relation: a step forward, a push-away, a setback, a repair."""
        from netkit.model.events import MomentKind
        from netkit.recording.facts import record_moment

        choice_of(kind, MomentKind, "kind")
        return record_moment(self.view, self.person(person), kind, text, self._day(on))

    def introduction(
        self,
        a: Who,
        b: Who,
        *,
        broker: Who = "me",
        step: str = "made",
        why: str = "",
        on: Day | None = None,
    ) -> RecordedChange:
        """Record an introduction of two people, or its next step."""
        from netkit.model.events import INTRODUCTION_STEPS
        from netkit.recording.introductions import record_introduction

        choice_of(step, (*INTRODUCTION_STEPS, "declined"), "step")
        return record_introduction(
            self.view, self.person(a), self.person(b), broker=self.person(broker),
            step=step, why=why, on=self._day(on),
        )  # fmt: skip

    def knows(
        self, a: Who, b: Who, *, since: PartialDate | Day | None = None, how: str = ""
    ) -> RecordedChange:
        """Record that two people know each other."""
        from netkit.recording.acquaintances import record_acquaintance

        return record_acquaintance(
            self.view, self.person(a), self.person(b), since=self._past(since), how=how
        )
