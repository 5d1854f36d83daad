"""Undo the last change, and what was derived from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import NothingFoundError
from netkit.importing.calibration import recalibrate

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.store.values import Batch

__all__ = ["undo_last"]


def undo_last(view: NetworkView) -> Batch:
    """Undo the last change; return what it was.

    The lapse formula was fitted to what an import brought: it is fitted anew without it.

    Raises
    ------
    NothingFoundError
        Nothing is left to undo.
    """
    batch = view.store.withdraw(view.now)
    if batch is None:
        raise NothingFoundError("nothing is left to undo")
    if batch.label.startswith("import "):
        recalibrate(view.store)
    return batch
