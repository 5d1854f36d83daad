"""Write a backup of a network file, and restore one: checked in a copy, put in place at once."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import BadInputError, StoreBusyError, StoreError, UsageError
from netkit.store.sqlite import SqliteStore
from netkit.store.sqlite.care import file_problems
from netkit.store.sqlite.cipher import connect, connect_keyed, errors_called, key_of
from netkit.store.sqlite.identity import ForeignFileError, is_empty, refuse_foreign
from netkit.store.sqlite.schema import NewerNetworkError, refuse_newer
from netkit.support.atomic_files import PARTIAL, make_private_folder, settle, sweep_stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.store.sqlite.cipher import FileKey

__all__ = ["backup", "checked_copy", "restore"]

_JOURNALS = ("-wal", "-shm", "-journal")
_WAIT_SECONDS = 30.0
_PAUSE_SECONDS = 0.1
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
#: Another process opens, closes or writes the file at this moment.
_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN}


def backup(connection: sqlite3.Connection, path: Path, key: FileKey | None = None) -> None:
    """Write a copy, private from its first byte, and checked before it has its name.

    key : of the network; its copy has the same.
    """
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} is there already; choose another name")
    sweep_stale(path)
    handle, name = tempfile.mkstemp(PARTIAL, f".{path.name}.", path.parent)
    os.close(handle)
    try:
        with closing(connect_keyed(name, key)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")  # a copy that is cut off is thrown away
            connection.backup(copy)
            problems = file_problems(copy)
        if problems:
            raise StoreError(f"the network is damaged ({problems[0]}); no backup was made of it")
        with open(name, "rb") as written:
            os.fsync(written.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    settle(path.parent)


def restore(file: Path, target: Path, *, aside: Path | None) -> Path | None:
    """Make `target` what the backup `file` holds; return where what was there lies now.

    Parameters
    ----------
    aside : the path for what was there; where that is taken, "-2", "-3", … is added to it.

    The backup is only read. A sound network at `target` is replaced within one transaction, under
    its write lock, after a copy of it was made at `aside`: whoever writes to it meanwhile waits,
    and nothing that was recorded is lost. A damaged one is moved to `aside` as it is, with its
    journals. A link is followed to the file that it names.

    Raises
    ------
    BadInputError
        `file` is no sound backup; nothing was changed.
    UsageError
        `target` is there and no `aside` is given, or it is a file of another program.
    """
    if not file.exists():
        raise BadInputError(f"there is no file {file}")
    target = target.resolve()
    there = target.exists()
    if there and target.samefile(file):
        raise UsageError(f"{file} is the network itself; name a backup")
    if there and aside is None:
        raise UsageError(f"{target} is there already; --force sets it aside and restores")
    make_private_folder(target.parent)
    with checked_copy(file, target.parent) as copy:
        if there and aside is not None and _is_sound(target):
            if key_of(copy) and not key_of(target):
                raise UsageError(
                    f"{file} is encrypted and {target} is not; run 'netkit encrypt' first, or"
                    " restore to another file (--network)"
                )
            return _replace_content(target, copy, aside)
        taken = _move_aside(target, aside) if there and aside is not None else None
        os.replace(copy, target)
        settle(target.parent)
    return taken


@contextmanager
def checked_copy(file: Path, folder: Path) -> Iterator[Path]:
    """Copy a backup into `folder`, private from its first byte, and check the copy.

    Raises
    ------
    BadInputError
        The file is empty, damaged, of another program, or of a newer netkit.
    """
    sweep_stale(folder / file.name)
    handle, name = tempfile.mkstemp(PARTIAL, f".{file.name}.", folder)
    os.close(handle)
    copy = Path(name)
    try:
        _copy(file, copy)
        if problems := _problems(copy):
            raise BadInputError(f"{file} is damaged ({problems[0]}); nothing was changed")
        with open(copy, "rb") as written:
            os.fsync(written.fileno())
        yield copy
    finally:
        for suffix in ("", *_JOURNALS):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _problems(copy: Path) -> list[str]:
    try:
        with closing(SqliteStore(copy)) as store:
            return store.check()
    except StoreError as error:
        return [str(error.__cause__ or error)]  # not the name of the copy, nor its advice


def _copy(file: Path, copy: Path) -> None:
    """Copy a backup as SQLite reads it, with what its journal holds; it is never written to."""
    if file.is_dir():
        raise BadInputError(f"{file} is a folder, no backup; nothing was changed")
    try:
        with closing(connect(file, uri=_read_only(file))) as source:
            refuse_foreign(source, os.fspath(file))
            if is_empty(source):
                raise BadInputError(f"{file} is empty, no backup; nothing was changed")
            refuse_newer(source)
            with closing(connect_keyed(copy, key_of(file))) as taken:
                source.backup(taken)
    except ForeignFileError as error:
        raise BadInputError(str(error)) from error
    except NewerNetworkError as error:
        raise BadInputError(
            f"{file} was written by a newer netkit; upgrade netkit, then restore it;"
            " nothing was changed"
        ) from error
    except errors_called("OperationalError") as error:
        raise BadInputError(f"{file} cannot be read ({error}); nothing was changed") from error
    except errors_called("DatabaseError") as error:
        raise BadInputError(
            f"{file} is damaged, or no backup of netkit's ({error}); nothing was changed"
        ) from error


def _read_only(file: Path) -> str:
    """Return the address by which SQLite only reads; a journal beside the file is read, too."""
    journal = file.with_name(f"{file.name}-wal")
    alone = not (journal.exists() and journal.stat().st_size)
    return f"{file.resolve().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def _is_sound(target: Path) -> bool:
    """Return True when the network that stands there can be opened and copied whole.

    Only what SQLite calls damage is damage; a file that is busy is waited for.

    Raises
    ------
    UsageError
        It is a file of another program, which is left alone.
    StoreError
        It cannot be read just now, or not at all.
    """
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return _passes_check(target)
        except ForeignFileError as error:
            raise UsageError(str(error)) from error
        except errors_called("DatabaseError") as error:
            if _primary_code(error) in _DAMAGED:
                return False
            if _primary_code(error) not in _PASSING or time.monotonic() > until:
                raise StoreError(f"{target}: {error}; nothing was changed") from error
        time.sleep(_PAUSE_SECONDS)


def _passes_check(target: Path) -> bool:
    with closing(connect(target, uri=f"{target.as_uri()}?mode=ro")) as connection:
        refuse_foreign(connection, os.fspath(target))
        # quick_check of some SQLite versions finds NULLs in tables without rowid that have none.
        rows = connection.execute("PRAGMA integrity_check").fetchall()
        return rows == [("ok",)] and not is_empty(connection)


def _primary_code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _replace_content(target: Path, copy: Path, aside: Path) -> Path:
    """Replace all tables of a network by those of `copy` in one transaction.

    Returns the path of the copy that was made of it before.
    """
    connection = connect(target, timeout=_WAIT_SECONDS, isolation_level=None)
    key, copy_key = key_of(target), key_of(copy)
    with closing(connection):
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(
            "ATTACH ? AS brought"
            + (f' KEY "{copy_key.text}"' if copy_key else " KEY ''" * bool(key)),
            (os.fspath(copy),),
        )
        try:
            connection.execute("BEGIN IMMEDIATE")
        except errors_called("OperationalError") as error:
            raise StoreBusyError(f"another command is writing to {target}; try again") from error
        try:
            aside = _free_path(aside)  # nobody else restores now
            with closing(connect(target)) as reader:
                backup(reader, aside, key)
            _take_tables(connection)
            connection.execute("COMMIT")
        except errors_called("Error") as error:
            raise StoreError(
                f"{target} cannot be written ({error}); it is as it was, nothing was restored"
            ) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        with suppress(
            *errors_called("OperationalError")
        ):  # it is restored; whoever opens it does this too
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return aside


def _take_tables(connection: sqlite3.Connection) -> None:
    listed = "SELECT name, sql FROM {}.sqlite_master WHERE type = '{}' AND sql IS NOT NULL"
    for name, _ in connection.execute(listed.format("main", "table")).fetchall():
        connection.execute(f'DROP TABLE main."{name}"')
    for name, sql in connection.execute(listed.format("brought", "table")).fetchall():
        connection.execute(sql)  # as that file has it; unqualified, so it is made in main
        connection.execute(f'INSERT INTO main."{name}" SELECT * FROM brought."{name}"')  # noqa: S608
    for _, sql in connection.execute(listed.format("brought", "index")).fetchall():
        connection.execute(sql)


def _move_aside(target: Path, aside: Path) -> Path:
    """Keep a damaged network as it is, its journals beside it; return where."""
    aside = _free_path(aside)
    for suffix in _JOURNALS:
        journal = target.with_name(target.name + suffix)
        if journal.exists():
            os.replace(journal, aside.with_name(aside.name + suffix))
    os.replace(target, aside)
    return aside


def _free_path(path: Path) -> Path:
    """Return the path, or with the next number that no file has."""
    candidates = (path if n == 1 else path.with_name(f"{path.name}-{n}") for n in count(1))
    return next(path for path in candidates if not os.path.lexists(path))
