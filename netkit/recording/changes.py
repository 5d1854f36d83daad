"""Record one change: what the owner said, in one transaction, with the sentence that tells it."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.errors import NothingFoundError, UsageError
from netkit.model.events import event_id
from netkit.model.frozen import dataclass, replace
from netkit.model.names import fold, without_controls
from netkit.store.meanings import keep_meanings_of
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Event, EventId
    from netkit.model.history import State
    from netkit.model.people import Person

__all__ = [
    "TYPED",
    "RecordedChange",
    "matching_state",
    "moment_on",
    "plain_texts",
    "record",
    "require_text",
    "require_two",
]

V = TypeVar("V")

#: The source of what the user typed: it wins over a sync and an archive.
TYPED = "typed"


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change that was recorded.

    text : the sentence that tells it. events : the events of it, in order.
    """

    text: str
    events: tuple[Event, ...]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.text}>"

    @property
    def ids(self) -> tuple[EventId, ...]:
        """The ids of the events."""
        return tuple(event_id(event) for event in self.events)


def record(
    view: NetworkView,
    text: str,
    events: Sequence[Event] = (),
    *,
    label: str = "",
    **parts: Sequence[Any],
) -> RecordedChange:
    """Record one change under `label`, or under the sentence that tells it.

    `parts` are further fields of `netkit.store.values.Change`.
    """
    events = [plain_texts(event) for event in events]
    parts = {name: [plain_texts(value) for value in values] for name, values in parts.items()}
    change = Change(without_controls(label or text), view.now, events=events, **parts)
    view.store.append(change)
    keep_meanings_of(view.store, change)
    return RecordedChange(text, tuple(events))


def plain_texts(value: V) -> V:
    """Return a value to record whose texts hold nothing that a terminal would obey."""
    fields = {name: getattr(value, name) for name in getattr(value, "__match_args__", ())}
    changed = {
        name: without_controls(text)
        for name, text in fields.items()
        if type(text) is str and not text.isprintable()
    }
    return replace(value, **changed) if changed else value  # type: ignore[type-var]  # a value of ours


def moment_on(view: NetworkView, day: date | None) -> datetime:
    """Return the moment something happened: now, or noon of a day, never later than now."""
    if day is None:
        return view.present
    return min(datetime.combine(day, time(12), view.now.tzinfo), view.present)


def matching_state(states: Sequence[State[Any]], text: str, kind: str) -> State[Any]:
    """Return the one event that an id or a part of its text means, the newest among equals.

    Raises
    ------
    NothingFoundError
    """
    matches = [
        state
        for state in states
        if state.id.startswith(text) or fold(text) in fold(getattr(state.event, "text", ""))
    ]
    if not matches:
        raise NothingFoundError(f"no {kind} says “{text}”")
    return max(matches, key=lambda state: (state.event.at, state.id))


def require_two(first: Person, second: Person) -> None:
    """Refuse one person in both parts.

    Raises
    ------
    UsageError
    """
    if first.id == second.id:
        raise UsageError(f"{first.name} stands on both sides; name two people")


def require_text(text: str, what: str) -> str:
    """Return `text` without space around it; refuse an empty one.

    Raises
    ------
    UsageError
    """
    if not text.strip():
        raise UsageError(f"nothing is said of the {what}; write it after the name")
    return text.strip()
