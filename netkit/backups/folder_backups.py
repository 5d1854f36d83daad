"""Back a network up into a folder that holds many, and remove those that need not be kept."""

from __future__ import annotations

import os
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.support.atomic_files import make_private_folder, sweep_stale_in

from .rotation import backup_name, rotate
from .verified import back_up

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.store.port import Store

    from .age_files import Readers
    from .rotation import Keep
    from .seal import Seal

__all__ = ["FolderBackup", "back_up_to_folder", "network_stem"]


@dataclass(frozen=True, slots=True)
class FolderBackup:
    """A backup that was written into a folder, and the older ones that were removed for it."""

    path: Path
    seal: Seal
    removed: tuple[Path, ...]


def network_stem(network: str) -> Path:
    """Return the path of a network without its ending; a server has no path to write beside."""
    return Path("network") if "://" in network else Path(network).with_suffix("")


def back_up_to_folder(
    store: Store,
    folder: Path,
    made_at: datetime,
    keep: Keep | None = None,
    readers: Readers | None = None,
) -> FolderBackup:
    """Write a verified backup whose name says when, and rotate the others of this network.

    Parameters
    ----------
    keep : what is worth keeping; None removes nothing.
    readers : encrypt it, so that only they can read it.
    """
    stem = network_stem(os.fspath(store.url)).name
    make_private_folder(folder)
    sweep_stale_in(folder, f"{escape(stem)}-*")  # of a run that was killed, under another name
    target = folder / backup_name(stem, made_at, encrypted=readers is not None)
    seal = back_up(store, target, made_at, readers)
    return FolderBackup(target, seal, tuple(rotate(folder, stem, keep)) if keep else ())
