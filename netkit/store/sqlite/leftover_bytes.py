"""Overwrite what deleted rows leave in a network file, so that no byte of somebody forgotten stays.

`secure_delete` overwrites the rows themselves. Copies of them may lie in gaps between the cells of
a page (`netkit.store.sqlite.page_gaps` overwrites these) and in the journal, which is emptied
before. Where that cannot be done, the file is rewritten by `VACUUM`: an encrypted one always is.
"""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

from netkit.store.sqlite.cipher import connect, errors_called
from netkit.store.sqlite.page_gaps import UnknownLayoutError, overwrite_gaps

if TYPE_CHECKING:
    import sqlite3

__all__ = ["overwrite_leftovers"]

#: A reader may read for hours: what it keeps from being done is done at the next start.
_PATIENCE_MS = 300
_TRIES = 3  # while others write between the emptied journal and the lock
_EMPTY_JOURNAL = "PRAGMA wal_checkpoint(TRUNCATE)"


def overwrite_leftovers(connection: sqlite3.Connection, path: str, *, encrypted: bool) -> bool:
    """Overwrite what deleted rows left in the file at `path`; False while others keep it in use."""
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    try:
        if encrypted:
            return _rewrite(connection)
        for _ in range(_TRIES):
            if not _empty_journal(connection):
                return False
            done = _overwrite_alone(os.path.realpath(path))
            if done is not None:
                return done or _rewrite(connection)
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def _empty_journal(connection: sqlite3.Connection) -> bool:
    [[busy, *_]] = connection.execute(_EMPTY_JOURNAL).fetchall()
    return not busy


def _rewrite(connection: sqlite3.Connection) -> bool:
    _empty_journal(connection)
    connection.execute("VACUUM")
    return _empty_journal(connection)


def _overwrite_alone(path: str) -> bool | None:
    """Overwrite the gaps while nobody can write; None if somebody does, False if it failed.

    What is written at the end only tells every connection that the file is another, so that none
    writes a page back as it remembers it. This one remembers none: it is new.
    """
    before = os.stat(path)
    with closing(connect(path, timeout=_PATIENCE_MS / 1000, isolation_level=None)) as lock:
        lock.execute("PRAGMA synchronous = OFF")  # of what it writes, nothing need last
        try:
            lock.execute("BEGIN IMMEDIATE")
        except errors_called("OperationalError"):
            return None
        try:
            if os.path.getsize(f"{path}-wal") or not os.path.samestat(before, os.stat(path)):
                return None
            done = _gaps_are_overwritten(path)
            [version] = lock.execute("PRAGMA user_version").fetchone()
            lock.execute(f"PRAGMA user_version = {(version + 1) % 2**31}")
            lock.execute("COMMIT")
        finally:
            if lock.in_transaction:
                lock.execute("ROLLBACK")
    return done


def _gaps_are_overwritten(path: str) -> bool:
    """Overwrite the gaps of a file; return False where it is not understood, or cannot be done."""
    try:
        overwrite_gaps(_descriptor(path))
    except (OSError, UnknownLayoutError):
        return False
    return True


#: By the device and number of a file, a descriptor of it that stays open as long as the process:
#: to close it would drop the locks that SQLite has on the file. An open file keeps its number.
_OPEN: dict[tuple[int, int], int] = {}


def _descriptor(path: str) -> int:
    file = os.stat(path)
    key = file.st_dev, file.st_ino
    if key not in _OPEN:
        _OPEN[key] = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    return _OPEN[key]
