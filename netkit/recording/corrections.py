"""Correct what was recorded: edit an entry, remove one; either is a change that can be undone."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, cast

from netkit.answers.entry_sentences import entry_sentence
from netkit.answers.timeline import EVENT_NAMES, event_names
from netkit.errors import NothingFoundError, UsageError
from netkit.model.events import EventId, Interaction, Milestone, Step, event_id
from netkit.model.frozen import replace
from netkit.model.when import PartialDate
from netkit.recording.changes import RecordedChange, record, require_text
from netkit.recording.entry_numbers import key_of_number

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Event
    from netkit.model.history import Recorded

__all__ = ["edit_entry", "removal_of", "remove_entry"]

#: The field of an event that holds its words, where it is not called `text`.
_WORDS = {"introduction": "why", "thread": "context", "acquaintance": "evidence"}


def edit_entry(
    view: NetworkView, number: int, text: str = "", *, on: date | None = None
) -> RecordedChange:
    """Record an entry anew with other words, or on another day; its steps stay with it.

    Raises
    ------
    NothingFoundError, UsageError
    """
    old = _entry(view, number)
    new = _edited(old.event, text, on, view)
    if new == old.event:
        raise UsageError("nothing is different; say what it was: edit NUMBER TEXT, or --on DAY")
    steps = _steps_of(view, old.id)
    moved = [replace(cast("Step", step.event), of=event_id(new)) for step in steps]
    sentence = f"edited: {_sentence(view, new)}"
    return record(view, sentence, [new, *moved], removals=[old.id, *(step.id for step in steps)])


def remove_entry(view: NetworkView, number: int) -> RecordedChange:
    """Take an entry out of the record, with the steps that name it.

    Raises
    ------
    NothingFoundError, UsageError
    """
    entry = _entry(view, number)
    return record(
        view, f"removed: {_sentence(view, entry.event)}", removals=removal_of(view, entry.id)
    )


def removal_of(view: NetworkView, event: EventId) -> list[EventId]:
    """Return an event's id with those of the steps that name it."""
    return [event, *(step.id for step in _steps_of(view, event))]


def _steps_of(view: NetworkView, event: EventId) -> list[Recorded[Event]]:
    steps = view.store.events(["step"])
    return [step for step in steps if cast("Step", step.event).of == event]


def _entry(view: NetworkView, number: int) -> Recorded[Event]:
    """Return the event or contact that a number stands for."""
    key = key_of_number(view, number)
    if key.startswith("change "):
        raise UsageError(f"{number} is a whole change; 'netkit undo {number}' takes it back")
    if key.startswith("job "):
        raise UsageError(
            f"{number} is a job; 'netkit person \"NAME\" --org ORG --title TITLE' corrects it"
        )
    for recorded in view.store.events([*EVENT_NAMES, "step"]):
        if recorded.id == key:
            return recorded
    for contact in view.store.all_interactions():
        if contact.id == key:
            return cast("Recorded[Event]", contact)
    raise NothingFoundError(f"what had the number {number} is not on record any more")


def _sentence(view: NetworkView, event: Event) -> str:
    people = event_names(view, [event])
    return entry_sentence(event, lambda pid: people[pid].name if pid in people else str(pid))


def _edited(event: Event, text: str, on: date | None, view: NetworkView) -> Event:
    """Return an event with other words, or on another day."""
    changes: dict[str, Any] = {}
    kind = type(event).__name__.lower()
    if text:
        field = _WORDS.get(kind, "text")
        if not hasattr(event, field):
            raise UsageError(f"a {kind} has no words to edit; remove it and record it anew")
        changes[field] = require_text(text, "entry")
    if on is not None:
        if isinstance(event, Milestone):
            changes["date"] = PartialDate.parse(on.isoformat())
        else:
            moment = datetime.combine(on, time(12), view.now.tzinfo)
            changes["at"] = min(moment, view.present)
    edited: Event = replace(event, **changes)
    if isinstance(edited, Interaction) and edited != event and event_id(edited) == event_id(event):
        # Words alone do not tell contacts apart: another mark makes it another contact.
        edited = replace(edited, mark=f"{edited.mark}+")
    return edited
