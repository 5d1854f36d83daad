"""Record introductions and how far they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.introduction_records import introductions_of
from netkit.model.events import Introduction, Step, event_id
from netkit.recording.changes import TYPED, RecordedChange, moment_on, record, require_two
from netkit.recording.introduction_consequences import consequences

if TYPE_CHECKING:
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["record_introduction"]

#: At these steps the two know each other.
_BROUGHT = ("made", "met")


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
    summary = f"{broker.name} introduces {a.name} and {b.name}: {step}"
    on_record = [s for s in introductions_of(view, [a, b]) if s.event.broker == broker.id]
    before = on_record[-1] if on_record else None
    event = before.event if before else Introduction(at, broker.id, a.id, b.id, why, TYPED)
    more = consequences(event, view.owner, at, before=before) if step in _BROUGHT else []
    if before is not None:
        return record(view, summary, [Step(at, before.id, step, why, TYPED), *more])
    first = Step(at, event_id(event), step, source=TYPED)
    return record(view, summary, [event, first, *more])
