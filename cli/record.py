"""Share the steps of commands that write one thing down: its day, the change, the words on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .day_types import PAST_DAY
from .output import note, say, say_json

if TYPE_CHECKING:
    from netkit.forgetting.forget import Forgotten
    from netkit.recording.changes import RecordedChange

    from .session import Session

__all__ = ["on_option", "tell", "tell_forgotten"]

on_option = click.option(
    "--on", "day", metavar="DAY", type=PAST_DAY, help="The day it happened; today if left out."
)


def tell(session: Session, change: RecordedChange) -> None:
    """Print the recorded change: a sentence, or one JSON object with the events and their ids."""
    if session.format == "json":
        from netkit.answers.plain_values import plain

        rows = [{"id": eid, "event": type(event).__name__.lower(), **plain(event)}
                for eid, event in zip(change.ids, change.events, strict=True)]  # fmt: skip
        whole = {"question": session.question, "as_of": session.present.isoformat(),
                 "engine": session.engine, "results": rows, "notes": [change.text],
                 **session.extra}  # fmt: skip
        say_json(whole)
    else:
        say(change.text)


def tell_forgotten(forgotten: Forgotten) -> None:
    """Say which files went with somebody forgotten, and what could not be reached."""
    for path in forgotten.removed:
        note(f"removed, as it named them: {path}")
    for line in forgotten.unreached:
        note(f"not reached yet: {line}")
