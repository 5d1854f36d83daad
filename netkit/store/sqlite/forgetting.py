"""Undoing and forgetting: one sets aside and can be repeated, the other leaves no trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.model.when import from_epoch, to_epoch
from netkit.store.forgotten import FORGOTTEN_SALT, ForgottenKeys, handle_hash, without
from netkit.store.scrub import label_without, scrubbed
from netkit.store.sqlite.schema import SAID
from netkit.store.values import Batch, Change

from . import meanings, projection, removing, text_search, tie_counting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from netkit.model.people import PersonId

__all__ = ["forget", "pairs_of_moves", "withdraw", "without_forgotten"]


#: Who did those gone a favour, or was done one.
_HELPED = (
    "SELECT DISTINCT h.person FROM gone CROSS JOIN event_person g ON g.handle = gone.id"
    " CROSS JOIN event e ON e.id = g.event AND e.kind = 'favour'"
    " CROSS JOIN event_person p ON p.event = e.id CROSS JOIN handle h ON h.id = p.handle"
    " WHERE h.id NOT IN gone"
)


def withdraw(connection: sqlite3.Connection, at: datetime) -> Batch | None:
    """Undo the last standing batch inside the caller's transaction."""
    row = connection.execute(
        "SELECT id, label, at FROM batch WHERE withdrawn_at IS NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    batch, label, recorded = row
    touched = _people_of(connection, _NAMED, batch)
    had_owner = connection.execute("SELECT 1 FROM owner WHERE batch = ?", (batch,)).fetchone()
    searched = _people_of(connection, _SEARCHED, batch)
    pairs = tie_counting.pairs_met(connection, _BATCH_CONTACTS, (batch,))
    pairs |= pairs_of_moves(connection, batch)
    _set_aside(connection, batch)
    moves = connection.execute(
        "SELECT handle, was FROM move WHERE batch = ? ORDER BY id DESC", (batch,)
    ).fetchall()
    connection.executemany("UPDATE handle SET person = ? WHERE id = ?", [(w, h) for h, w in moves])
    connection.execute("DELETE FROM move WHERE batch = ?", (batch,))
    _drop(connection, batch)
    connection.execute("UPDATE batch SET withdrawn_at = ? WHERE id = ?", (to_epoch(at), batch))
    text_search.lower_marks(connection)
    restored = removing.restore_rows(connection, batch)
    projection.rebuild(connection, touched | restored.people)
    projection.search_anew(connection, searched | restored.people)
    if had_owner:
        tie_counting.rebuild_all(connection)
    else:
        tie_counting.rebuild(connection, pairs | restored.pairs)
    return Batch(batch, label, from_epoch(recorded), withdrawn=True)


_BATCH_CONTACTS = "SELECT id FROM interaction WHERE batch = ?"

#: Who may be found by other words and terms once a batch is undone.
_SEARCHED = (
    "SELECT person FROM handle h JOIN move m ON m.handle = h.id WHERE m.batch = ?",
    "SELECT was FROM move WHERE batch = ?",
    "SELECT person FROM handle h JOIN claim c ON c.handle = h.id WHERE c.batch = ?",
    "SELECT person FROM handle h JOIN affiliation a ON a.handle = h.id WHERE a.batch = ?",
    "SELECT h.person FROM event e JOIN event_person p ON p.event = e.id"
    " JOIN handle h ON h.id = p.handle WHERE e.kind IN ('need', 'offer', 'fact') AND e.batch = ?",
)

#: Whose name, job, place or number of favours may be another then; contacts change none of these.
_NAMED = (
    *_SEARCHED[:4],
    "SELECT person FROM handle WHERE batch = ?",
    "SELECT person FROM handle h JOIN owner o ON o.handle = h.id WHERE o.batch = ?",
    projection.IN_FAVOURS,
)


def _people_of(connection: sqlite3.Connection, queries: Sequence[str], batch: int) -> set[int]:
    """Return the people whom queries give for a batch."""
    return {row for query in queries for (row,) in connection.execute(query, (batch,))}


def pairs_of_moves(connection: sqlite3.Connection, batch: int) -> set[tuple[int, int]]:
    """Return the pairs that met in contacts of the handles a batch moved, before it and after."""
    former: dict[int, set[int]] = {}
    for handle, was in connection.execute("SELECT handle, was FROM move WHERE batch = ?", (batch,)):
        former.setdefault(handle, set()).add(was)
    contacts = (
        "SELECT p.interaction FROM move m CROSS JOIN participant p ON p.handle = m.handle"
        " WHERE m.batch = ?"
    )
    return tie_counting.pairs_met(connection, contacts, (batch,), former)


def _set_aside(connection: sqlite3.Connection, batch: int) -> None:
    """Copy what a batch said into `withdrawn`, so that undoing loses nothing."""
    for table in (*SAID, "handle"):
        cursor = connection.execute(f"SELECT * FROM {table} WHERE batch = ?", (batch,))  # noqa: S608
        columns = [column[0] for column in cursor.description]
        connection.executemany(
            "INSERT INTO withdrawn (batch, said, data) VALUES (?, ?, ?)",
            [
                (batch, table, json.dumps(dict(zip(columns, map(_text, row), strict=True))))
                for row in cursor.fetchall()
            ],
        )


def _text(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def _drop(connection: sqlite3.Connection, batch: int) -> None:
    for table, part, key in (
        ("event", "event_person", "event"),
        ("interaction", "participant", "interaction"),
    ):
        connection.execute(
            f"DELETE FROM {part} WHERE {key} IN (SELECT id FROM {table} WHERE batch = ?)",  # noqa: S608
            (batch,),
        )
    for table in SAID:
        connection.execute(f"DELETE FROM {table} WHERE batch = ?", (batch,))  # noqa: S608
    mine = "(SELECT id FROM handle WHERE batch = ?)"
    connection.execute(f"DELETE FROM word WHERE handle IN {mine}", (batch,))  # noqa: S608
    connection.execute(f"DELETE FROM term WHERE person IN {mine}", (batch,))  # noqa: S608
    for table in ("contact", "tie"):
        connection.execute(
            f"DELETE FROM {table} WHERE a IN {mine} OR b IN {mine}",  # noqa: S608
            (batch, batch),
        )
    connection.execute(f"DELETE FROM person WHERE id IN {mine}", (batch,))  # noqa: S608
    connection.execute("DELETE FROM handle WHERE batch = ?", (batch,))


def forget(connection: sqlite3.Connection, person: PersonId, salt: bytes) -> int:
    """Erase a person inside the caller's transaction; `scrub` of the store then leaves no byte."""
    stored_salt = connection.execute(
        "SELECT value FROM setting WHERE name = ?", (FORGOTTEN_SALT,)
    ).fetchone()
    salt = bytes.fromhex(stored_salt[0]) if stored_salt else salt
    connection.execute("INSERT OR IGNORE INTO setting VALUES (?, ?)", (FORGOTTEN_SALT, salt.hex()))
    rows = connection.execute(
        "SELECT id, kind, value FROM handle WHERE person ="
        " (SELECT person FROM handle WHERE pid = ?)",
        (person,),
    ).fetchall()
    if not rows:
        return 0
    if projection.is_owner(connection, projection.person_row(connection, rows[0][0])):
        raise UsageError("the owner of a network cannot be forgotten; delete the file instead")
    connection.executemany(
        "INSERT OR IGNORE INTO forgotten VALUES (?)",
        [(handle_hash(f"{kind}:{value}", salt),) for _, kind, value in rows],
    )
    return _erase(connection, [row[0] for row in rows])


def _erase(connection: sqlite3.Connection, handles: list[int]) -> int:
    """Delete all that speaks of these handles, and recount whom it also spoke of."""
    text_search.drop_index(connection)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM gone")
    connection.executemany("INSERT INTO gone VALUES (?)", [(row,) for row in handles])
    erased = connection.execute(_RECORDS).fetchone()[0]
    helped = set(_column(connection, _HELPED))
    _erase_labels(connection)
    gone = set(_column(connection, "SELECT person FROM handle WHERE id IN gone"))
    pairs = tie_counting.pairs_met(
        connection, "SELECT interaction FROM participant WHERE handle IN gone", ()
    )
    _erase_what_happened(connection)
    _erase_settings(connection)
    pids = "(SELECT pid FROM handle WHERE id IN gone)"
    connection.execute(f"DELETE FROM doubt WHERE a IN {pids} OR b IN {pids}")  # noqa: S608
    for table in ("claim", "affiliation", "word", "move"):
        connection.execute(f"DELETE FROM {table} WHERE handle IN gone")  # noqa: S608
    connection.execute("DELETE FROM term WHERE person IN gone")
    for table in ("contact", "tie"):
        connection.execute(f"DELETE FROM {table} WHERE a IN gone OR b IN gone")  # noqa: S608
    connection.execute("DELETE FROM withdrawn")  # what was undone may speak of them
    connection.execute("DELETE FROM person WHERE id IN gone")
    connection.execute("DELETE FROM handle WHERE id IN gone")
    projection.rebuild(connection, helped)
    meanings.drop_unsaid(connection)
    tie_counting.rebuild(connection, {pair for pair in pairs if gone.isdisjoint(pair)})
    return int(erased)


#: What was recorded of those gone; what is derived of it is no record.
_RECORDS = """
SELECT (SELECT count(DISTINCT event) FROM event_person WHERE handle IN gone)
  + (SELECT count(DISTINCT interaction) FROM participant WHERE handle IN gone)
  + (SELECT count(*) FROM claim WHERE handle IN gone)
  + (SELECT count(*) FROM affiliation WHERE handle IN gone)"""


def _erase_what_happened(connection: sqlite3.Connection) -> None:
    """Delete events and contacts of those gone, and the steps of these events."""
    events = _column(connection, "SELECT DISTINCT event FROM event_person WHERE handle IN gone")
    contacts = _column(
        connection, "SELECT DISTINCT interaction FROM participant WHERE handle IN gone"
    )
    for row in events:
        connection.execute(
            "DELETE FROM event WHERE kind = 'step' AND json_extract(data, '$.of') ="
            " (SELECT uid FROM event WHERE id = ?)",
            (row,),
        )
    for part, key, table, rows in (
        ("event_person", "event", "event", events),
        ("participant", "interaction", "interaction", contacts),
    ):
        marked = [(row,) for row in rows]
        connection.executemany(f"DELETE FROM {part} WHERE {key} = ?", marked)  # noqa: S608
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", marked)  # noqa: S608


#: The changes that said something of those gone.
_SPOKE = """
SELECT batch FROM handle WHERE id IN gone UNION
SELECT batch FROM claim WHERE handle IN gone UNION
SELECT batch FROM affiliation WHERE handle IN gone UNION
SELECT batch FROM move WHERE handle IN gone UNION
SELECT batch FROM doubt WHERE a IN (SELECT pid FROM handle WHERE id IN gone)
    OR b IN (SELECT pid FROM handle WHERE id IN gone) UNION
SELECT e.batch FROM event_person p JOIN event e ON e.id = p.event WHERE p.handle IN gone UNION
SELECT i.batch FROM participant p JOIN interaction i ON i.id = p.interaction
    WHERE p.handle IN gone
"""


def _erase_labels(connection: sqlite3.Connection) -> None:
    """Take those gone out of what the changes are called; what was undone may name them, too."""
    spoke = set(_column(connection, _SPOKE))
    names = _column(
        connection,
        "SELECT value FROM claim WHERE handle IN gone AND +field IN ('name', 'nickname') UNION"
        " SELECT value FROM handle WHERE id IN gone UNION SELECT pid FROM handle WHERE id IN gone",
    )
    batches = connection.execute("SELECT id, label, withdrawn_at FROM batch").fetchall()
    for row, label, withdrawn in batches:
        names_them = row in spoke or withdrawn is not None
        if (cleaned := label_without(label, names, spoke=names_them)) != label:
            connection.execute("UPDATE batch SET label = ? WHERE id = ?", (cleaned, row))


def _erase_settings(connection: sqlite3.Connection) -> None:
    """Take those gone out of snapshots and other kept values."""
    pids = set(_column(connection, "SELECT pid FROM handle WHERE id IN gone"))
    for name, value in connection.execute("SELECT name, value FROM setting").fetchall():
        if (cleaned := scrubbed(value, pids)) != value:
            connection.execute("UPDATE setting SET value = ? WHERE name = ?", (cleaned, name))


def _column(connection: sqlite3.Connection, query: str) -> list[Any]:
    return [value for (value,) in connection.execute(query)]


def without_forgotten(connection: sqlite3.Connection, change: Change) -> Change:
    """Return `change` without anybody who was forgotten, or anything said of them."""
    salt = connection.execute(
        "SELECT value FROM setting WHERE name = ?", (FORGOTTEN_SALT,)
    ).fetchone()
    if salt is None:
        return change
    hashes = {row for (row,) in connection.execute("SELECT hash FROM forgotten")}
    return without(change, ForgottenKeys(bytes.fromhex(salt[0]), hashes))
