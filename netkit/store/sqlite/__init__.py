"""The network in one SQLite file: the adapter of :class:`netkit.store.port.Store`."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.errors import StoreBusyError, StoreError
from netkit.store.sqlite.identity import is_empty, refuse_foreign
from netkit.store.sqlite.schema import migrate
from netkit.store.team import joined, parted
from netkit.store.values import Sayings

from . import prefilters as asking
from . import reading, tie_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from netkit.model.events import Event, Interaction
    from netkit.model.history import Recorded
    from netkit.model.people import Affiliation, Claim, Handle, Person, PersonId
    from netkit.store.recorded_rows import Row
    from netkit.store.values import (
        Batch,
        Change,
        Counts,
        Doubt,
        PairDay,
        Receipt,
        Sharing,
        Term,
    )
    from netkit.ties.statistics import TieStats

__all__ = ["SqliteStore"]

T = TypeVar("T")

_BUSY_SECONDS = 5.0
_PAUSE_SECONDS = 0.05
_MANY = 10_000  # events in one change
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -16384",  # KiB
)
#: While many rows come in: what SQLite would keep in memory for an undo grows with the file.
_FOR_MANY = ("foreign_keys = OFF", "temp_store = FILE")


class SqliteStore:
    """One network file, open; every promise of the port."""

    engine = "sqlite"

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        """Open the file at `path`, making it (mode 0600) where it is not there yet.

        Raises
        ------
        StoreError
            There is no such file and `create` is False, it cannot be opened, or it is no network.
        """
        self._file = os.fspath(path)
        with _one_line(self._file):
            _make_private(self._file, create)
            self._connection = sqlite3.connect(
                self._file, timeout=_BUSY_SECONDS, isolation_level=None
            )
            try:
                refuse_foreign(self._connection, self._file)
                if not create and is_empty(self._connection):
                    raise StoreError(f"{path} holds no network; 'netkit init' makes one there")
                self._begin()
                migrate(self._connection, int(time.time()))
            except BaseException:
                self._connection.close()
                raise

    def _begin(self) -> None:
        """Set what holds for the connection; only one of several at once can turn to a journal."""
        for _ in range(int(_BUSY_SECONDS / _PAUSE_SECONDS)):
            try:
                return self._set(_PRAGMAS)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                time.sleep(_PAUSE_SECONDS)
        return self._set(_PRAGMAS)

    @property
    def url(self) -> str:
        """The file's path."""
        return self._file

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in one transaction: all of it is kept, or nothing."""
        with _one_line(self._file):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            return result

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with _one_line(self._file):
            return work(self._connection)

    # --- the team --------------------------------------------------------------------------

    @property
    def member(self) -> str:
        """See the port."""
        return parted(_parts(self._file)[1])[1]

    def members(self) -> list[str]:
        """See the port."""
        folder, stem, suffix = _parts(self._file)
        team = parted(stem)[0]
        files = (os.path.splitext(one) for one in os.listdir(folder or os.curdir))
        beside = (parted(name) for name, ending in files if ending == suffix)
        return sorted(member for name, member in beside if name == team)

    def colleague(self, member: str) -> SqliteStore:
        """See the port."""
        folder, stem, suffix = _parts(self._file)
        name = joined(parted(stem)[0], member) + suffix
        return SqliteStore(os.path.join(folder, name), create=False)

    # --- writing ---------------------------------------------------------------------------

    def append(self, change: Change) -> Receipt:
        """See the port."""
        from . import writing

        with self._trusted(len(change.events) >= _MANY):
            return self._write(lambda connection: writing.append(connection, change))

    @contextmanager
    def _trusted(self, many: bool) -> Iterator[None]:
        """Spare `many` rows the look for what they refer to, a fifth of their time.

        They refer to rows that were looked up, or added, in the same transaction; `check` looks.
        """
        if not many:
            yield
            return
        self._set(_FOR_MANY)
        try:
            yield
        finally:
            self._set(_PRAGMAS)

    def _set(self, pragmas: Sequence[str]) -> None:
        for pragma in pragmas:
            self._connection.execute(f"PRAGMA {pragma}")

    def withdraw(self, at: datetime) -> Batch | None:
        """See the port."""
        from . import forgetting

        return self._write(lambda connection: forgetting.withdraw(connection, at))

    def forget(self, person: PersonId, salt: bytes) -> int:
        """See the port."""
        from . import care, forgetting

        erased = self._write(lambda connection: forgetting.forget(connection, person, salt))
        self._read(care.scrub)
        return erased

    def set_setting(self, name: str, value: str) -> None:
        """See the port."""
        query = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
        self._write(lambda connection: connection.execute(query, (name, value)))

    # --- reading people --------------------------------------------------------------------

    def owners(self) -> tuple[PersonId, ...]:
        """See the port."""
        return self._read(reading.owners)

    def known(self, keys: Collection[str]) -> dict[str, PersonId]:
        """See the port."""
        return self._read(lambda connection: reading.known(connection, keys))

    def people(self, ids: Collection[PersonId] | None = None) -> list[Person]:
        """See the port."""
        return self._read(lambda connection: reading.people(connection, ids))

    def named(self, words: Sequence[str]) -> list[Person]:
        """See the port."""
        return self._read(lambda connection: reading.named(connection, words))

    def handles(self, person: PersonId) -> list[Handle]:
        """See the port."""
        return self._read(lambda connection: reading.handles(connection, person))

    def claims(
        self, people: Collection[PersonId] | None = None, fields: Collection[str] | None = None
    ) -> list[Claim]:
        """See the port."""
        return self._read(lambda connection: reading.claims(connection, people, fields))

    def affiliations(
        self,
        people: Collection[PersonId] | None = None,
        organizations: Collection[str] | None = None,
    ) -> list[Affiliation]:
        """See the port."""
        return self._read(
            lambda connection: reading.affiliations(connection, people, organizations)
        )

    def organizations(self, words: Sequence[str]) -> list[str]:
        """See the port."""
        return self._read(lambda connection: reading.organizations(connection, words))

    def living_in(self, words: Sequence[str]) -> list[Person]:
        """See the port."""
        return self._read(lambda connection: reading.living_in(connection, words))

    def with_terms(self, terms: Collection[str] | None = None) -> list[Term]:
        """See the port."""
        return self._read(lambda connection: reading.with_terms(connection, terms))

    def term_counts(self, terms: Collection[str] | None = None) -> dict[str, int]:
        """See the port."""
        return self._read(lambda connection: reading.term_counts(connection, terms))

    def doubts(self) -> list[Doubt]:
        """See the port."""
        return self._read(reading.doubts)

    # --- reading what happened -------------------------------------------------------------

    def events(
        self,
        kinds: Collection[str],
        *,
        people: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[Recorded[Event]]:
        """See the port."""
        return self._read(
            lambda connection: reading.events(connection, kinds, people=people, until=until)
        )

    def sayings(
        self,
        people: Collection[PersonId] | None,
        kinds: Collection[str],
        fields: Collection[str],
        *,
        until: datetime | None = None,
    ) -> Sayings:
        """See the port."""
        return Sayings(
            self.people(people),
            self.events(kinds, people=people, until=until),
            self.affiliations(people),
            self.claims(people, fields),
        )

    def parts(
        self, kind: str, *, until: datetime | None = None, least: int = 1
    ) -> dict[PersonId, int]:
        """See the port."""
        return self._read(lambda connection: asking.parts(connection, kind, until, least))

    def interactions(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> list[Recorded[Interaction]]:
        """See the port."""
        return self._read(
            lambda connection: reading.interactions(connection, people, until=until, limit=limit)
        )

    def all_interactions(self) -> Iterator[Recorded[Interaction]]:
        """See the port."""
        return self._read(reading.all_interactions)

    # --- reading ties ----------------------------------------------------------------------

    def ties(
        self,
        person: PersonId,
        *,
        others: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[tuple[PersonId, TieStats]]:
        """See the port."""
        return self._read(lambda connection: tie_reading.ties(connection, person, others, until))

    def tie_figures(
        self, person: PersonId, fields: Sequence[str], *, until: datetime | None = None
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        return self._read(lambda connection: tie_reading.figures(connection, person, fields, until))

    def tie(self, a: PersonId, b: PersonId, *, until: datetime | None = None) -> TieStats | None:
        """See the port."""
        return self._read(lambda connection: tie_reading.tie(connection, a, b, until))

    def days(
        self, person: PersonId, others: Collection[PersonId], *, until: datetime | None = None
    ) -> dict[PersonId, list[tuple[int, float, float]]]:
        """See the port."""
        return self._read(lambda connection: tie_reading.days(connection, person, others, until))

    def day_counts(
        self, person: PersonId, *, since: datetime, until: datetime | None = None
    ) -> dict[int, int]:
        """See the port."""
        return self._read(
            lambda connection: tie_reading.day_counts(connection, person, since, until)
        )

    def contacts(self, *, until: datetime | None = None) -> Iterable[PairDay]:
        """See the port."""
        return self._read(lambda connection: reading.contacts(connection, until))

    def span(self) -> tuple[int, int] | None:
        """See the port."""
        return self._read(reading.span)

    # --- reading for one question ----------------------------------------------------------

    def fading_ties(
        self,
        person: PersonId,
        fields: Sequence[str],
        *,
        least_days: int,
        last_before: int,
        strengths: tuple[float, float],
        until: datetime | None = None,
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        return self._read(
            lambda connection: asking.fading_ties(
                connection, person, fields, (least_days, last_before, *strengths), until
            )
        )

    def leaning_ties(
        self,
        person: PersonId,
        least: Mapping[int, float],
        share: float,
        *,
        below: int | None = None,
        until: datetime | None = None,
    ) -> tuple[list[tuple[PersonId, int, int, int]], int]:
        """See the port; all ties that may lean at all."""
        found = self._read(
            lambda connection: asking.leaning_ties(connection, person, least, share, until)
        )
        return found, 0

    def about(
        self,
        terms: Collection[str],
        worth: Mapping[str, float],
        *,
        limit: int,
        also: Collection[PersonId] = (),
    ) -> list[Term]:
        """See the port."""
        return self._read(lambda connection: asking.about(connection, terms, worth, limit, also))

    def sharing(
        self,
        person: PersonId,
        asked: PersonId,
        terms: Mapping[str, Collection[str]],
        *,
        until: datetime | None = None,
    ) -> list[Sharing]:
        """See the port."""
        return self._read(
            lambda connection: asking.sharing(connection, person, asked, terms, until)
        )

    # --- care ------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """See the port."""
        query = "SELECT value FROM setting WHERE name = ?"
        row = self._read(lambda connection: connection.execute(query, (name,)).fetchone())
        return None if row is None else str(row[0])

    def batches(self) -> list[Batch]:
        """See the port."""
        return self._read(reading.batches)

    def population(self) -> int:
        """See the port."""
        return self._read(reading.population)

    def counts(self) -> Counts:
        """See the port."""
        return self._read(reading.counts)

    def digest(self) -> str:
        """See the port."""
        from netkit.store.recorded_rows import digest_of

        return digest_of(self.dump)

    def check(self) -> list[str]:
        """See the port."""
        from . import care

        return self._read(care.check)

    def backup(self, path: Path) -> None:
        """See the port."""
        from . import care

        self._read(lambda connection: care.backup(connection, path))

    def dump(self, table: str) -> Iterator[Row]:
        """See the port."""
        from . import copying

        return self._read(lambda connection: copying.dump(connection, table))

    def load(self, table: str, rows: Iterable[Row]) -> int:
        """See the port."""
        from . import copying

        return self._write(lambda connection: copying.load(connection, table, rows))

    def rederive(self) -> None:
        """See the port."""
        from . import copying

        self._write(copying.rederive)

    def close(self) -> None:
        """See the port."""
        self._connection.close()


def _parts(file: str) -> tuple[str, str, str]:
    """Return the folder, the name and its ending, as `pathlib` would: it takes 3 ms to import."""
    folder, name = os.path.split(file)
    return folder, *os.path.splitext(name)


def _make_private(path: str, create: bool) -> None:
    """Make the file, readable by its owner alone, before SQLite opens it."""
    if os.path.exists(path):
        return
    if not create:
        raise StoreError(f"there is no network at {path}; 'netkit init' makes one")
    os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


@contextmanager
def _one_line(path: str) -> Iterator[None]:
    """Turn what SQLite says into one line that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreBusyError(f"another command is writing to {path}; try again") from error
        raise StoreError(f"{path}: {error}") from error
    except sqlite3.IntegrityError:
        raise  # a fault of ours, not of the file: never told as damage
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} is damaged or not a netkit network ({error}); 'netkit restore FILE"
            " --force' sets it aside and brings a backup"
        ) from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
