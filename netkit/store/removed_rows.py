"""Rows that a correction removed, as a store keeps them in one setting until they are restored.

The text is no JSON on purpose: forgetting empties a setting that names somebody and cannot be
taken apart (`netkit.store.scrub`), and what was removed must not outlive those it speaks of.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from netkit.store.recorded_rows import Row

__all__ = ["REMOVED_SETTING", "RemovedRow", "read_removed", "removed_ids", "write_removed"]

#: The setting that holds them.
REMOVED_SETTING = "removed rows"
_HEAD = "removed: "


class RemovedRow(NamedTuple):
    """A row that a change removed: its table, `event` or `interaction`, and the row as it was."""

    batch: int
    table: str
    row: Row


def read_removed(text: str | None) -> list[RemovedRow]:
    """Read what `write_removed` wrote; nothing where it was emptied."""
    if not text or not text.startswith(_HEAD):
        return []
    return [RemovedRow(*entry) for entry in json.loads(text.removeprefix(_HEAD))]


def write_removed(rows: Iterable[RemovedRow]) -> str:
    """Return removed rows as the text of the setting."""
    return _HEAD + json.dumps([list(row) for row in rows], ensure_ascii=False)


def removed_ids(rows: Iterable[RemovedRow], imports: Container[int]) -> frozenset[str]:
    """Return the ids of events that a correction removed: an import does not bring them back.

    imports : the numbers of the changes that are imports; what one took out another may tell again
    """
    return frozenset(str(removed.row["uid"]) for removed in rows if removed.batch not in imports)
