"""Record favours, and thanks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import NothingFoundError
from netkit.model.events import Favour, FavourKind, Step
from netkit.recording.changes import TYPED, RecordedChange, moment_on, record, require_two

if TYPE_CHECKING:
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["record_favour", "record_thanks"]


def record_favour(
    view: NetworkView,
    giver: Person,
    receiver: Person,
    kind: FavourKind = "other",
    text: str = "",
    *,
    value: int = 2,
    asked: bool = False,
    on: date | None = None,
) -> RecordedChange:
    """Record something done for somebody.

    Parameters
    ----------
    value : 1 to 5.
    asked : it was asked for, not offered.
    """
    require_two(giver, receiver)
    at = moment_on(view, on)
    favour = Favour(at, giver.id, receiver.id, kind, text, value, asked, TYPED)
    summary = f"{giver.name} for {receiver.name}: {kind}" + (f", {text}" if text else "")
    return record(view, summary, [favour])


def record_thanks(
    view: NetworkView,
    giver: Person,
    receiver: Person,
    kind: FavourKind = "other",
    on: date | None = None,
) -> RecordedChange:
    """Record that thanks were said for the last favour of a kind.

    Raises
    ------
    NothingFoundError
        No such favour is on record.
    """
    require_two(giver, receiver)
    states = [
        state
        for state in view.states(Favour, people=[giver.id])
        if state.event.receiver == receiver.id and state.event.kind == kind
    ]
    if not states:
        raise NothingFoundError(f"no {kind} by {giver.name} for {receiver.name} is on record")
    last = max(states, key=lambda state: (state.event.at, state.id))
    step = Step(moment_on(view, on), last.id, "thanked", source=TYPED)
    return record(view, f"thanks said: {giver.name} for {receiver.name}: {kind}", [step])
