"""Files that are whole or absent: written beside their place, then moved into it."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTIAL = ".part"
"""Ending of a file that is still being written; one left behind by a killed run is swept away."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_atomic(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that a reader, or a crash at any moment, sees the old or the new whole.

    The folder is made when missing (0700) and the file is for the user alone (0600). What is large
    may come in parts.

    Raises
    ------
    StoreError
        When the disk is full or the folder cannot be written; the old file stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_then_move(path, data)
    except OSError as error:
        raise StoreError(unwritable(path, error)) from error


def unwritable(path: Path, error: OSError) -> str:
    """Say in one line why a file could not be written and what to do about it."""
    if error.errno in _FULL:
        return f"the disk is full: {path} was not written; free some space and run it again"
    return f"{path} was not written: {error.strerror or error}"


def sweep(folder: Path, names: str) -> None:
    """Remove what a killed writer left of files whose names fit a pattern.

    Only who holds the lock on these files may call this.
    """
    for leftover in folder.glob(f".{names}.*{PARTIAL}"):
        leftover.unlink(missing_ok=True)


def _write_then_move(path: Path, data: bytes | Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(PARTIAL, f".{path.name}.", path.parent)  # made 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make moves in a folder survive a power cut; Windows has no handle on folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
