"""Open a network file, and run reads and writes on it with errors in one line."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from netkit.errors import ReadOnlyError, StoreBusyError, StoreError, UsageError
from netkit.store.derive import ZONE_SETTING, zone_of_days
from netkit.store.sqlite.cipher import connect, errors_called, key_of
from netkit.store.sqlite.identity import is_empty, refuse_foreign
from netkit.store.sqlite.read_only import file_stamp, read_only_address
from netkit.store.sqlite.schema import migrate, missing_steps

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

__all__ = ["NetworkFile", "one_line_errors"]

T = TypeVar("T")

_BUSY_SECONDS = 5.0
_PAUSE_SECONDS = 0.05
_TRIES = 5  # of an answer that writes at its end, or reads a file that may not be written
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -16384",  # KiB
)
#: During bulk inserts: what SQLite would keep in memory for a savepoint grows with the file.
#: Of an encrypted network it stays there: such files are not encrypted.
_BULK_PRAGMAS = ("foreign_keys = OFF", "temp_store = FILE")
#: Of a file that may not be written.
_READ_ONLY_PRAGMAS = _PRAGMAS[-2:]


class _SnapshotPassedError(StoreBusyError):
    """What an answer wants to write rests on a state that is none any more."""


class NetworkFile:
    """A network file, open: what every group of queries on it (`PeopleQueries`, …) builds on."""

    #: An answer is being read, from one snapshot of the file: of this version.
    _answering, _version = False, 0

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        """Open the file at `path`, making it (mode 0600) where it is not there yet.

        Raises
        ------
        StoreError
            There is no such file and `create` is False, it cannot be opened, or it is no network.
        """
        self._file = os.fspath(path)
        with one_line_errors(self._file):
            _make_private(self._file, create)
            _refuse_hard_links(self._file)
            while not self._open(create):
                pass

    def _open(self, create: bool) -> bool:
        """Open the file; return False if another was put in its place meanwhile, as encrypted."""
        before = os.stat(self._file)
        try:
            self._address = read_only_address(self._file)
            self._connection = connect(
                self._file, uri=self._address, timeout=_BUSY_SECONDS, isolation_level=None
            )
            self._key = key_of(self._file)
            self._prepare(create)
        except Exception:
            if os.path.samestat(before, os.stat(self._file)):
                raise
        if os.path.samestat(before, os.stat(self._file)):
            return True
        self.close()
        return False

    def _prepare(self, create: bool) -> None:
        """Set up the connection, and bring the file up to date; close it where that fails."""
        try:
            refuse_foreign(self._connection, self._file)
            if not create and is_empty(self._connection):
                raise StoreError(f"{self._file} holds no network; 'netkit init' makes one there")
            if self._address:
                self._refuse_missing_steps()
                return self._set(_READ_ONLY_PRAGMAS)
            self._set_journal()
            self._keep_before_upgrade()
            migrate(self._connection, int(time.time()))
        except BaseException:
            self._connection.close()
            raise

    def _refuse_missing_steps(self) -> None:
        if missing_steps(self._connection):
            raise ReadOnlyError(
                f"{self._file} was written by an earlier netkit, and may not be written here: open"
                " it once where it may, or copy it to a folder of yours"
            )

    def _keep_before_upgrade(self) -> None:
        """Keep a checked copy of a network that an earlier netkit wrote, before it is changed."""
        steps = missing_steps(self._connection)
        if not steps or is_empty(self._connection):
            return
        from netkit.store.sqlite.restoring import backup

        copy = Path(f"{os.path.realpath(self._file)}.before-upgrade-{steps[0].partition(' ')[0]}")
        if not copy.exists():  # another process that opens it now may have made it
            with suppress(UsageError):
                backup(self._connection, copy, self._key)

    def _set_journal(self) -> None:
        """Set the pragmas; of several connections at once only one can switch the journal."""
        for _ in range(int(_BUSY_SECONDS / _PAUSE_SECONDS)):
            try:
                return self._set(_PRAGMAS)
            except errors_called("OperationalError") as error:
                if "locked" not in str(error):
                    raise
                time.sleep(_PAUSE_SECONDS)
        return self._set(_PRAGMAS)

    def _set(self, pragmas: Sequence[str]) -> None:
        for pragma in pragmas:
            self._connection.execute(f"PRAGMA {pragma}")

    @property
    def url(self) -> str:
        """The file's path."""
        return self._file

    @cached_property
    def zone(self) -> tzinfo:
        """See the port."""
        query = "SELECT value FROM setting WHERE name = ?"
        with self._reading() as connection:
            row = connection.execute(query, (ZONE_SETTING,)).fetchone()
        return zone_of_days(row and row[0])

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for a read; SQLite's errors become one line."""
        with one_line_errors(self._file):
            yield self._connection

    @contextmanager
    def _writing(self, *, bulk: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction: all of it is recorded, or nothing.

        bulk : disable foreign-key checks, a fifth of the time of a bulk insert. Its rows refer to
            rows that were looked up, or added, in the same transaction; `check` looks.
        """
        with one_line_errors(self._file), self._between_snapshots():
            if bulk:
                self._set(_BULK_PRAGMAS[: 1 if self._key else None])
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    if self._answering and self._data_version() != self._version:
                        raise _SnapshotPassedError(f"{self._file} was written to; ask again")
                    yield self._connection
                    self._connection.execute("COMMIT")
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
            finally:
                if bulk:
                    self._set(_PRAGMAS)

    def from_one_state(self, work: Callable[[], T]) -> T:
        """See the port."""
        with one_line_errors(self._file):  # it may be closed
            inside = self._answering or self._connection.in_transaction
        if inside:
            return work()
        for _ in range(_TRIES):
            stamp = file_stamp(self._file) if self._address else None
            with suppress(_SnapshotPassedError):
                answer = self._from_snapshot(work)
                if stamp is None or file_stamp(self._file) == stamp:
                    return answer
        raise StoreBusyError(f"{self._file} is written to all the time; ask again in a while")

    def _from_snapshot(self, work: Callable[[], T]) -> T:
        """Return what `work` reads of the file as it is now; nobody has to wait for it."""
        with one_line_errors(self._file):
            self._connection.execute("BEGIN")
            self._version = self._data_version()
        self._answering = True
        try:
            return work()
        finally:
            self._answering = False
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _data_version(self) -> int:
        """Return a number that is another once somebody else has written."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _between_snapshots(self) -> Iterator[None]:
        """Let an answer write: its snapshot ends here, and another begins afterwards."""
        pinned = self._answering and self._connection.in_transaction
        if pinned:
            self._connection.execute("COMMIT")
        try:
            yield
        finally:
            if pinned:
                self._connection.execute("BEGIN")

    def close(self) -> None:
        """See the port."""
        self._connection.close()


def _refuse_hard_links(path: str) -> None:
    """Refuse a file that has two names: SQLite would keep a journal under each, and mix them up."""
    if os.path.isdir(path):
        raise StoreError(f"{path} is a folder; name a file in it")
    if os.stat(path).st_nlink > 1:
        raise StoreError(
            f"{path} has another name (a hard link), and changes made by both would be lost;"
            " remove one of the two, or make it a symbolic link"
        )


def _make_private(path: str, create: bool) -> None:
    """Make the file, readable by its owner alone, before SQLite opens it."""
    if os.path.exists(path):
        return
    if not create:
        raise StoreError(f"there is no network at {path}; 'netkit init' makes one")
    from netkit.support.atomic_files import make_private_folder

    make_private_folder(Path(path).parent)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


@contextmanager
def one_line_errors(path: str) -> Iterator[None]:
    """Turn SQLite's errors into one line that says what to do."""
    try:
        yield
    except errors_called("OperationalError") as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreBusyError(f"another command is writing to {path}; try again") from error
        if "readonly" in str(error):
            raise ReadOnlyError(f"{path} may not be written to; nothing was changed") from error
        raise StoreError(f"{path}: {error}") from error
    except errors_called("IntegrityError"):
        raise  # a fault of ours, not of the file: never told as damage
    except errors_called("ProgrammingError", "InterfaceError") as error:
        raise _misuse(path, error) from error
    except errors_called("DatabaseError") as error:
        raise StoreError(
            f"{path} is damaged or not a netkit network ({error}); 'netkit restore FILE"
            " --force' sets it aside and brings a backup"
        ) from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error


def _misuse(path: str, error: sqlite3.Error) -> UsageError:
    """Return how an open network was used wrongly; nothing is wrong with its file."""
    text = str(error)
    if "closed" in text:
        return UsageError(f"the network {path} is closed; open it again")
    if "thread" in text:
        return UsageError(
            f"the network {path} was opened in another thread; open it in each thread"
        )
    return UsageError(f"a value that no network can hold was given ({text})")
