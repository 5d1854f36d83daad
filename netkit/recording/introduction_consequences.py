"""Consequences of an introduction that was made: the tie, the favour, what is owed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import Acquaintance, Event, Favour, Interaction, Introduction
from netkit.model.when.written_days import long_day
from netkit.recording.changes import TYPED

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.model.history import State
    from netkit.model.people import PersonId

__all__ = ["SEEN_WEIGHT", "consequences", "introduction_between"]

#: How surely two people know each other of whom somebody says so.
SEEN_WEIGHT = 0.95
_DONE = frozenset(("made", "met", "outcome", "thanked"))
_ENDED = frozenset(("declined", "outcome", "thanked"))


def introduction_between(
    states: list[State[Introduction]], a: PersonId, b: PersonId, broker: PersonId | None = None
) -> State[Introduction] | None:
    """Return the newest introduction of two people that has not ended; None without one.

    broker : who introduces them; anybody when left out
    """
    wanted = {a, b}
    fitting = [
        state
        for state in states
        if {state.event.a, state.event.b} == wanted
        and (broker is None or state.event.broker == broker)
        and state.status not in _ENDED
    ]
    return max(
        fitting, key=lambda introduction: (introduction.event.at, introduction.id), default=None
    )


def consequences(
    event: Introduction,
    owner: PersonId,
    at: datetime,
    *,
    before: State[Introduction] | None = None,
    source: str = TYPED,
) -> list[Event]:
    """Return the events that follow from an introduction that was made, or led to a meeting.

    The two know each other from now on. Who was introduced by somebody else got a favour, and
    whoever brought the owner to somebody knows them.

    Parameters
    ----------
    before : what was on record; an introduction made before brings the favour no second time
    """
    summary = f"introduced on {long_day(at)}"
    if owner not in (event.a, event.b):
        return [_acquaintance(at, event.a, event.b, summary, source)]
    introduced = event.b if event.a == owner else event.a
    events: list[Event] = [
        Interaction(
            at, "other", owner, (introduced,), text=summary, source=source, mark="introduction"
        )
    ]
    if event.broker == owner:
        return events
    events.append(_acquaintance(at, event.broker, introduced, summary, source))
    if before is None or not any(step.to in _DONE for step in before.steps):
        events.append(Favour(at, event.broker, owner, "introduction", event.why, 3, source=source))
    return events


def _acquaintance(
    at: datetime, a: PersonId, b: PersonId, evidence: str, source: str
) -> Acquaintance:
    first, second = sorted((a, b))
    return Acquaintance(at, first, second, evidence, SEEN_WEIGHT, seen=True, source=source)
