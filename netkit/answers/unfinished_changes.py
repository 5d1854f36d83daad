"""Changes that were cut off, or are at work: an answer is made of a part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.store.port import Store

__all__ = ["unfinished_notes"]


def unfinished_notes(store: Store) -> list[str]:
    """Return a note for each change that is not wholly recorded, as of the last answer read."""
    return [
        f"“{label}” was cut off, and this answer is made of a part of it; run the same command"
        " again to finish it, or 'netkit undo' to withdraw it"
        for label in store.unfinished
    ]
