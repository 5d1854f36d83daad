"""Record promises, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.model.events import Promise, Step
from netkit.model.history import is_open
from netkit.recording.changes import (
    TYPED,
    RecordedChange,
    matching_state,
    moment_on,
    record,
    require_text,
    require_two,
)

if TYPE_CHECKING:
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person
    from netkit.model.when import PartialDate

__all__ = ["PromiseOutcome", "record_promise", "settle_promise"]

#: What can become of a promise.
PromiseOutcome = Literal["kept", "missed", "released"]


def record_promise(
    view: NetworkView,
    giver: Person,
    receiver: Person,
    text: str,
    *,
    due: PartialDate | None = None,
    on: date | None = None,
) -> RecordedChange:
    """Record what one person promised another, and by when."""
    require_two(giver, receiver)
    text = require_text(text, "promise")
    promise = Promise(moment_on(view, on), giver.id, receiver.id, text, due, TYPED)
    by = f", by {due}" if due else ""
    return record(view, f"{giver.name} promised {receiver.name}: {text}{by}", [promise])


def settle_promise(
    view: NetworkView, text: str, outcome: PromiseOutcome, on: date | None = None
) -> RecordedChange:
    """Record that a promise was kept, missed or released: the one that `text` is a part of.

    Raises
    ------
    NothingFoundError
        No open promise says so.
    """
    still_open = [state for state in view.states(Promise) if is_open(state)]
    state = matching_state(still_open, text, "open promise")
    step = Step(moment_on(view, on), state.id, outcome, source=TYPED)
    return record(view, f"{outcome}: {state.event.text}", [step])
