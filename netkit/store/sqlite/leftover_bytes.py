"""Overwrite what deleted rows leave in a network file, so that no byte of somebody forgotten stays.

`secure_delete` overwrites the rows themselves. Copies of them may lie in gaps between the cells of
a page (`netkit.store.sqlite.page_gaps` overwrites these, in a process of its own) and in the
journal, which is emptied before. Where that cannot be done, the file is rewritten by `VACUUM`: an
encrypted one always is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.store.sqlite.cipher import connect, errors_called

if TYPE_CHECKING:
    import sqlite3

__all__ = ["overwrite_leftovers"]

#: A reader may read for hours: what it keeps from being done is done at the next start.
_PATIENCE_MS = 300
_TRIES = 3  # while others write between the emptied journal and the lock
_OVERWRITE_SECONDS = 600.0
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
    with closing(connect(path, timeout=_PATIENCE_MS / 1000, isolation_level=None)) as lock:
        lock.execute("PRAGMA synchronous = OFF")  # of what it writes, nothing need last
        try:
            lock.execute("BEGIN IMMEDIATE")
        except errors_called("OperationalError"):
            return None
        try:
            if os.path.getsize(f"{path}-wal"):
                return None
            done = _run_overwriting(path)
            [version] = lock.execute("PRAGMA user_version").fetchone()
            lock.execute(f"PRAGMA user_version = {(version + 1) % 2**31}")
            lock.execute("COMMIT")
        finally:
            if lock.in_transaction:
                lock.execute("ROLLBACK")
    return done


def _run_overwriting(path: str) -> bool:
    program = Path(__file__).with_name("page_gaps.py")
    command = [sys.executable, "-I", "-S", os.fspath(program), path]
    try:
        done = subprocess.run(  # noqa: S603 our own program, an argument list, no shell
            command, check=False, timeout=_OVERWRITE_SECONDS, stderr=subprocess.DEVNULL
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return False
    return not done.returncode
