"""Remove single events and contacts of a network file, and restore them when that is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.store.removed_rows import (
    REMOVED_SETTING,
    RemovedRow,
    read_removed,
    removed_ids,
    write_removed,
)

from . import copying, projection, text_search
from .tie_counting import Pair, pairs_met

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

__all__ = ["SpokenOf", "not_to_import", "remove_rows", "restore_rows", "update_derived"]

_PEOPLE = (
    "SELECT h.person FROM event e JOIN event_person p ON p.event = e.id"
    " JOIN handle h ON h.id = p.handle WHERE e.uid = ?"
)
_PARTS = {"event": ("event_person", "event"), "interaction": ("participant", "interaction")}


class SpokenOf(NamedTuple):
    """Rows, by their ids: those of events speak of these people, of contacts of these pairs."""

    people: set[int]
    pairs: set[Pair]
    uids: set[str]

    def add(self, connection: sqlite3.Connection, table: str, uid: str) -> None:
        """Add whom a row speaks of while it stands; a step names nobody."""
        self.uids.add(uid)
        if table == "event":
            self.people.update(person for (person,) in connection.execute(_PEOPLE, (uid,)))
        else:
            of_uid = "SELECT id FROM interaction WHERE uid = ?"
            self.pairs.update(pairs_met(connection, of_uid, (bytes.fromhex(uid[1:]),)))


def remove_rows(connection: sqlite3.Connection, uids: Iterable[str], batch: int) -> SpokenOf:
    """Take events and contacts out; return whom they spoke of. Unknown ones are passed over.

    Whoever calls brings what is derived of these up to date.
    """
    wanted = list(uids)
    touched = SpokenOf(set(), set(), set())
    if not wanted:
        return touched
    removed = _read(connection)
    for uid in wanted:
        for table in _PARTS:
            for row in copying.dump_one(connection, table, uid):
                touched.add(connection, table, uid)
                removed.append(RemovedRow(batch, table, row))
                _delete(connection, table, uid)
    _write(connection, removed)
    text_search.lower_marks(connection)
    return touched


def restore_rows(connection: sqlite3.Connection, batch: int) -> SpokenOf:
    """Put back what a change removed, unless what recorded it was undone; return whom it names."""
    removed = _read(connection)
    touched = SpokenOf(set(), set(), set())
    if not any(entry.batch == batch for entry in removed):
        return touched
    for _, table, row in (entry for entry in removed if entry.batch == batch):
        standing = connection.execute(
            "SELECT 1 FROM batch WHERE id = ? AND withdrawn_at IS NULL", (row["batch"],)
        ).fetchone()
        if standing:
            copying.load(connection, table, [row])
            touched.add(connection, table, row["uid"])
    _write(connection, [entry for entry in removed if entry.batch != batch])
    return touched


def not_to_import(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the ids of what corrections removed: an import does not bring it back."""
    query = "SELECT id FROM batch WHERE label LIKE 'import %'"
    rows = _read(connection)
    return removed_ids(rows, {batch for (batch,) in connection.execute(query)} if rows else ())


def update_derived(connection: sqlite3.Connection, touched: Collection[int]) -> None:
    """Bring names and search terms up to date after rows of these people came or went."""
    if touched:
        projection.rebuild(connection, touched)
        projection.search_anew(connection, touched)


def _key(table: str, uid: str) -> object:
    return uid if table == "event" else bytes.fromhex(uid[1:])


def _delete(connection: sqlite3.Connection, table: str, uid: str) -> None:
    parts, column = _PARTS[table]
    key = (_key(table, uid),)
    connection.execute(
        f"DELETE FROM {parts} WHERE {column} = (SELECT id FROM {table} WHERE uid = ?)",  # noqa: S608
        key,
    )
    connection.execute(f"DELETE FROM {table} WHERE uid = ?", key)  # noqa: S608


def _read(connection: sqlite3.Connection) -> list[RemovedRow]:
    query = "SELECT value FROM setting WHERE name = ?"
    row = connection.execute(query, (REMOVED_SETTING,)).fetchone()
    return read_removed(row[0] if row else None)


def _write(connection: sqlite3.Connection, rows: list[RemovedRow]) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
        (REMOVED_SETTING, write_removed(rows)),
    )
