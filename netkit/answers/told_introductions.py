"""Introductions that messages tell of, for the user to confirm or to dismiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.results import Reason, Results
from netkit.model.events import Introduction, ToldIntroduction
from netkit.model.frozen import dataclass
from netkit.model.when.written_days import short_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import EventId
    from netkit.model.history import State
    from netkit.model.people import Person, PersonId

__all__ = ["IntroductionTold", "open_count", "open_introductions"]

#: Steps that settle what a message told.
SETTLED = frozenset({"confirmed", "dismissed"})


@dataclass(frozen=True, slots=True)
class IntroductionTold:
    """An introduction as one or several messages tell of it.

    Attributes
    ----------
    number : its place among the open ones, by time.
    broker, a, b : who brought whom together.
    text : the first sentence that tells of it; teller : who wrote that, at : when.
    because : every sentence, with its day and source; evidence : their ids.
    """

    number: int
    broker: Person
    a: Person
    b: Person
    text: str
    teller: Person
    at: datetime
    source: str
    because: tuple[Reason, ...]
    evidence: tuple[EventId, ...]


def open_introductions(view: NetworkView) -> Results[IntroductionTold]:
    """Return the introductions told of and not settled yet, the oldest first."""
    groups = _open_groups(view)
    ids = {pid for states in groups for s in states for pid in _people_of(s.event)}
    people = {person.id: person for person in view.store.people(ids)} if ids else {}
    return Results(
        (_row(number, states, people) for number, states in enumerate(groups, start=1)),
        kind=IntroductionTold,
    )


def open_count(view: NetworkView) -> int:
    """Return the number of introductions told of that are not settled."""
    return len(_open_groups(view))


def _people_of(event: ToldIntroduction) -> tuple[PersonId, PersonId, PersonId, PersonId]:
    return event.teller, event.broker, event.a, event.b


def _open_groups(view: NetworkView) -> list[list[State[ToldIntroduction]]]:
    """Return the tellings that are not settled, those of one introduction together.

    Two who are on record as introduced to each other need no question, whoever brought them
    together; once one telling of an introduction is settled, its others are, too.
    """
    tellings = view.states(ToldIntroduction)
    if not tellings:
        return []
    open_groups = {frozenset((s.event.a, s.event.b)) for s in view.states(Introduction)}
    groups: dict[tuple[PersonId, frozenset[PersonId]], list[State[ToldIntroduction]]] = {}
    for state in tellings:
        event = state.event
        pair = frozenset((event.a, event.b))
        if pair not in open_groups and len(pair | {event.broker}) == 3:
            groups.setdefault((event.broker, pair), []).append(state)
    return [states for states in groups.values() if not _is_settled(states)]


def _is_settled(states: Iterable[State[ToldIntroduction]]) -> bool:
    return any(step.to in SETTLED for state in states for step in state.steps)


def _row(
    number: int, states: list[State[ToldIntroduction]], people: dict[PersonId, Person]
) -> IntroductionTold:
    first = states[0].event
    reasons = []
    for state in states:
        event = state.event
        by = f"{people[event.teller].name}, {short_day(event.at)}"
        source = f" ({event.source})" if event.source else ""
        reasons.append(Reason("message", f"“{event.text}” {by}{source}", 0.0, (state.id,)))
    return IntroductionTold(
        number,
        people[first.broker],
        people[first.a],
        people[first.b],
        first.text,
        people[first.teller],
        first.at,
        first.source,
        tuple(reasons),
        tuple(state.id for state in states),
    )
