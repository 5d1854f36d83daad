"""Changes that were cut off, or are at work: an answer is made of a part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.store.port import Store
    from netkit.store.values import CutOffChange

__all__ = ["unfinished_notes"]


def unfinished_notes(store: Store) -> list[str]:
    """Return a note for each change that is not wholly recorded, as of the last answer read."""
    return [_note(change) for change in store.unfinished]


def _note(change: CutOffChange) -> str:
    undo = "'netkit undo' to withdraw it"
    if change.later:
        undo = f"'netkit undo' {change.later + 1} times to withdraw it, what came later first"
    return (
        f"“{change.label}” was cut off, and only a part of it is here; run the same command again"
        f" to finish it, or {undo}"
    )
