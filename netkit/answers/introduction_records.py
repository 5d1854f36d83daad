"""Introductions on record: between whom, by whom, and how far they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.introduction_requests import Said
from netkit.answers.results import Reason, Results
from netkit.model.events import Introduction
from netkit.model.when.written_days import long_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.network_view import NetworkView
    from netkit.model.history import State
    from netkit.model.people import Person, PersonId

__all__ = ["introduction_sentences", "introductions_of"]


def introductions_of(
    view: NetworkView, people: Sequence[Person], to: Person | None = None
) -> list[State[Introduction]]:
    """Return the introductions in which all of `people` have a part, by time.

    Parameters
    ----------
    to : only those in which this person was introduced, and did not introduce others.
    """
    wanted = {person.id for person in [*people, *([to] if to else [])]}
    states = view.states(Introduction, people=wanted or None)
    return [
        state
        for state in states
        if wanted <= {state.event.broker, state.event.a, state.event.b}
        and (to is None or to.id != state.event.broker)
    ]


def introduction_sentences(
    view: NetworkView, people: Sequence[Person], to: Person | None = None
) -> Results[Said]:
    """Return these introductions as sentences, the newest first, each with its steps."""
    states = introductions_of(view, people, to)
    ids = {pid for s in states for pid in (s.event.broker, s.event.a, s.event.b)}
    by_id = {person.id: person for person in view.store.people(ids)} if ids else {}
    return Results((_sentence(state, by_id) for state in reversed(states)), kind=Said)


def _sentence(state: State[Introduction], people: dict[PersonId, Person]) -> Said:
    event = state.event
    a, b = people[event.a], people[event.b]
    steps = [
        Reason("step", f"{long_day(s.at)}: {', '.join(filter(None, (s.to, s.text)))}", 0.0, (s.of,))
        for s in state.steps
    ]
    text = f"introduced {a.name} and {b.name} on {long_day(event.at)}: {state.status}"
    return Said(people[event.broker], text, tuple(steps))
