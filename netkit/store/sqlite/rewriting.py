"""Write a network file anew, encrypted or in the clear, and put it in place at once.

Nobody else may have it open: the file that they hold would be no network any more. Killed at any
moment, the network is as before or as after; what was half written is removed by the next run.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import StoreBusyError, StoreError
from netkit.store.recorded_rows import digest_of
from netkit.store.sqlite.care import file_problems
from netkit.store.sqlite.cipher import connect, connect_keyed, errors_called
from netkit.store.sqlite.connection import one_line_errors
from netkit.store.sqlite.copying import dump
from netkit.store.sqlite.identity import APPLICATION_ID, is_empty, refuse_foreign
from netkit.support.atomic_files import PARTIAL, settle, sweep, unwritable

if TYPE_CHECKING:
    import sqlite3

    from netkit.store.sqlite.cipher import FileKey

__all__ = ["rewrite"]

_WAIT_SECONDS = 5.0
_BLOCK = 1 << 20
#: The full-text index is left out: the next search makes it anew.
_LISTED = (
    "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL"
    " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'found!_text%' ESCAPE '!'"
)


def rewrite(path: Path, key: FileKey | None) -> None:
    """Replace a network file by one with the same content under another key; None: plain.

    Raises
    ------
    StoreBusyError
        Another command has it open.
    StoreError
        It is damaged, or the disk is full; it is as it was.
    """
    path = path.resolve()
    with one_line_errors(os.fspath(path)), closing(_alone(path)) as source:
        refuse_foreign(source, os.fspath(path))
        if is_empty(source):
            raise StoreError(f"{path} holds no network; 'netkit init' makes one there")
        sweep(path.parent, path.name)
        with open(path, "r+b") as old:  # closed after SQLite has: a system would drop its locks
            _write_beside(source, path, key)
            source.close()
            _overwrite(old.fileno())


def _alone(path: Path) -> sqlite3.Connection:
    """Return a connection that has the file for itself until it is closed."""
    connection = connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        [[mode]] = connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
    except errors_called("OperationalError") as error:
        connection.close()
        if "locked" not in str(error):
            raise
        raise StoreBusyError(f"another command has {path} open; close it first") from error
    if mode != "delete":
        connection.close()
        raise StoreBusyError(f"another command has {path} open; close it first")
    return connection


def _write_beside(source: sqlite3.Connection, path: Path, key: FileKey | None) -> None:
    handle, name = tempfile.mkstemp(PARTIAL, f".{path.name}.", path.parent)
    os.close(handle)
    try:
        with closing(connect_keyed(name, key, isolation_level=None)) as copy:
            _take(source, copy)
            if problems := file_problems(source) or file_problems(copy) or _differing(source, copy):
                raise StoreError(f"the network is damaged ({problems[0]}); it is as it was")
        with open(name, "rb") as written:
            os.fsync(written.fileno())
        if os.name == "nt":
            source.close()  # Windows replaces no file that is open
        os.replace(name, path)
        settle(path.parent)
    except OSError as error:
        raise StoreError(unwritable(path, error)) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _take(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA journal_mode = OFF")  # a copy that is cut off is thrown away
    copy.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    copy.execute("BEGIN")
    for name, sql in source.execute(_LISTED, ("table",)).fetchall():
        copy.execute(sql)
        rows = source.execute(f'SELECT * FROM "{name}"')  # noqa: S608 — as the file names it
        marks = ", ".join("?" * len(rows.description))
        copy.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608
    for _, sql in source.execute(_LISTED, ("index",)).fetchall():
        copy.execute(sql)
    copy.execute("COMMIT")


def _differing(source: sqlite3.Connection, copy: sqlite3.Connection) -> list[str]:
    same = digest_of(partial(dump, source)) == digest_of(partial(dump, copy))
    return [] if same else ["the copy says something else"]


def _overwrite(handle: int) -> None:
    """Overwrite the file that was replaced; a disk may still keep blocks of its own."""
    size = os.fstat(handle).st_size
    os.lseek(handle, 0, os.SEEK_SET)
    for start in range(0, size, _BLOCK):
        os.write(handle, bytes(min(_BLOCK, size - start)))
    os.fsync(handle)
