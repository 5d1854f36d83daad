"""History of changes: everything the owner did and imported, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.results import Results, first_rows
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.answers.network_view import NetworkView

__all__ = ["RecordedBatch", "change_history"]


@dataclass(frozen=True, slots=True)
class RecordedBatch:
    """One change: what was typed or imported.

    number : what `undo` takes; the same from one call to the next.
    undone : it was taken back.
    """

    number: int
    at: datetime
    text: str
    undone: bool
    change: int


def change_history(
    view: NetworkView, *, since: datetime | None = None, undoable: bool = False, limit: int = 0
) -> Results[RecordedBatch]:
    """Return the changes since a moment, the newest first; with `undoable` those that stand.

    They have no numbers yet: `netkit.recording.entry_numbers` gives them.
    """
    rows = [
        RecordedBatch(0, batch.at, batch.label, batch.withdrawn, batch.id)
        for batch in reversed(view.store.batches())
        if (since is None or batch.at >= since)
        and (view.as_of is None or batch.at <= view.as_of)
        and not (undoable and batch.withdrawn)
    ]
    return first_rows(rows, limit, kind=RecordedBatch)
