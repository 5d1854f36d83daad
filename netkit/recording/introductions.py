"""Record introductions and how far they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.introduction_records import introductions_of
from netkit.model.events import Introduction, Step, event_id
from netkit.recording.changes import TYPED, RecordedChange, moment_on, record, require_two

if TYPE_CHECKING:
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["record_introduction"]


def record_introduction(
    view: NetworkView,
    a: Person,
    b: Person,
    *,
    broker: Person,
    step: str = "made",
    why: str = "",
    on: date | None = None,
) -> RecordedChange:
    """Record an introduction of two people, or its next step where it is on record.

    Parameters
    ----------
    step : one of `netkit.model.events.INTRODUCTION_STEPS`, or ``declined``.
    why : the reason for it, or how it went.
    """
    require_two(a, b)
    at = moment_on(view, on)
    told = f"{broker.name} introduces {a.name} and {b.name}: {step}"
    on_record = [s for s in introductions_of(view, [a, b]) if s.event.broker == broker.id]
    if on_record:
        return record(view, told, [Step(at, on_record[-1].id, step, why, TYPED)])
    event = Introduction(at, broker.id, a.id, b.id, why, TYPED)
    return record(view, told, [event, Step(at, event_id(event), step, source=TYPED)])
