"""Read what came in for its meaning, as much as an import has time for."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.importers.port import Warned
from netkit.store.meanings import MOST_AT_ONCE, keep_meanings
from netkit.topics.meaning_models import missing

if TYPE_CHECKING:
    from netkit.store.port import Store

__all__ = ["keep_most_meanings"]


def keep_most_meanings(store: Store, name: str) -> list[Warned]:
    """Embed the texts that have no vector yet; return a warning where they are too many for now.

    name : of what was imported.
    """
    if missing():
        return []
    with suppress(UsageError):  # what came in stands; `netkit meaning` says what is wrong
        read = keep_meanings(store, MOST_AT_ONCE)
        if 0 < read.texts < read.of:
            text = (
                f"{read.of - read.texts:,} texts are not yet read for what they mean:"
                " 'netkit meaning --read' reads them"
            )
            return [Warned(name, text)]
    return []
