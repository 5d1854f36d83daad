"""Record notes about people: by themselves, or as part of a topic that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import Note, Step, Thread
from netkit.model.names import fold
from netkit.recording.changes import TYPED, RecordedChange, moment_on, record, require_text

if TYPE_CHECKING:
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["record_note", "record_topic_note"]


def record_note(
    view: NetworkView, person: Person, text: str, on: date | None = None
) -> RecordedChange:
    """Record a note about a person."""
    note = Note(moment_on(view, on), person.id, require_text(text, "note"), TYPED)
    return record(view, f"noted of {person.name}", [note])


def record_topic_note(
    view: NetworkView,
    person: Person,
    topic: str,
    text: str,
    *,
    next_step: str = "",
    close: bool = False,
    on: date | None = None,
) -> RecordedChange:
    """Record how a topic with a person begins or goes on.

    Parameters
    ----------
    next_step : the next step of the topic.
    close : the topic has come to its end.
    """
    at = moment_on(view, on)
    same = [
        state
        for state in view.states(Thread, people=[person.id])
        if state.status != "closed" and fold(state.event.topic) == fold(topic)
    ]
    summary = f"{topic} with {person.name}: {text}"
    if not same:
        return record(view, summary, [Thread(at, person.id, topic, text, next_step, TYPED)])
    steps = [Step(at, same[-1].id, "closed" if close else "decided", text, TYPED)]
    if next_step:
        steps.append(Step(at, same[-1].id, "next", next_step, TYPED))
    return record(view, summary, steps)
