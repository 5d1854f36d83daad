"""Record what people look for and what they can give, and when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import Need, Offer, Step
from netkit.model.history import is_open
from netkit.recording.changes import (
    TYPED,
    RecordedChange,
    matching_state,
    moment_on,
    record,
    require_text,
)

if TYPE_CHECKING:
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["close_wish", "record_need", "record_offer"]


def record_need(
    view: NetworkView, person: Person, text: str, on: date | None = None
) -> RecordedChange:
    """Record what a person looks for."""
    need = Need(moment_on(view, on), person.id, require_text(text, "need"), TYPED)
    return record(view, f"{person.name} needs: {need.text}", [need])


def record_offer(
    view: NetworkView, person: Person, text: str, on: date | None = None
) -> RecordedChange:
    """Record what a person can give."""
    offer = Offer(moment_on(view, on), person.id, require_text(text, "offer"), TYPED)
    return record(view, f"{person.name} offers: {offer.text}", [offer])


def close_wish(
    view: NetworkView,
    kind: type[Need | Offer],
    person: Person,
    text: str,
    on: date | None = None,
) -> RecordedChange:
    """Record that a need or an offer is over: the one that `text` is a part of.

    Raises
    ------
    NothingFoundError
        No open one says so.
    """
    still_open = [state for state in view.states(kind, people=[person.id]) if is_open(state)]
    name = kind.__name__.lower()
    state = matching_state(still_open, text, f"open {name} of {person.name}")
    step = Step(moment_on(view, on), state.id, "closed", source=TYPED)
    return record(view, f"closed: {person.name}, {state.event.text}", [step])
