"""Keep a network file sound: settings, counts, check, backup, and giving and taking its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.store.sqlite.cipher import connect_keyed
from netkit.store.sqlite.connection import NetworkFile
from netkit.store.values import Counts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from netkit.model.people import PersonId
    from netkit.store.sqlite.cipher import FileKey

__all__ = ["CareQueries", "file_problems"]


class CareQueries(NetworkFile):
    """`netkit.store.port.Care` in a file; what few commands need is imported when it is called."""

    #: The version of the file when leftovers were overwritten last, and the changes made by then.
    _scrubbed: tuple[int, int] | None = None

    def setting(self, name: str) -> str | None:
        """See the port."""
        query = "SELECT value FROM setting WHERE name = ?"
        with self._reading() as connection:
            row = connection.execute(query, (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_setting(self, name: str, value: str) -> None:
        """See the port."""
        self.__dict__.pop("zone", None)
        with self._writing() as connection:
            connection.execute("DELETE FROM setting WHERE name = ?", (name,))
            if value:
                connection.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (name, value))

    def population(self) -> int:
        """See the port."""
        with self._reading() as connection:
            query = "SELECT count(*) FROM person WHERE owner = 0 AND unknown = 0"
            return int(connection.execute(query).fetchone()[0])

    def counts(self) -> Counts:
        """See the port."""
        people = self.population()
        with self._reading() as connection:
            [[interactions]] = connection.execute("SELECT count(*) FROM interaction")
            kinds = dict(
                connection.execute("SELECT kind, count(*) FROM event GROUP BY kind").fetchall()
            )
        favours, introductions, acquaintances = (
            kinds.pop(kind, 0) for kind in ("favour", "introduction", "acquaintance")
        )
        return Counts(
            people, interactions, favours, introductions, acquaintances, sum(kinds.values())
        )

    def forget(self, person: PersonId, salt: bytes) -> int:
        """See the port; what its rows leave in the file is overwritten afterwards."""
        from netkit.store.sqlite.forgetting import forget

        with self._writing() as connection:
            erased = forget(connection, person, salt)
        self.scrub()
        return erased

    def scrub(self) -> bool:
        """See the port; who reads the file keeps its journal from being emptied.

        A file in which leftovers were overwritten, and not written to since, is left alone.
        """
        from netkit.store.sqlite.leftover_bytes import overwrite_leftovers

        with self._reading() as connection:
            version = self._data_version(), connection.total_changes
            if version == self._scrubbed:
                return True
            done = overwrite_leftovers(connection, self._file, encrypted=self._key is not None)
            self._scrubbed = (self._data_version(), connection.total_changes) if done else None
        return done

    def drop_undone(self) -> None:
        """See the port; the words of an index of texts go, too."""
        from netkit.store.sqlite.text_search import drop_index

        with self._writing() as connection:
            drop_index(connection)
            connection.execute("DELETE FROM withdrawn")

    def lift(self, hashes: Collection[bytes]) -> None:
        """See the port."""
        with self._writing() as connection:
            rows = [(value,) for value in hashes]
            connection.executemany("DELETE FROM forgotten WHERE hash = ?", rows)

    def digest(self) -> str:
        """See the port."""
        from netkit.store.recorded_rows import digest_of

        return digest_of(self.dump)

    def check(self) -> list[str]:
        """See the port."""
        with self._reading() as connection:
            return file_problems(connection) or _derived_problems(connection, self._key)

    def backup(self, path: Path) -> None:
        """See the port; the copy is private from its first byte, and checked before it is named."""
        from netkit.store.sqlite.restoring import backup

        with self._reading() as connection:
            backup(connection, path, self._key)

    def dump(self, table: str) -> Iterator[dict[str, Any]]:
        """See the port."""
        from netkit.store.sqlite.copying import dump

        with self._reading() as connection:
            yield from dump(connection, table)

    def load(self, table: str, rows: Iterable[dict[str, Any]]) -> int:
        """See the port."""
        from netkit.store.sqlite.copying import load

        with self._writing() as connection:
            return load(connection, table, rows)

    def rederive(self) -> None:
        """See the port."""
        from netkit.store.sqlite.copying import rederive

        with self._writing() as connection:
            rederive(connection)


def file_problems(connection: sqlite3.Connection) -> list[str]:
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


#: Everything that is derived, and what it is derived from.
_DERIVED = {
    "person": "the names and jobs told",
    "word": "the names told",
    "term": "the needs, offers and jobs told",
    "contact": "the interactions",
    "tie": "the interactions",
}


def _derived_problems(connection: sqlite3.Connection, key: FileKey | None) -> list[str]:
    """Compare all that is derived with what is derived anew, in a copy: nobody has to wait."""
    from contextlib import closing

    from netkit.store.derive import differing
    from netkit.store.sqlite.copying import rederive

    # An empty name is a file of SQLite's own that has none and goes with its connection.
    with closing(connect_keyed("", key, isolation_level=None)) as copy:
        connection.backup(copy)
        before = {table: _rows(copy, table) for table in _DERIVED}
        rederive(copy)
        after = {table: _rows(copy, table) for table in _DERIVED}
    differences = {table: differing(before[table], after[table]) for table in _DERIVED}
    return [
        f"{table}: {count} rows differ from what {_DERIVED[table]} give; 'netkit check --repair'"
        " derives them anew"
        for table, count in differences.items()
        if count
    ]


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 — a constant
