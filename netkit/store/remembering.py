"""Remembering for the next answer: a convenience, which a read-only network goes without."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from netkit.errors import ReadOnlyError

if TYPE_CHECKING:
    from netkit.store.port import Store

__all__ = ["remember_setting"]


def remember_setting(store: Store, name: str, value: str) -> None:
    """Store a small value that an answer would like to find again, where that may be done."""
    with suppress(ReadOnlyError):
        store.set_setting(name, value)
