"""Files that are whole or absent: written beside their place, then moved into it."""

from __future__ import annotations

import errno
import glob
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTIAL = ".part"
"""Ending of a file that is still being written; one left behind by a killed run is swept away."""

STALE_SECONDS = 3_600
"""So long after it was last written, a file that is not whole belongs to a run that was killed."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_atomic(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that a reader, or a crash at any moment, sees the old or the new whole.

    Folders are made when missing (0700) and the file is for the user alone (0600). What is large
    may come in parts.

    Raises
    ------
    UsageError
        At the path is a device or a pipe, which would be replaced by a file.
    StoreError
        When the disk is full or the folder cannot be written; the old file stays.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UsageError(f"{path} is a device or a pipe; name a file")
    try:
        make_private_folder(path.parent)
        _write_then_move(path, data)
    except OSError as error:
        raise StoreError(unwritable(path, error)) from error


def make_private_folder(folder: Path) -> None:
    """Make a folder and its missing parents, each for the user alone, whatever the umask is.

    `Path.mkdir` makes the parents with the rights of the umask: who may write to one of them may
    replace what lies below.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)


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


def sweep_stale(path: Path) -> None:
    """Remove what killed writers left of a file; a writer at work is left alone."""
    sweep_stale_in(path.parent, glob.escape(path.name))


def sweep_stale_in(folder: Path, names: str) -> None:
    """Remove what killed writers left of all files of a folder whose names fit a pattern."""
    oldest = time.time() - STALE_SECONDS
    for leftover in folder.glob(f".{names}.*{PARTIAL}*"):
        with suppress(OSError):  # another sweeper was here
            if leftover.stat().st_mtime < oldest:
                leftover.unlink()


def _write_then_move(path: Path, data: bytes | Iterable[bytes]) -> None:
    import tempfile  # 4 ms, which whoever only reads spares

    sweep_stale(path)
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
