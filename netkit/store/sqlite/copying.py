"""Giving and taking the rows of a network file, by the ids that every engine has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from netkit.model.organizations import organization_key
from netkit.store.recorded_rows import TABLES, Row

from . import projection, tie_counting

if TYPE_CHECKING:
    import sqlite3

__all__ = ["dump", "dump_batch", "dump_one", "load", "rederive"]

_GIVEN = {
    "batch": "SELECT id, label, at, withdrawn_at FROM batch ORDER BY id",
    "handle": "SELECT h.pid, h.kind, h.value, r.pid, h.batch FROM handle h"
    " JOIN handle r ON r.id = h.person ORDER BY h.id",
    "owner": "SELECT h.pid, o.batch FROM owner o JOIN handle h ON h.id = o.handle"
    " ORDER BY o.batch, o.handle",
    "move": "SELECT m.batch, h.pid, w.pid, m.reason FROM move m JOIN handle h ON h.id = m.handle"
    " JOIN handle w ON w.id = m.was ORDER BY m.id",
    "doubt": "SELECT a, b, reason, verdict, batch FROM doubt ORDER BY id",
    "claim": "SELECT h.pid, c.field, c.value, c.at, c.source, c.origin, c.batch FROM claim c"
    " JOIN handle h ON h.id = c.handle ORDER BY c.id",
    "affiliation": "SELECT h.pid, a.organization, a.title, a.since, a.until, a.kind, a.seen_at,"
    " a.source, a.batch FROM affiliation a JOIN handle h ON h.id = a.handle ORDER BY a.id",
    "setting": "SELECT name, value FROM setting ORDER BY name",
    "forgotten": "SELECT lower(hex(hash)) FROM forgotten ORDER BY hash",
}

_EVENTS = (
    "SELECT e.uid, e.kind, e.at, e.data, e.batch, p.role, h.pid FROM event e"
    " LEFT JOIN event_person p ON p.event = e.id LEFT JOIN handle h ON h.id = p.handle"
    " ORDER BY e.uid, p.role, h.pid"
)

#: What one sent to another comes together: a server keeps it in one node.
_CONTACTS = (
    "SELECT i.uid, i.at, i.channel, i.thread, i.text, i.source, i.mark, i.batch, p.role, h.pid"
    " FROM interaction i JOIN participant p ON p.interaction = i.id"
    " JOIN handle h ON h.id = p.handle ORDER BY"
    " (SELECT handle FROM participant s WHERE s.interaction = i.id AND s.role = 0),"
    " (SELECT min(handle) FROM participant r WHERE r.interaction = i.id AND r.role = 1),"
    " i.uid, p.role, h.pid"
)

Values = Callable[[Row], tuple[Any, ...]]

#: Table → how a row is added unless it is there, and its values.
_TAKEN: dict[str, tuple[str, Values]] = {
    "batch": (
        "INSERT OR IGNORE INTO batch (id, label, at, withdrawn_at) VALUES (?, ?, ?, ?)",
        lambda row: tuple(row[column] for column in TABLES["batch"]),
    ),
    "handle": (
        "INSERT OR IGNORE INTO handle (pid, kind, value, person, batch) VALUES (?, ?, ?, 0, ?)",
        lambda row: (row["pid"], row["kind"], row["value"], row["batch"]),
    ),
    "owner": (
        "INSERT OR IGNORE INTO owner (handle, batch)"
        " VALUES ((SELECT id FROM handle WHERE pid = ?), ?)",
        lambda row: (row["pid"], row["batch"]),
    ),
    "move": (
        "INSERT INTO move (batch, handle, was, reason) SELECT ?1, h.id, w.id, ?4"
        " FROM handle h, handle w WHERE h.pid = ?2 AND w.pid = ?3 AND NOT EXISTS (SELECT 1"
        " FROM move m WHERE m.batch = ?1 AND m.handle = h.id AND m.was = w.id AND m.reason = ?4)",
        lambda row: (row["batch"], row["pid"], row["was"], row["reason"]),
    ),
    "doubt": (
        "INSERT OR IGNORE INTO doubt (a, b, reason, verdict, batch) VALUES (?, ?, ?, ?, ?)",
        lambda row: tuple(row[column] for column in TABLES["doubt"]),
    ),
    "claim": (
        "INSERT OR IGNORE INTO claim (handle, field, value, at, source, origin, batch)"
        " VALUES ((SELECT id FROM handle WHERE pid = ?), ?, ?, ?, ?, ?, ?)",
        lambda row: tuple(row[column] for column in TABLES["claim"]),
    ),
    "affiliation": (
        "INSERT OR IGNORE INTO affiliation (handle, organization, title, since, until, kind,"
        " seen_at, source, batch, org_key)"
        " VALUES ((SELECT id FROM handle WHERE pid = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        lambda row: (
            *(row[column] for column in TABLES["affiliation"]),
            organization_key(row["organization"]),
        ),
    ),
    "event": (
        "INSERT OR IGNORE INTO event (uid, kind, at, data, batch) VALUES (?, ?, ?, ?, ?)",
        lambda row: (row["uid"], row["kind"], row["at"], row["data"], row["batch"]),
    ),
    "interaction": (
        "INSERT OR IGNORE INTO interaction (uid, at, channel, thread, text, source, mark, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        lambda row: (
            _uid(row["uid"]), row["at"], row["channel"], row["thread"], row["text"],
            row["source"], row["mark"], row["batch"],
        ),
    ),
    "setting": (
        "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
        lambda row: (row["name"], row["value"]),
    ),
    "forgotten": (
        "INSERT OR IGNORE INTO forgotten (hash) VALUES (?)",
        lambda row: (bytes.fromhex(row["hash"]),),
    ),
}  # fmt: skip


def _uid(text: str) -> bytes:
    return bytes.fromhex(text[1:])


def dump(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """See the port."""
    if table == "event":
        return _event_rows(connection.execute(_EVENTS))
    if table == "interaction":
        return _contact_rows(connection.execute(_CONTACTS))
    rows = connection.execute(_GIVEN[table])
    return (dict(zip(TABLES[table], row, strict=True)) for row in rows)


def dump_one(connection: sqlite3.Connection, table: str, uid: str) -> list[Row]:
    """Return the row of one event or contact, as `dump` gives it; empty where there is none."""
    if table == "event":
        query = _EVENTS.replace(" ORDER BY", " WHERE e.uid = ? ORDER BY")
        return list(_event_rows(connection.execute(query, (uid,))))
    query = _CONTACTS.replace(" ORDER BY", " WHERE i.uid = ? ORDER BY", 1)
    return list(_contact_rows(connection.execute(query, (_uid(uid),))))


#: What a change recorded, by table: the column that tells its batch.
_BATCH_COLUMN = {
    "handle": "h.batch", "owner": "o.batch", "move": "m.batch", "doubt": "batch",
    "claim": "c.batch", "affiliation": "a.batch",
}  # fmt: skip


def dump_batch(connection: sqlite3.Connection, batch: int) -> dict[str, list[Row]]:
    """See `recorded_by` of the port."""
    rows: dict[str, list[Row]] = {}
    for table, column in _BATCH_COLUMN.items():
        query = _GIVEN[table].replace(" ORDER BY", f" WHERE {column} = ? ORDER BY")
        rows[table] = [
            dict(zip(TABLES[table], row, strict=True))
            for row in connection.execute(query, (batch,))
        ]
    events = _EVENTS.replace(" ORDER BY", " WHERE e.batch = ? ORDER BY")
    contacts = _CONTACTS.replace(" ORDER BY", " WHERE i.batch = ? ORDER BY", 1)
    rows["event"] = list(_event_rows(connection.execute(events, (batch,))))
    rows["interaction"] = list(_contact_rows(connection.execute(contacts, (batch,))))
    return rows


def _event_rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
    for event, group in groupby(rows, key=lambda row: row[:5]):
        parts = [[role, pid] for *_, role, pid in group if role is not None]
        yield {
            **dict(zip(("uid", "kind", "at", "data", "batch"), event, strict=True)),
            "parts": parts,
        }


def _contact_rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
    names = ("uid", "at", "channel", "thread", "text", "source", "mark", "batch")
    for contact, group in groupby(rows, key=lambda row: row[:8]):
        people = [(role, pid) for *_, role, pid in group]
        row = dict(zip(names, contact, strict=True))
        row["uid"] = "e" + row["uid"].hex()
        row["sender"] = next(pid for role, pid in people if role == 0)
        row["recipients"] = [pid for role, pid in people if role == 1]
        yield row


def load(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> int:
    """See the port."""
    query, values = _TAKEN[table]
    row_list = list(rows)
    before = connection.total_changes
    connection.executemany(query, map(values, row_list))
    added = connection.total_changes - before
    if table == "handle":
        connection.executemany(
            "UPDATE handle SET person = (SELECT id FROM handle WHERE pid = ?) WHERE pid = ?",
            [(row["person"], row["pid"]) for row in row_list],
        )
    elif table == "event":
        connection.executemany(
            "INSERT OR IGNORE INTO event_person (handle, event, role)"
            " VALUES ((SELECT id FROM handle WHERE pid = ?),"
            " (SELECT id FROM event WHERE uid = ?), ?)",
            [(pid, row["uid"], role) for row in row_list for role, pid in row["parts"]],
        )
    elif table == "interaction":
        connection.executemany(
            "INSERT OR IGNORE INTO participant (interaction, role, handle)"
            " VALUES ((SELECT id FROM interaction WHERE uid = ?), ?,"
            " (SELECT id FROM handle WHERE pid = ?))",
            [
                (_uid(row["uid"]), role, pid)
                for row in row_list
                for role, pid in [(0, row["sender"]), *((1, pid) for pid in row["recipients"])]
            ],
        )
    return added


def rederive(connection: sqlite3.Connection) -> None:
    """See the port."""
    people = [row for (row,) in connection.execute("SELECT DISTINCT person FROM handle")]
    connection.execute("DELETE FROM person")
    connection.execute("DELETE FROM meaning")  # `netkit.store.meanings` embeds the texts anew
    projection.rebuild(connection, people)
    projection.rebuild_search(connection)
    tie_counting.rebuild_all(connection)
