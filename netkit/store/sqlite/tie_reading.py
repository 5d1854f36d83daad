"""Reading ties: the kept statistics where they hold, a fold over the contact-days otherwise."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.store.derive import fold
from netkit.ties.statistics import TieStats

from . import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

__all__ = ["day_counts", "days", "figures", "is_past", "kept", "row_of", "tie", "ties"]

_EVER = 10**9
#: How the other end of a tie calls what this end calls so.
_TURNED = {"days_ab": "days_ba", "days_ba": "days_ab", "last_ab": "last_ba", "last_ba": "last_ab"}


def row_of(connection: sqlite3.Connection, person: PersonId) -> int | None:
    """Return the number of a person's row; None for nobody known."""
    found = connection.execute("SELECT person FROM handle WHERE pid = ?", (person,)).fetchone()
    return None if found is None else int(found[0])


def is_past(connection: sqlite3.Connection, until: datetime | None) -> bool:
    """Return True when contacts after `until` are known, so the kept statistics say too much."""
    span = reading.span(connection) if until is not None else None
    return until is not None and span is not None and span[1] > day_number(until)


def ties(
    connection: sqlite3.Connection,
    person: PersonId,
    others: Collection[PersonId] | None,
    until: datetime | None,
) -> list[tuple[PersonId, TieStats]]:
    """See the port."""
    if is_past(connection, until):
        return sorted(_folded(connection, person, others, until))
    which = reading.narrow(connection, others)
    rows = sorted(
        kept(connection, person, TieStats._fields, f"{{other}} IN {which}" if which else "")
    )
    return [(PersonId(row[0]), TieStats._make(row[1:])) for row in rows]


def figures(
    connection: sqlite3.Connection, person: PersonId, fields: Sequence[str], until: datetime | None
) -> list[tuple[Any, ...]]:
    """See the port."""
    if is_past(connection, until):
        chosen = [attrgetter(field) for field in fields]
        past = _folded(connection, person, None, until)
        return [(other, *(one(stats) for one in chosen)) for other, stats in past]
    return kept(connection, person, fields)


def kept(
    connection: sqlite3.Connection, person: PersonId, fields: Sequence[str], where: str = ""
) -> list[tuple[Any, ...]]:
    """Return the other end and these kept statistics of each tie, seen from `person`.

    where : a condition on the tie, the same seen from either end; ``{other}`` is the other end.
    """
    me = row_of(connection, person)
    found: list[tuple[Any, ...]] = []
    for column, other in (("a", "b"), ("b", "a")):
        names = fields if column == "a" else [_TURNED.get(field, field) for field in fields]
        found += connection.execute(
            f"SELECT h.pid, {', '.join(names)} FROM tie JOIN handle h ON h.id = {other}"  # noqa: S608
            f" WHERE {column} = ? {'AND ' + where.format(other=other) if where else ''}",
            (me,),
        )
    return found


def tie(
    connection: sqlite3.Connection, a: PersonId, b: PersonId, until: datetime | None
) -> TieStats | None:
    """See the port."""
    rows = days(connection, a, [b], until)
    return fold(next(iter(rows.values()))) if rows else None


def days(
    connection: sqlite3.Connection,
    person: PersonId,
    others: Collection[PersonId] | None,
    until: datetime | None,
) -> dict[PersonId, list[tuple[int, float, float]]]:
    """See the port; `others` None means everybody."""
    found: dict[PersonId, list[tuple[int, float, float]]] = {}
    for other, rows in _day_rows(connection, person, others, until):
        found[other] = [row[1:] for row in rows]
    return dict(sorted(found.items()))


def _folded(
    connection: sqlite3.Connection,
    person: PersonId,
    others: Collection[PersonId] | None,
    until: datetime | None,
) -> Iterator[tuple[PersonId, TieStats]]:
    """Yield the ties as they were, one after another: all days of all ties are too many to hold."""
    for other, rows in _day_rows(connection, person, others, until):
        yield other, fold(row[1:] for row in rows)


def _day_rows(
    connection: sqlite3.Connection,
    person: PersonId,
    others: Collection[PersonId] | None,
    until: datetime | None,
) -> Iterator[tuple[PersonId, Iterator[tuple[str, int, float, float]]]]:
    """Yield each other end with the rows of its contact-days: other end, day, out, in."""
    me = row_of(connection, person)
    if me is None:
        return
    which = reading.narrow(connection, others)
    last = _EVER if until is None else day_number(until)
    for column, other, out, back in (("a", "b", "ab", "ba"), ("b", "a", "ba", "ab")):
        rows = connection.execute(
            f"SELECT h.pid, day, {out}, {back} FROM contact JOIN handle h ON h.id = {other}"  # noqa: S608
            f" WHERE {column} = ? AND day <= ? {f'AND {other} IN {which}' if which else ''}"
            f" ORDER BY {other}, day",
            (me, last),
        )
        for pid, theirs in groupby(rows, key=itemgetter(0)):
            yield PersonId(pid), theirs


def day_counts(
    connection: sqlite3.Connection, person: PersonId, since: datetime, until: datetime | None
) -> dict[int, int]:
    """See the port."""
    span = (day_number(since), _EVER if until is None else day_number(until))
    found: Counter[int] = Counter()
    for column in ("a", "b"):
        rows = connection.execute(
            f"SELECT day, count(*) FROM contact WHERE {column} = ? AND day BETWEEN ? AND ?"  # noqa: S608
            " GROUP BY day",
            (row_of(connection, person), *span),
        )
        found.update(dict(rows.fetchall()))
    return dict(found)
