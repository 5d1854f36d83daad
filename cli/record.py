"""What the commands share that write one thing down: its day, the change, what is said of it."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import click

from netkit.errors import NothingFoundError

from .day_types import PAST_DAY
from .output import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netkit.model.events import Event
    from netkit.model.history import State

    from .session import Session

__all__ = ["TYPED", "on_option", "one_state", "record", "when"]

#: The source of what the user typed: it wins over a sync and an archive.
TYPED = "typed"

on_option = click.option(
    "--on", "day", metavar="DAY", type=PAST_DAY, help="The day it happened; today if left."
)


def when(session: Session, day: date | None) -> datetime:
    """Return the moment something happened: now, or noon of the day that was named."""
    if day is None:
        return session.present
    return min(datetime.combine(day, time(12), session.now.tzinfo), session.present)


def record(
    session: Session,
    said: str,
    events: Sequence[Event] = (),
    *,
    label: str = "",
    **parts: Sequence[Any],
) -> None:
    """Record one change and say so; it is kept under `label`, or under what is said.

    `parts` are further fields of a change.
    """
    from netkit.model.events import event_id
    from netkit.store.values import Change

    change = Change(label=label or said, at=session.now, events=list(events), **parts)
    session.workspace.store.append(change)
    if session.format == "json":
        import json

        from netkit.answers.plain_values import plain

        rows = [{"id": event_id(event), "event": type(event).__name__.lower(), **plain(event)}
                for event in events]  # fmt: skip
        whole = {"question": session.question, "as_of": session.present.isoformat(),
                 "engine": session.engine, "results": rows, "notes": [said],
                 **session.extra}  # fmt: skip
        say(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        say(said)


def one_state(states: Sequence[State[Any]], text: str, kind: str) -> State[Any]:
    """Return the one event that an id or a part of its text means, the newest among equals.

    Raises
    ------
    NothingFoundError
    """
    from netkit.model.names import fold

    found = [
        one
        for one in states
        if one.id.startswith(text) or fold(text) in fold(getattr(one.event, "text", ""))
    ]
    if not found:
        raise NothingFoundError(f"no {kind} says “{text}”")
    return max(found, key=lambda one: (one.event.at, one.id))
