"""Opening a network file that may be read, and not written: by its mode, folder or file system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["file_stamp", "read_only_address"]


def read_only_address(path: str | Path) -> str:
    """Return the address by which SQLite reads a file without writing; empty where it may write.

    A journal of changes that are not in the file yet is read with it, and SQLite needs the
    journal's index then. Without one nobody is writing now, and the file is read as if nobody ever
    would, since SQLite would make a journal beside it: `file_stamp` tells whether somebody did.
    """
    file = os.path.realpath(path)
    if not os.path.exists(file) or _writable(file):
        return ""
    from urllib.parse import quote

    has_journal = bool(_size(f"{file}-wal"))
    return f"file:{quote(file)}?mode=ro" + ("" if has_journal else "&immutable=1")


def file_stamp(path: str | Path) -> tuple[int, int, int, int]:
    """Return numbers that are others once a network file was written to."""
    facts = os.stat(path)
    return facts.st_ino, facts.st_size, facts.st_mtime_ns, _size(f"{os.path.realpath(path)}-wal")


def _writable(file: str) -> bool:
    """Return True where a file may be written, and a journal be made beside it."""
    return os.access(file, os.W_OK) and os.access(os.path.dirname(file), os.W_OK)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
