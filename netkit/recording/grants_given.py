"""Record what a teammate may know of the owner's ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.grants import LEVELS
from netkit.answers.team import colleague_named, granting
from netkit.recording.changes import record

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Granted
    from netkit.recording.changes import RecordedChange

__all__ = ["record_grant"]


def record_grant(view: NetworkView, teammate: str, what: Granted) -> RecordedChange:
    """Record what a teammate, by member name or name, may know of the owner's ties.

    Raises
    ------
    NothingFoundError
        There is no such teammate.
    UsageError
        So it is already.
    """
    colleague = colleague_named(view, teammate)
    event = granting(view, colleague, what, view.now)
    return record(view, f"{colleague.name} may know of your ties: {LEVELS[what]}", [event])
