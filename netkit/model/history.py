"""State as folds over events: a need that is closed, a promise that was kept.

An event never changes. What became of it is told by the steps
(:class:`~netkit.model.events.Step`) that name it; :func:`states` brings the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from netkit.model.events import (
    INTRODUCTION_STEPS,
    Event,
    EventId,
    Introduction,
    Need,
    Offer,
    Promise,
    Step,
)
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

__all__ = ["Recorded", "State", "is_open", "states"]

E = TypeVar("E", bound=Event)

#: What ends the life of an event, by its kind.
_ENDS: dict[type[object], frozenset[str]] = {
    Need: frozenset({"closed"}),
    Offer: frozenset({"closed"}),
    Promise: frozenset({"kept", "missed", "released"}),
    Introduction: frozenset({"declined", "outcome", "thanked"}),
}


@dataclass(frozen=True, slots=True)
class Recorded(Generic[E]):
    """An event with the id it is kept under."""

    id: EventId
    event: E


@dataclass(frozen=True, slots=True)
class State(Generic[E]):
    """An event and what became of it, oldest step first."""

    id: EventId
    event: E
    steps: tuple[Step, ...] = ()

    @property
    def status(self) -> str:
        """Return the name of the last step, ``open`` before the first.

        An introduction's status is the furthest of its steps, unless it was declined after it.
        """
        if not self.steps:
            return "suggested" if isinstance(self.event, Introduction) else "open"
        if isinstance(self.event, Introduction) and self.steps[-1].to != "declined":
            reached = [step.to for step in self.steps if step.to in INTRODUCTION_STEPS]
            return max(reached, key=INTRODUCTION_STEPS.index, default=self.steps[-1].to)
        return self.steps[-1].to

    def when(self, step: str) -> datetime | None:
        """Return when it last took `step`; None when it did not."""
        return max((taken.at for taken in self.steps if taken.to == step), default=None)


def states(events: Iterable[Recorded[E]], steps: Iterable[Step]) -> list[State[E]]:
    """Return each event with its steps in order of time, in the order of `events`."""
    taken: dict[EventId, list[Step]] = {}
    for step in steps:
        taken.setdefault(step.of, []).append(step)
    return [
        State(
            event.id,
            event.event,
            tuple(sorted(taken.get(event.id, ()), key=lambda s: (s.at, s.to))),
        )
        for event in events
    ]


def is_open(state: State[E]) -> bool:
    """Return True if nothing has ended it yet: a promise not kept, a need not met."""
    ends = _ENDS.get(type(state.event), frozenset())
    return not any(step.to in ends for step in state.steps)
