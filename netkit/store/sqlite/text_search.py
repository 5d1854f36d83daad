"""Search the texts of events and contacts of a network file by the words that begin in them.

A full-text index (FTS5) is made when the first `find` meets many texts, and brought up to date by
the next: imports pay nothing for it. Texts that it does not have yet are looked through one by
one, and what it gives is looked at again, so that an old index never decides. Forgetting drops it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from netkit.model.events import EventId
from netkit.model.history import Recorded
from netkit.model.names import begun, fold
from netkit.store.codec import words_of
from netkit.store.row_change import events_of_rows

from . import copying
from .cipher import errors_called

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from netkit.model.events import Event
    from netkit.store.recorded_rows import Row

__all__ = ["bring_up_to_date", "drop_index", "lower_marks", "search_texts"]

#: So many texts are looked through one by one before an index is worth its making.
_FEW = 5_000
_INDEX = "found_text"
_TABLES = ("interaction", "event")
_TEXT_OF = {
    "interaction": "SELECT id, text FROM interaction WHERE id > ? AND text <> ''",
    "event": "SELECT id, data FROM event WHERE id > ? AND kind NOT IN ('connected', 'grant')",
}
_ROWS_OF = {
    "interaction": "SELECT 'e' || lower(hex(uid)), text, at FROM interaction WHERE id = ?",
    "event": "SELECT uid, data, at FROM event WHERE id = ?",
}


def search_texts(
    connection: sqlite3.Connection, words: Sequence[str], zone: tzinfo
) -> list[Recorded[Event]]:
    """Return events and contacts whose text has words that begin so, the newest first.

    words : folded; each must begin a word of the text.
    """
    matches: set[tuple[int, str, str]] = set()
    for number, table in enumerate(_TABLES):
        mark = _mark(connection, table)
        rows = [
            *_indexed(connection, number, words),
            *_after(connection, table, mark, words),
        ]
        for row in rows:
            for uid, text, at in connection.execute(_ROWS_OF[table], (row,)):
                if begun(words, text if table == "interaction" else words_of(text)):
                    matches.add((-at, uid, table))
    return [
        Recorded(EventId(uid), _event(connection, table, uid, zone))
        for _, uid, table in sorted(matches)
    ]


def _event(connection: sqlite3.Connection, table: str, uid: str, zone: tzinfo) -> Event:
    rows: dict[str, list[Row]] = {"event": [], "interaction": []}
    rows[table] = copying.dump_one(connection, table, uid)
    return events_of_rows(rows, zone)[0]


def drop_index(connection: sqlite3.Connection) -> None:
    """Drop the index with every word in it; the next search makes it anew."""
    connection.execute(f"DROP TABLE IF EXISTS {_INDEX}")
    connection.execute(f"DROP TABLE IF EXISTS {_INDEX}_mark")


def lower_marks(connection: sqlite3.Connection) -> None:
    """Have rows indexed again whose numbers are free once more, after rows were deleted."""
    if not _exists(connection):
        return
    for table in _TABLES:
        connection.execute(
            f"UPDATE {_INDEX}_mark SET last = min(last,"  # noqa: S608
            f" (SELECT coalesce(max(id), 0) FROM {table})) WHERE said = ?",
            (table,),
        )


def _exists(connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE name = ?"
    return connection.execute(query, (f"{_INDEX}_mark",)).fetchone() is not None


def _mark(connection: sqlite3.Connection, table: str) -> int:
    """Return the last row of a table that is indexed."""
    if not _exists(connection):
        return 0
    query = f"SELECT last FROM {_INDEX}_mark WHERE said = ?"  # noqa: S608
    row = connection.execute(query, (table,)).fetchone()
    return row[0] if row else 0


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Index the texts that came since the last search, where they are many, and it may be done.

    It may not where SQLite has no FTS5, somebody else is writing, or the file is read-only.
    """
    with suppress(*errors_called("OperationalError")):
        _index_many(connection)


def _index_many(connection: sqlite3.Connection) -> None:
    counts = {
        table: connection.execute(
            f"SELECT count(*) FROM {table} WHERE id > ?",  # noqa: S608
            (_mark(connection, table),),
        ).fetchone()[0]
        for table in _TABLES
    }
    if sum(counts.values()) <= _FEW:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _index_new(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _index_new(connection: sqlite3.Connection) -> None:
    """Add the texts after each mark to the index: row 2n a contact's, 2n + 1 an event's."""
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_INDEX} USING fts5"
        " (text, content = '', detail = none, tokenize = 'unicode61')"
    )
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {_INDEX}_mark (said TEXT PRIMARY KEY, last INTEGER) STRICT"
    )
    for number, table in enumerate(_TABLES):
        mark = _mark(connection, table)
        texts = (
            (row * len(_TABLES) + number, fold(text if number == 0 else words_of(text)))
            for row, text in connection.execute(_TEXT_OF[table], (mark,)).fetchall()
        )
        connection.executemany(
            f"INSERT INTO {_INDEX} (rowid, text) VALUES (?, ?)",  # noqa: S608
            texts,
        )
        connection.execute(
            f"INSERT OR REPLACE INTO {_INDEX}_mark"  # noqa: S608
            f" SELECT ?, coalesce(max(id), 0) FROM {table}",
            (table,),
        )


def _indexed(connection: sqlite3.Connection, number: int, words: Sequence[str]) -> Iterator[int]:
    """Yield the rows of the table of this number whose text the index gives for these words."""
    if not _exists(connection):
        return
    query = " AND ".join(f'"{word}"*' for word in words)
    matched = connection.execute(
        f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH ?",  # noqa: S608
        (query,),
    )
    yield from (row // len(_TABLES) for (row,) in matched if row % len(_TABLES) == number)


def _after(
    connection: sqlite3.Connection, table: str, mark: int, words: Sequence[str]
) -> Iterator[int]:
    """Yield the rows after the mark whose text has these words."""
    for row, text in connection.execute(_TEXT_OF[table], (mark,)).fetchall():
        if begun(words, text if table == "interaction" else words_of(text)):
            yield row
