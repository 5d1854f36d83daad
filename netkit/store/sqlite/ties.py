"""Contact-days and tie statistics, derived from the interactions as `netkit.store.derive` does."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from netkit.store.derive import PairDays, Seen, fold, pair_days

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["add", "any_known", "rebuild"]

_COLUMNS = 12


def add(connection: sqlite3.Connection, seen: Iterable[Seen[int]]) -> None:
    """Count further contacts, and bring the ties they touch up to date."""
    seen = list(seen)
    if not seen:
        return
    person_of = dict(connection.execute("SELECT id, person FROM handle"))
    days = pair_days(seen, person_of, _owner_people(connection))
    known = any_known(connection)
    _count(connection, days)
    _refold(connection, {(a, b) for a, b, _ in days} if known else None)


def any_known(connection: sqlite3.Connection) -> bool:
    """Say whether there is any tie."""
    return connection.execute("SELECT 1 FROM tie LIMIT 1").fetchone() is not None


def rebuild(connection: sqlite3.Connection, people: Collection[int] | None) -> None:
    """Derive contact-days and ties anew, of everybody or of these people alone."""
    if people is None:
        connection.execute("DELETE FROM contact")
        connection.execute("DELETE FROM tie")
        add(connection, _all_seen(connection, ""))
        return
    if not people:
        return
    _fill(connection, people)
    for table in ("contact", "tie"):
        connection.execute(
            f"DELETE FROM {table} WHERE a IN (SELECT id FROM whose)"  # noqa: S608
            " OR b IN (SELECT id FROM whose)"
        )
    theirs = (
        "WHERE i.id IN (SELECT interaction FROM participant p JOIN handle h ON h.id = p.handle"
        " WHERE h.person IN (SELECT id FROM whose))"
    )
    person_of = dict(connection.execute("SELECT id, person FROM handle"))
    every = pair_days(_all_seen(connection, theirs), person_of, _owner_people(connection))
    wanted = set(people)
    days = {key: both for key, both in every.items() if wanted & {key[0], key[1]}}
    _count(connection, days)
    _refold(connection, {(a, b) for a, b, _ in days})


def _fill(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS whose (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM whose")
    connection.executemany("INSERT OR IGNORE INTO whose VALUES (?)", [(row,) for row in people])


def _owner_people(connection: sqlite3.Connection) -> set[int]:
    query = "SELECT person FROM owner JOIN handle ON handle.id = owner.handle"
    return {row for (row,) in connection.execute(query)}


def _all_seen(connection: sqlite3.Connection, where: str) -> Iterator[Seen[int]]:
    rows = connection.execute(
        "SELECT i.id, i.at, p.role, p.handle FROM interaction i"  # noqa: S608 — `where` is ours
        f" JOIN participant p ON p.interaction = i.id {where} ORDER BY i.id, p.role, p.handle"
    )
    for _, group in groupby(rows, key=lambda row: row[0]):
        parts = list(group)
        yield Seen(parts[0][1], parts[0][3], tuple(row[3] for row in parts[1:]))


def _count(connection: sqlite3.Connection, days: PairDays[int]) -> None:
    connection.executemany(
        "INSERT INTO contact (a, b, day, ab, ba) VALUES (?, ?, ?, ?, ?) ON CONFLICT (a, b, day)"
        " DO UPDATE SET ab = max(ab, excluded.ab), ba = max(ba, excluded.ba)",
        [(*key, *both) for key, both in sorted(days.items())],
    )


def _refold(connection: sqlite3.Connection, pairs: set[tuple[int, int]] | None) -> None:
    """Fold the contact-days of these pairs (of all when None) into their ties."""
    query = "SELECT c.a, c.b, c.day, c.ab, c.ba FROM contact c"
    if pairs is not None:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS pair (a INTEGER, b INTEGER)")
        connection.execute("DELETE FROM pair")
        connection.executemany("INSERT INTO pair VALUES (?, ?)", sorted(pairs))
        query += " JOIN pair p ON p.a = c.a AND p.b = c.b"
    rows = connection.execute(f"{query} ORDER BY c.a, c.b, c.day").fetchall()
    connection.executemany(
        f"INSERT OR REPLACE INTO tie VALUES ({','.join('?' * _COLUMNS)})",  # noqa: S608
        [
            (*pair, *fold((row[2], row[3], row[4]) for row in days))
            for pair, days in groupby(rows, key=lambda row: (row[0], row[1]))
        ],
    )
