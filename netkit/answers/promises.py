"""Promises, both ways: due, overdue, missed, and the repair that a missed one calls for."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from netkit.answers.results import Reason, Results
from netkit.model.frozen import dataclass, replace
from netkit.model.history import State, is_open
from netkit.model.names import given_name
from netkit.model.people import Person, PersonId
from netkit.model.when.written_days import long_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import EventId, Promise

__all__ = ["PromiseRow", "promises"]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise as it stands.

    Attributes
    ----------
    whose : ``mine`` (the owner gave it) or ``theirs``.
    person : the other side.
    due : the last day it can mean; None when no day was named.
    status : ``open``, ``due`` (within a week), ``overdue``, ``missed``, ``kept``, ``released``.
    next_step : what it calls for, empty when nothing; why to wait, where the other is held back.
    """

    id: EventId
    whose: str
    person: Person
    text: str
    due: date | None
    status: str
    next_step: str
    because: tuple[Reason, ...]


_ORDER = ("overdue", "missed", "due", "open", "kept", "released")


def promises(
    people: Mapping[PersonId, Person],
    states: Iterable[State[Promise]],
    owner: PersonId,
    as_of: datetime,
    *,
    every: bool = False,
) -> Results[PromiseRow]:
    """Return the promises between the owner and others: what is late first, then by day, then id.

    A missed promise stays in view until a later one to the same person is kept: that repairs it.
    """
    own = [state for state in states if owner in (state.event.giver, state.event.receiver)]
    rows = [_row(people, state, owner, as_of) for state in own]
    shown = [
        row
        for row, state in zip(rows, own, strict=True)
        if every or is_open(state) or (row.status == "missed" and not _repaired(state, own))
    ]
    shown.sort(key=lambda row: (_ORDER.index(row.status), row.due or date.max, row.id))
    return Results(shown, kind=PromiseRow)


def _repaired(missed: State[Promise], states: Iterable[State[Promise]]) -> bool:
    when = missed.when("missed")
    return any(
        (kept_at := later.when("kept")) is not None
        and when is not None
        and kept_at > when
        and (later.event.giver, later.event.receiver) == (missed.event.giver, missed.event.receiver)
        for later in states
    )


def _row(
    people: Mapping[PersonId, Person], state: State[Promise], owner: PersonId, as_of: datetime
) -> PromiseRow:
    promise = state.event
    mine = promise.giver == owner
    partner = promise.receiver if mine else promise.giver
    due = promise.due.latest() if promise.due else None
    status = state.status
    if is_open(state) and due is not None:
        left = (due - as_of.date()).days
        status = "overdue" if left < 0 else "due" if left <= 7 else "open"
    person = people.get(partner, Person(partner, str(partner)))
    reason = Reason("promise", f"said on {long_day(promise.at)}", 1.0, (state.id,))
    return PromiseRow(
        state.id,
        "mine" if mine else "theirs",
        person,
        promise.text,
        due,
        status,
        _next_step(status, person, mine, _named_day(due, as_of.date())),
        (reason,),
    )


def _named_day(due: date | None, today: date) -> str:
    """Return the day of a promise that is due: "by tomorrow", "by Friday", "by next Monday"."""
    if due is None:
        return ""
    left = (due - today).days
    week = "next " if left == 7 else ""  # on a Monday, "Monday" would be today
    return {0: "today", 1: "by tomorrow"}.get(left, f"by {week}{due:%A}")


def _next_step(status: str, person: Person, mine: bool, day: str) -> str:
    first = given_name(person.name) or "them"
    if mine:
        return {
            "overdue": f"keep it now, or tell {first} the new day before they ask",
            "missed": f"say sorry once, plainly, and give {first} something small and certain",
            "due": f"keep it {day}",
        }.get(status, "")
    return {
        "overdue": f"ask {first} kindly how it goes; offer to make it smaller",
        "missed": "let it go, or name it once; it need not cost the tie",
    }.get(status, "")


def open_promises(
    view: NetworkView,
    person: PersonId | None = None,
    *,
    whose: Literal["mine", "theirs"] | None = None,
    every: bool = False,
) -> Results[PromiseRow]:
    """Return the promises between the owner and others.

    Parameters
    ----------
    person : only those between the owner and this person.
    whose : only those the owner made (``mine``) or was made (``theirs``).
    every : settled ones too.
    """
    rows = [
        row
        for row in recorded_promises(view, every=every)
        if whose in (None, row.whose) and (person is None or person == row.person.id)
    ]
    return Results(_heedful(view, rows), kind=PromiseRow)


def recorded_promises(view: NetworkView, *, every: bool = False) -> Results[PromiseRow]:
    """Return the promises between the owner and others, whoever may be written to now."""
    recorded = view.promises
    ends = {end for state in recorded for end in (state.event.giver, state.event.receiver)}
    people = {person.id: person for person in view.store.people(ends)} if ends else {}
    return promises(people, recorded, view.owner, view.present, every=every)


def _heedful(view: NetworkView, rows: Iterable[PromiseRow]) -> Iterator[PromiseRow]:
    """Yield the promises; whoever is held back, or steps back, is not to be written to or asked."""
    from netkit.answers.stalling_ties import asked_nothing  # which reads promises itself
    from netkit.answers.stalls import STEPS_BACK

    rows = list(rows)
    asked = {row.person.id: row.person for row in rows if row.next_step and row.whose == "theirs"}
    back = asked_nothing(view, [*asked.values()], {STEPS_BACK})
    for row in rows:
        held = view.gate.held_back(row.person.id, "notice") if row.next_step else None
        step = row.next_step
        if held is not None:
            step = held.text
        elif row.whose == "theirs" and row.person.id in back:
            step = back[row.person.id].next_act
        yield row if step == row.next_step else replace(row, next_step=step)
