"""Reading ties: the kept statistics where they hold, a fold over the contact-days otherwise."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from netkit.domain.dates import day_number
from netkit.domain.people import PersonId
from netkit.graph.ties import TieStats
from netkit.store.derive import fold
from netkit.store.sqlite import reading

__all__ = ["days", "tie", "ties"]

_STATS = (
    "contact_days, first_day, last_day, log_strength, gap_count, sum_log_gap,"
    " days_ab, days_ba, last_ab, last_ba"
)


def _row(connection: sqlite3.Connection, person: PersonId) -> int | None:
    found = connection.execute("SELECT person FROM handle WHERE pid = ?", (person,)).fetchone()
    return None if found is None else int(found[0])


def _turned(stats: TieStats) -> TieStats:
    """Return the tie as its other end sees it."""
    return replace(
        stats,
        days_ab=stats.days_ba,
        days_ba=stats.days_ab,
        last_ab=stats.last_ba,
        last_ba=stats.last_ab,
    )


def _is_past(connection: sqlite3.Connection, until: datetime | None) -> bool:
    """Say whether contacts after `until` are known, so that the kept statistics say too much."""
    span = reading.span(connection) if until is not None else None
    return until is not None and span is not None and span[1] > day_number(until)


def ties(
    connection: sqlite3.Connection, person: PersonId, until: datetime | None
) -> list[tuple[PersonId, TieStats]]:
    """See the port."""
    me = _row(connection, person)
    if me is None:
        return []
    if until is not None and _is_past(connection, until):
        return sorted(
            (other, fold(rows)) for other, rows in days(connection, person, None, until).items()
        )
    rows = connection.execute(
        f"SELECT h.pid, 0, {_STATS} FROM tie JOIN handle h ON h.id = b WHERE a = ?"  # noqa: S608
        f" UNION ALL SELECT h.pid, 1, {_STATS} FROM tie JOIN handle h ON h.id = a WHERE b = ?"
        " ORDER BY 1",
        (me, me),
    )
    return [
        (PersonId(row[0]), _turned(TieStats(*row[2:])) if row[1] else TieStats(*row[2:]))
        for row in rows
    ]


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
    me = _row(connection, person)
    found: dict[PersonId, list[tuple[int, float, float]]] = defaultdict(list)
    if me is None:
        return {}
    which = reading.narrow(connection, others)
    last = 10**9 if until is None else day_number(until)
    for column, other, out, back in (("a", "b", "ab", "ba"), ("b", "a", "ba", "ab")):
        rows = connection.execute(
            f"SELECT h.pid, day, {out}, {back} FROM contact JOIN handle h ON h.id = {other}"  # noqa: S608
            f" WHERE {column} = ? AND day <= ? {f'AND {other} IN {which}' if which else ''}"
            " ORDER BY h.pid, day",
            (me, last),
        )
        for pid, day, sent, received in rows:
            found[PersonId(pid)].append((day, sent, received))
    return dict(found)
