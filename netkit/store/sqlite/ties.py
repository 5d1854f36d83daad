"""Read ties from a network file: stored statistics where they hold, else folded contact-days."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.store.derive import fold, last_day_until
from netkit.store.sqlite.connection import NetworkFile
from netkit.store.sqlite.handle_sets import handle_set, row_of_person
from netkit.store.values import PairDay
from netkit.ties.statistics import TURNED_FIELDS, TieStats

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

__all__ = ["TieQueries"]


class TieQueries(NetworkFile):
    """`netkit.store.port.Ties` in a file."""

    def ties(
        self,
        person: PersonId,
        *,
        others: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[tuple[PersonId, TieStats]]:
        """See the port."""
        if self._is_past(until):
            return sorted(self._past_ties(person, others, until))
        with self._reading() as connection:
            handles = handle_set(connection, others)
        condition = f"{{end}} IN {handles}" if handles else "1"
        rows = sorted(self._stored_figures(person, TieStats._fields, condition))
        return [(PersonId(row[0]), TieStats._make(row[1:])) for row in rows]

    def tie_figures(
        self, person: PersonId, fields: Sequence[str], *, until: datetime | None = None
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        if self._is_past(until):
            getters = [attrgetter(field) for field in fields]
            past = self._past_ties(person, None, until)
            return [(end, *(getter(stats) for getter in getters)) for end, stats in past]
        return self._stored_figures(person, fields)

    def tie(self, a: PersonId, b: PersonId, *, until: datetime | None = None) -> TieStats | None:
        """See the port."""
        rows = self.days(a, [b], until=until)
        return fold(next(iter(rows.values()))) if rows else None

    def days(
        self, person: PersonId, others: Collection[PersonId], *, until: datetime | None = None
    ) -> dict[PersonId, list[tuple[int, float, float]]]:
        """See the port."""
        rows = self._day_rows(person, others, until)
        return dict(sorted((end, [row[1:] for row in days]) for end, days in rows))

    def days_of_pairs(
        self, pairs: Collection[tuple[PersonId, PersonId]], *, until: datetime | None = None
    ) -> dict[tuple[PersonId, PersonId], list[tuple[int, float, float]]]:
        """See the port; a pair after another, which costs a file little."""
        read = {pair: list(self.days(pair[0], [pair[1]], until=until).values()) for pair in pairs}
        return {pair: days[0] for pair, days in read.items() if days}

    def day_counts(
        self, person: PersonId, *, since: datetime, until: datetime | None = None
    ) -> dict[int, int]:
        """See the port."""
        counts: Counter[int] = Counter()
        with self._reading() as connection:
            mine = row_of_person(connection, person)
            for column in ("a", "b"):
                rows = connection.execute(
                    f"SELECT day, count(*) FROM contact WHERE {column} = ?"  # noqa: S608
                    " AND day BETWEEN ? AND ? GROUP BY day",
                    (mine, day_number(since), last_day_until(until)),
                )
                counts.update(dict(rows.fetchall()))
        return dict(counts)

    def contacts(
        self, *, without: PersonId | None = None, until: datetime | None = None
    ) -> Iterable[PairDay]:
        """See the port."""
        with self._reading() as connection:
            left_out = row_of_person(connection, without) if without is not None else None
            rows = connection.execute(
                "SELECT x.pid, y.pid, c.day, c.ab, c.ba FROM contact c JOIN handle x ON x.id = c.a"
                " JOIN handle y ON y.id = c.b WHERE c.day <= ? AND ? NOT IN (c.a, c.b)"
                " ORDER BY min(x.pid, y.pid), max(x.pid, y.pid), c.day",
                (last_day_until(until), left_out or 0),
            )
            for a, b, day, ab, ba in rows:
                yield PairDay(a, b, day, ab, ba) if a < b else PairDay(b, a, day, ba, ab)

    def span(self) -> tuple[int, int] | None:
        """See the port."""
        with self._reading() as connection:
            [[first, last]] = connection.execute("SELECT min(first_day), max(last_day) FROM tie")
        return None if first is None else (first, last)

    def _is_past(self, until: datetime | None) -> bool:
        """Return True when there are contacts after `until`, which the stored statistics count."""
        span = self.span() if until is not None else None
        return until is not None and span is not None and span[1] > day_number(until)

    def _stored_figures(
        self,
        person: PersonId,
        fields: Sequence[str],
        condition: str = "1",
        parameters: Sequence[object] = (),
    ) -> list[tuple[Any, ...]]:
        """Return the other end and these stored statistics of each tie, seen from `person`.

        condition : on the tie, the same seen from either end; ``{end}`` is the other end
        """
        rows: list[tuple[Any, ...]] = []
        with self._reading() as connection:
            mine = row_of_person(connection, person)
            for column, end in (("a", "b"), ("b", "a")):
                names = (
                    fields
                    if column == "a"
                    else [TURNED_FIELDS.get(field, field) for field in fields]
                )
                rows += connection.execute(
                    f"SELECT h.pid, {', '.join(names)} FROM tie JOIN handle h ON h.id = {end}"  # noqa: S608
                    f" WHERE {column} = ? AND {condition.format(end=end)}",
                    (mine, *parameters),
                )
        return rows

    def _past_ties(
        self, person: PersonId, others: Collection[PersonId] | None, until: datetime | None
    ) -> Iterator[tuple[PersonId, TieStats]]:
        """Yield ties as they were, one after another: all days of all ties are too many to hold."""
        for end, days in self._day_rows(person, others, until):
            yield end, fold(row[1:] for row in days)

    def _day_rows(
        self, person: PersonId, others: Collection[PersonId] | None, until: datetime | None
    ) -> Iterator[tuple[PersonId, Iterator[tuple[str, int, float, float]]]]:
        """Yield each other end with the rows of its contact-days: other end, day, out, in."""
        with self._reading() as connection:
            mine = row_of_person(connection, person)
            handles = handle_set(connection, others)
            for column, end, out, back in (("a", "b", "ab", "ba"), ("b", "a", "ba", "ab")):
                rows = connection.execute(
                    f"SELECT h.pid, day, {out}, {back} FROM contact"  # noqa: S608
                    f" JOIN handle h ON h.id = {end} WHERE {column} = ? AND day <= ?"
                    f" {f'AND {end} IN {handles}' if handles else ''} ORDER BY {end}, day",
                    (mine, last_day_until(until)),
                )
                for pid, days in groupby(rows, key=itemgetter(0)):
                    yield PersonId(pid), days
