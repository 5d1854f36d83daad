"""Contact-days and tie statistics, derived from the interactions as `netkit.store.derive` does."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from netkit.store.derive import PairDays, Seen, fold, pair_days

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["Counting", "rebuild"]

_COLUMNS = 12
_CHUNK = 10_000  # contacts held in memory while all are counted anew


class Counting:
    """Counts further contacts as they come, and in the end brings the ties they touch up to date.

    Attributes
    ----------
    had_ties : whether there was any tie before.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        query = "SELECT 1 FROM tie LIMIT 1"
        self.had_ties = connection.execute(query).fetchone() is not None
        self._connection = connection
        self._pairs: set[tuple[int, int]] = set()

    def add(self, seen: Iterable[Seen[int]]) -> None:
        """Count some contacts."""
        days = self.days(seen)
        _count(self._connection, days)
        if self.had_ties:
            self._pairs.update((a, b) for a, b, _ in days)

    def days(self, seen: Iterable[Seen[int]]) -> PairDays[int]:
        """Return the contact-days these contacts make between people as they are now."""
        return pair_days(seen, self._person_of, self.owners)

    def finish(self) -> None:
        """Fold what was counted into the ties."""
        _refold(self._connection, self._pairs if self.had_ties else None)

    @cached_property
    def _person_of(self) -> dict[int, int]:
        return dict(self._connection.execute("SELECT id, person FROM handle"))

    @cached_property
    def owners(self) -> set[int]:
        """Return the rows of the people who are the owners now."""
        query = "SELECT person FROM owner JOIN handle ON handle.id = owner.handle"
        return {row for (row,) in self._connection.execute(query)}


def rebuild(connection: sqlite3.Connection, people: Collection[int] | None) -> None:
    """Derive contact-days and ties anew, of everybody or of these people alone."""
    if people is None:
        connection.execute("DELETE FROM contact")
        connection.execute("DELETE FROM tie")
        counting = Counting(connection)
        seen = _all_seen(connection, "")
        while chunk := list(islice(seen, _CHUNK)):
            counting.add(chunk)
        counting.finish()
        return
    if not people:
        return
    people = _with_those_beside(connection, people)
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
    counted = Counting(connection).days(_all_seen(connection, theirs))
    wanted = set(people)
    days = {key: both for key, both in counted.items() if wanted & {key[0], key[1]}}
    _count(connection, days)
    _refold(connection, {(a, b) for a, b, _ in days})


def _with_those_beside(connection: sqlite3.Connection, people: Collection[int]) -> set[int]:
    """Return these people and whoever had a contact in which two of their handles took part.

    A contact weighs one over its recipients: where two of them become one person, or one becomes
    two, it weighs otherwise for all of them.
    """
    _fill(connection, people)
    owners = set(Counting(connection).owners)
    if owners & set(people):
        return set(people)  # all that an owner has is counted anew
    rows = connection.execute(
        "SELECT DISTINCT h.person FROM participant p JOIN handle h ON h.id = p.handle"
        " WHERE p.interaction IN ("
        "SELECT p.interaction FROM whose w CROSS JOIN handle h ON h.person = w.id"
        " CROSS JOIN participant p ON p.handle = h.id GROUP BY p.interaction HAVING count(*) > 1)"
    )
    return {*people, *(row for (row,) in rows)} - owners


def _fill(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS whose (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM whose")
    connection.executemany("INSERT OR IGNORE INTO whose VALUES (?)", [(row,) for row in people])


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
    rows = connection.execute(f"{query} ORDER BY c.a, c.b, c.day")
    connection.executemany(
        f"INSERT OR REPLACE INTO tie VALUES ({','.join('?' * _COLUMNS)})",  # noqa: S608
        (
            (*pair, *fold(row[2:] for row in days))
            for pair, days in groupby(rows, key=itemgetter(0, 1))
        ),
    )
