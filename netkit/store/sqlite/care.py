"""Keeping a network file sound: checking, copying, scrubbing."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from typing import TYPE_CHECKING

from netkit.errors import StoreError, UsageError
from netkit.store.derive import differing
from netkit.support.atomic_files import PARTIAL, settle

from . import ties

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["backup", "check", "scrub"]


def check(connection: sqlite3.Connection) -> list[str]:
    """See the port."""
    return _file_problems(connection) or _derived_problems(connection)


def _file_problems(connection: sqlite3.Connection) -> list[str]:
    """Return damage of the file itself, a line each."""
    damage = [
        f"the file: {line}"
        for (line,) in connection.execute("PRAGMA integrity_check")
        if line != "ok"
    ]
    return damage + [
        f"the file: row {row} of {table} points at a missing row of {parent}"
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]


def _derived_problems(connection: sqlite3.Connection) -> list[str]:
    """Compare contact-days and ties with what the interactions give when counted anew."""
    query = "SELECT * FROM {} ORDER BY 1, 2, 3"
    before = {t: connection.execute(query.format(t)).fetchall() for t in ("contact", "tie")}
    connection.execute("SAVEPOINT checking")
    try:
        ties.rebuild(connection, None)
        after = {t: connection.execute(query.format(t)).fetchall() for t in before}
    finally:
        connection.execute("ROLLBACK TO checking")
        connection.execute("RELEASE checking")
    wrong = {table: differing(before[table], after[table]) for table in before}
    return [
        f"{table}: {count} rows differ from what the interactions give; 'netkit check --repair'"
        " counts them anew"
        for table, count in wrong.items()
        if count
    ]


def backup(connection: sqlite3.Connection, path: Path) -> None:
    """See the port; the copy is private from its first byte, and checked before it has its name."""
    from pathlib import Path

    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} is there already; choose another name")
    handle, name = tempfile.mkstemp(PARTIAL, f".{path.name}.", path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(name)) as copy:
            connection.backup(copy)
            problems = _file_problems(copy)
        if problems:
            raise StoreError(f"the network is damaged ({problems[0]}); no backup was made of it")
        with open(name, "rb") as written:
            os.fsync(written.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    settle(path.parent)


def scrub(connection: sqlite3.Connection) -> None:
    """Leave no trace of what was erased: rewrite the file and empty its journal."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
