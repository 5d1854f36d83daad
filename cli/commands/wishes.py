"""The shared body of `netkit need` and `netkit offer`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import Need, Offer, Step
from netkit.model.history import is_open

from ..record import TYPED, one_state, record, when

if TYPE_CHECKING:
    from datetime import date

    from ..session import Session

__all__ = ["wish"]


def wish(
    session: Session,
    kind: type[Need | Offer],
    person: str,
    text: str,
    day: date | None,
    close: bool,
) -> None:
    """Record a need or an offer, or that it is over."""
    name = kind.__name__.lower()
    who = session.person(person)
    session.question = f"{name} {who.name}"
    if close:
        known = session.workspace.view.states(kind, people=[who.id])
        over = one_state([one for one in known if is_open(one)], text, f"open {name} of {who.name}")
        step = Step(when(session, day), over.id, "closed", source=TYPED)
        record(session, f"closed: {who.name}, {over.event.text}", [step])
        return
    verb = "needs" if kind is Need else "offers"
    event = kind(when(session, day), who.id, text, TYPED)
    record(session, f"{who.name} {verb}: {text}", [event])
