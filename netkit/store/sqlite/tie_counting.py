"""Contact-days and tie statistics, derived from the interactions as `netkit.store.derive` does."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby, islice, product
from operator import itemgetter
from typing import TYPE_CHECKING

from netkit.store.derive import ZONE_SETTING, PairDays, Seen, fold, pair_days, zone_of_days

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import tzinfo

__all__ = ["Counting", "Pair", "pairs_met", "rebuild", "rebuild_all"]

#: The rows of two people, the lower first.
Pair = tuple[int, int]

#: The contacts of the people in the table `whose`.
_THEIRS = (
    "WHERE i.id IN (SELECT interaction FROM participant p JOIN handle h ON h.id = p.handle"
    " WHERE h.person IN (SELECT id FROM whose))"
)

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
        return pair_days(seen, self._person_of, self.owners, self._zone)

    def finish(self) -> None:
        """Fold what was counted into the ties."""
        _refold(self._connection, self._pairs if self.had_ties else None)

    @cached_property
    def _person_of(self) -> dict[int, int]:
        return _PersonRows(self._connection)

    @cached_property
    def _zone(self) -> tzinfo:
        query = "SELECT value FROM setting WHERE name = ?"
        row = self._connection.execute(query, (ZONE_SETTING,)).fetchone()
        return zone_of_days(row and row[0])

    @cached_property
    def owners(self) -> set[int]:
        """Return the rows of the people who are the owners now."""
        query = "SELECT person FROM owner CROSS JOIN handle ON handle.id = owner.handle"
        return {row for (row,) in self._connection.execute(query)}


class _PersonRows(dict[int, int]):
    """The person each handle belongs to now, looked up when it is first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, handle: int) -> int:
        query = "SELECT person FROM handle WHERE id = ?"
        [self[handle]] = self._connection.execute(query, (handle,)).fetchone()
        return self[handle]


def rebuild_all(connection: sqlite3.Connection) -> None:
    """Derive everybody's contact-days and ties anew."""
    connection.execute("DELETE FROM contact")
    connection.execute("DELETE FROM tie")
    counting = Counting(connection)
    seen = _all_seen(connection, "")
    while chunk := list(islice(seen, _CHUNK)):
        counting.add(chunk)
    counting.finish()


def rebuild(connection: sqlite3.Connection, pairs: Collection[Pair]) -> None:
    """Derive the contact-days and ties of these pairs of people anew from their contacts.

    An owner took part in nearly everything, so that the contacts of the other end are read.
    """
    if not pairs:
        return
    counting = Counting(connection)
    _fill(connection, {b if a in counting.owners else a for a, b in pairs})
    counted = counting.days(_all_seen(connection, _THEIRS))
    days = {key: both for key, both in counted.items() if key[:2] in pairs}
    for table in ("contact", "tie"):
        connection.executemany(
            f"DELETE FROM {table} WHERE a = ? AND b = ?",  # noqa: S608
            list(pairs),
        )
    _count(connection, days)
    _refold(connection, {(a, b) for a, b, _ in days})


def pairs_met(
    connection: sqlite3.Connection,
    contacts: str,
    parameters: tuple[int | bytes, ...],
    former: Mapping[int, set[int]] | None = None,
) -> set[Pair]:
    """Return every pair of a sender and a recipient of some contacts, the lower row first.

    contacts : a query that gives their rows.
    former : who a handle belonged to besides the person it belongs to now.
    """
    before = former or {}
    rows = connection.execute(
        "SELECT p.interaction, p.role, p.handle, h.person FROM participant p"  # noqa: S608
        f" JOIN handle h ON h.id = p.handle WHERE p.interaction IN ({contacts})"
        " ORDER BY p.interaction, p.role",
        parameters,
    )
    pairs: set[Pair] = set()
    for _, group in groupby(rows, key=itemgetter(0)):
        ends = [{person, *before.get(handle, ())} for *_, handle, person in group]
        for sender, person in product(ends[0], set().union(*ends[1:])):
            if sender != person:
                pairs.add((min(sender, person), max(sender, person)))
    return pairs


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
        yield parts[0][1], parts[0][3], tuple(row[3] for row in parts[1:])


def _count(connection: sqlite3.Connection, days: PairDays[int]) -> None:
    connection.executemany(
        "INSERT INTO contact (a, b, day, ab, ba) VALUES (?, ?, ?, ?, ?) ON CONFLICT (a, b, day)"
        " DO UPDATE SET ab = max(ab, excluded.ab), ba = max(ba, excluded.ba)",
        [(*key, *both) for key, both in sorted(days.items())],
    )


def _refold(connection: sqlite3.Connection, pairs: set[tuple[int, int]] | None) -> None:
    """Fold the contact-days of these pairs (of all when None) into their ties."""
    query = "SELECT c.a, c.b, c.day, c.ab, c.ba FROM"
    if pairs is not None:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS pair (a INTEGER, b INTEGER)")
        connection.execute("DELETE FROM pair")
        connection.executemany("INSERT INTO pair VALUES (?, ?)", sorted(pairs))
        query += " pair p CROSS JOIN contact c ON c.a = p.a AND c.b = p.b"  # few pairs of many
    else:
        query += " contact c"
    rows = connection.execute(f"{query} ORDER BY c.a, c.b, c.day")
    # Replacing costs a copy of each page that a row changes: not where there are no ties.
    verb = "INSERT" if pairs is None else "INSERT OR REPLACE"
    connection.executemany(
        f"{verb} INTO tie VALUES ({','.join('?' * _COLUMNS)})",
        (
            (*pair, *fold(row[2:] for row in days))
            for pair, days in groupby(rows, key=itemgetter(0, 1))
        ),
    )
