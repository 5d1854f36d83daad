"""Sentences of the time line: each event told in a line, with the names of those it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.events import (
    Acquaintance,
    Connected,
    Fact,
    Favour,
    Interaction,
    Introduction,
    Milestone,
    Moment,
    Need,
    Note,
    Offer,
    Promise,
    Step,
    Thread,
)
from netkit.model.when.written_days import partial_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.model.events import Event
    from netkit.model.people import PersonId

__all__ = ["entry_kind", "entry_people", "entry_sentence"]


def entry_kind(event: Event) -> str:
    """Return the word for an event's kind: a contact's channel, else the kind itself."""
    if isinstance(event, Interaction):
        return event.channel
    return {Acquaintance: "know each other", Thread: "topic"}.get(
        type(event), type(event).__name__.lower()
    )


def entry_people(event: Event) -> tuple[PersonId, ...]:
    """Return the people of an event."""
    if isinstance(event, Interaction):
        return (event.sender, *event.recipients)
    names = ("person", "giver", "receiver", "broker", "a", "b", "other")
    return tuple(getattr(event, name) for name in names if hasattr(event, name))


def entry_sentence(event: Event, name: Callable[[PersonId], str]) -> str:
    """Return an event as one sentence."""
    sentence = _SENTENCES.get(type(event))
    return sentence(event, name) if sentence else type(event).__name__.lower()


def _with_text(start: str, text: str) -> str:
    return f"{start}: {text}" if text else start


def _contact(event: Any, name: Any) -> str:
    others = ", ".join(name(pid) for pid in event.recipients)
    return _with_text(f"{name(event.sender)} → {others}", event.text)


def _introduction(event: Any, name: Any) -> str:
    start = f"{name(event.broker)} introduces {name(event.a)} and {name(event.b)}"
    return _with_text(start, event.why)


def _favour(event: Any, name: Any) -> str:
    kind = "help" if event.kind == "other" else event.kind
    return _with_text(f"{name(event.giver)} for {name(event.receiver)}, {kind}", event.text)


def _promise(event: Any, name: Any) -> str:
    due = f", by {event.due}" if event.due else ""
    return f"{name(event.giver)} promised {name(event.receiver)}: {event.text}{due}"


def _thread(event: Any, name: Any) -> str:
    more = "; ".join(part for part in (event.context, event.next_step) if part)
    return _with_text(f"{name(event.person)}, {event.topic}", more)


_SENTENCES: dict[type, Callable[[Any, Any], str]] = {
    Interaction: _contact,
    Introduction: _introduction,
    Favour: _favour,
    Promise: _promise,
    Thread: _thread,
    Need: lambda event, name: f"{name(event.person)} needs: {event.text}",
    Offer: lambda event, name: f"{name(event.person)} offers: {event.text}",
    Note: lambda event, name: f"{name(event.person)}: {event.text}",
    Fact: lambda event, name: f"{name(event.person)}, {event.kind}: {event.text}",
    Moment: lambda event, name: _with_text(f"{name(event.person)}: {event.kind}", event.text),
    Milestone: lambda event, name: f"{name(event.person)}, {event.kind}: {partial_day(event.date)}",
    Acquaintance: lambda event, name: (
        f"{name(event.a)} and {name(event.b)} know each other: {event.evidence}"
    ),
    Connected: lambda event, name: f"{name(event.person)} and {name(event.other)} connected",
    Step: lambda event, name: _with_text(event.to, event.text),
}
