"""Reading ties: the kept statistics where they hold, a fold over the contact-days otherwise."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from netkit.domain.dates import day_number
from netkit.domain.people import PersonId
from netkit.graph.ties import TieStats
from netkit.store.derive import fold, grouped
from netkit.store.derive import gaps as gaps_of
from netkit.store.sqlite import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from netkit.store.port import Groups

__all__ = ["days", "figures", "gaps", "groups", "tie", "ties"]

#: How the other end of a tie calls what this end calls so.
_TURNED = {"days_ab": "days_ba", "days_ba": "days_ab", "last_ab": "last_ba", "last_ba": "last_ab"}


def _row(connection: sqlite3.Connection, person: PersonId) -> int | None:
    found = connection.execute("SELECT person FROM handle WHERE pid = ?", (person,)).fetchone()
    return None if found is None else int(found[0])


def _is_past(connection: sqlite3.Connection, until: datetime | None) -> bool:
    """Say whether contacts after `until` are known, so that the kept statistics say too much."""
    span = reading.span(connection) if until is not None else None
    return until is not None and span is not None and span[1] > day_number(until)


def ties(
    connection: sqlite3.Connection,
    person: PersonId,
    others: Collection[PersonId] | None,
    until: datetime | None,
) -> list[tuple[PersonId, TieStats]]:
    """See the port."""
    if _is_past(connection, until):
        return sorted(
            (other, fold(rows)) for other, rows in days(connection, person, others, until).items()
        )
    which = reading.narrow(connection, others)
    rows = sorted(_kept(connection, person, TieStats._fields, which))
    return [(PersonId(row[0]), TieStats._make(row[1:])) for row in rows]


def figures(
    connection: sqlite3.Connection,
    person: PersonId,
    fields: Sequence[str],
    others: Collection[PersonId] | None,
    least_days: int,
    until: datetime | None,
) -> list[tuple[Any, ...]]:
    """See the port."""
    if _is_past(connection, until):
        chosen = [attrgetter(field) for field in fields]
        past = ties(connection, person, others, until)
        return [
            (other, *(one(stats) for one in chosen))
            for other, stats in past
            if stats.contact_days >= least_days
        ]
    return _kept(connection, person, fields, reading.narrow(connection, others), least_days)


def groups(
    connection: sqlite3.Connection, person: PersonId, fields: Sequence[str], until: datetime | None
) -> Groups[Any]:
    """See the port."""
    if _is_past(connection, until):
        return grouped(figures(connection, person, fields, None, 0, until))
    rows = _kept(connection, person, fields, "", 0, "group_concat(h.pid, ' ')")
    found: dict[tuple[Any, ...], list[PersonId]] = defaultdict(list)
    for pids, *values in rows:
        found[tuple(values)] += map(PersonId, pids.split())
    return list(found.items())


def gaps(
    connection: sqlite3.Connection, person: PersonId, until: datetime | None
) -> tuple[int, float]:
    """See the port."""
    if _is_past(connection, until):
        past = ties(connection, person, None, until)
        return gaps_of((stats.gap_count, stats.sum_log_gap) for _, stats in past)
    me = _row(connection, person)
    query = "SELECT gap_count, sum_log_gap FROM tie WHERE {} = ? AND gap_count > 0"
    return gaps_of(row for end in "ab" for row in connection.execute(query.format(end), (me,)))


def _kept(
    connection: sqlite3.Connection,
    person: PersonId,
    fields: Sequence[str],
    which: str,
    least_days: int = 0,
    pids: str = "h.pid",
) -> list[tuple[Any, ...]]:
    """Return the other end and these kept statistics of each tie, seen from `person`.

    With `pids` an aggregate, all the others who have the same statistics in one row.
    """
    me = _row(connection, person)
    found: list[tuple[Any, ...]] = []
    for column, other in (("a", "b"), ("b", "a")):
        names = ", ".join(
            fields if column == "a" else [_TURNED.get(field, field) for field in fields]
        )
        found += connection.execute(
            f"SELECT {pids}, {names} FROM tie JOIN handle h ON h.id = {other}"  # noqa: S608
            f" WHERE {column} = ? AND contact_days >= ?"
            f" {f'AND {other} IN {which}' if which else ''}"
            f" {'' if pids == 'h.pid' else f'GROUP BY {names}'}",
            (me, least_days),
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
