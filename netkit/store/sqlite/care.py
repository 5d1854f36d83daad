"""Keeping a network file sound: checking, copying, scrubbing."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.store.derive import differing

from . import ties

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["backup", "check", "scrub"]


def check(connection: sqlite3.Connection) -> list[str]:
    """See the port."""
    found = [
        f"the file: {line}"
        for (line,) in connection.execute("PRAGMA integrity_check")
        if line != "ok"
    ]
    found += [
        f"the file: row {row} of {table} points at a missing row of {parent}"
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
    return found or _derived_problems(connection)


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
    """See the port."""
    if path.exists():
        raise UsageError(f"{path} is there already; choose another name")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    copy = sqlite3.connect(part)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    part.replace(path)


def scrub(connection: sqlite3.Connection) -> None:
    """Leave no trace of what was erased: rewrite the file and empty its journal."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
