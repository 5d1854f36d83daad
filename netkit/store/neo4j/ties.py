"""Read ties from a server: stored statistics where they hold, else folded contact-days."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.store.derive import fold, last_day_until
from netkit.store.neo4j.tie_counting import day_numbers, tie_days
from netkit.store.neo4j.transactions import NetworkGraph
from netkit.store.values import PairDay
from netkit.ties.statistics import TURNED_FIELDS, TieStats

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

__all__ = ["TieQueries"]

_PAGE = 5_000

_TIES = """
MATCH (:Handle {net: $net, pid: $pid})-[:OF]->(p:Person)
MATCH (p)-[t:TIE]-(q:Person)"""

_TIES_WITH = """
MATCH (:Handle {net: $net, pid: $pid})-[:OF]->(p:Person)
UNWIND $others AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(q:Person)
WITH DISTINCT p, q, p.id AS mine, q.id AS theirs
MATCH ()-[t:TIE {
  net: $net, a: CASE WHEN mine < theirs THEN mine ELSE theirs END,
  b: CASE WHEN mine < theirs THEN theirs ELSE mine END
}]->()"""

_DAYS_OF_PAIRS = """
UNWIND $pairs AS pair
MATCH (:Handle {net: $net, pid: pair[0]})-[:OF]->(p:Person)
MATCH (:Handle {net: $net, pid: pair[1]})-[:OF]->(q:Person)
WITH DISTINCT pair, p.id AS mine, q.id AS theirs
MATCH ()-[t:TIE {
  net: $net, a: CASE WHEN mine < theirs THEN mine ELSE theirs END,
  b: CASE WHEN mine < theirs THEN theirs ELSE mine END
}]->()
RETURN pair, t.a = mine, t.days, t.ab, t.ba"""

_STATISTICS = " WITH q.id AS other, t, t.a = p.id AS out RETURN other, "
_DAYS = " RETURN q.id, t.a = p.id, t.days, t.ab, t.ba"
_DAYS_SINCE = " WHERE t.last_day >= $first RETURN t.days"


_CONTACTS = """
MATCH (p:Person {net: $net})
WHERE p.id > $after
WITH p ORDER BY p.id LIMIT $most
OPTIONAL MATCH (p)-[t:TIE]->(q:Person)
RETURN p.id, q.id, t.days, t.ab, t.ba
ORDER BY p.id, q.id"""

#: The index is in this order: its first entry is the answer.
_END = """
MATCH (:Person)-[t:TIE]->(:Person)
WHERE t.net = $net AND t.{column} > -1000000000
RETURN t.{column} ORDER BY t.net {order}, t.{column} {order} LIMIT 1"""


class TieQueries(NetworkGraph):
    """`netkit.store.port.Ties` on a server."""

    def ties(
        self,
        person: PersonId,
        *,
        others: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[tuple[PersonId, TieStats]]:
        """See the port."""
        if self._is_past(until):
            past = self._contact_days(person, others, until)
            return sorted((end, fold(days)) for end, days in past.items())
        rows = self._stored_figures(person, TieStats._fields, others)
        rows.sort(key=lambda row: row[0])
        return [(PersonId(row[0]), TieStats._make(row[1:])) for row in rows]

    def tie_figures(
        self, person: PersonId, fields: Sequence[str], *, until: datetime | None = None
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        if self._is_past(until):
            past = self.ties(person, until=until)
            return [(end, *(getattr(stats, field) for field in fields)) for end, stats in past]
        return [tuple(row) for row in self._stored_figures(person, fields)]

    def tie(self, a: PersonId, b: PersonId, *, until: datetime | None = None) -> TieStats | None:
        """See the port."""
        rows = self.days(a, [b], until=until)
        return fold(next(iter(rows.values()))) if rows else None

    def days(
        self, person: PersonId, others: Collection[PersonId], *, until: datetime | None = None
    ) -> dict[PersonId, list[tuple[int, float, float]]]:
        """See the port."""
        return self._contact_days(person, others, until)

    def days_of_pairs(
        self, pairs: Collection[tuple[PersonId, PersonId]], *, until: datetime | None = None
    ) -> dict[tuple[PersonId, PersonId], list[tuple[int, float, float]]]:
        """See the port."""
        last = last_day_until(until)
        read = {
            (PersonId(a), PersonId(b)): _days_seen(out, days, last)
            for (a, b), out, *days in self._rows(_DAYS_OF_PAIRS, pairs=[list(p) for p in pairs])
        }
        return {pair: read[pair] for pair in pairs if read.get(pair)}

    def day_counts(
        self, person: PersonId, *, since: datetime, until: datetime | None = None
    ) -> dict[int, int]:
        """See the port."""
        first, last = day_number(since), last_day_until(until)
        rows = self._rows(_TIES + _DAYS_SINCE, pid=person, first=first)
        days = (day for (kept,) in rows for day in day_numbers(kept))
        return dict(Counter(day for day in days if first <= day <= last))

    def contacts(
        self, *, without: PersonId | None = None, until: datetime | None = None
    ) -> Iterable[PairDay]:
        """See the port; a page of people after another."""
        last, after = last_day_until(until), ""
        while rows := self._rows(_CONTACTS, after=after, most=_PAGE):
            for a, b, *days in rows:
                if b is not None and without not in {a, b}:
                    yield from (PairDay(a, b, *day) for day in tie_days(*days) if day[0] <= last)
            after = rows[-1][0]

    def span(self) -> tuple[int, int] | None:
        """See the port."""
        first = self._rows(_END.format(column="first_day", order="ASC"))
        last = self._rows(_END.format(column="last_day", order="DESC"))
        return (first[0][0], last[0][0]) if first and last else None

    def _is_past(self, until: datetime | None) -> bool:
        """Return True when there are contacts after `until`, which the stored statistics count."""
        span = self.span() if until is not None else None
        return until is not None and span is not None and span[1] > day_number(until)

    def _stored_figures(
        self, person: PersonId, fields: Sequence[str], others: Collection[PersonId] | None = None
    ) -> list[list[Any]]:
        """Return the other end and these stored statistics of each tie, seen from `person`."""
        if unknown := set(fields) - set(TieStats._fields):
            raise ValueError(f"a tie has no {sorted(unknown)}")
        columns = [
            f"CASE WHEN out THEN t.{field} ELSE t.{TURNED_FIELDS[field]} END"
            if field in TURNED_FIELDS
            else f"t.{field}"
            for field in fields
        ]
        query = (_TIES if others is None else _TIES_WITH) + _STATISTICS + ", ".join(columns)
        return self._rows(query, pid=person, others=sorted(others or ()))

    def _contact_days(
        self, person: PersonId, others: Collection[PersonId] | None, until: datetime | None
    ) -> dict[PersonId, list[tuple[int, float, float]]]:
        """Return the days of :meth:`days`, with everybody where `others` is None."""
        last = last_day_until(until)
        query = (_TIES if others is None else _TIES_WITH) + _DAYS
        days_by_end: dict[PersonId, list[tuple[int, float, float]]] = {}
        for end, out, *days in self._rows(query, pid=person, others=sorted(others or ())):
            if rows := _days_seen(out, days, last):
                days_by_end[PersonId(end)] = rows
        return dict(sorted(days_by_end.items()))


def _days_seen(out: bool, days: Sequence[Any], last: int) -> list[tuple[int, float, float]]:
    """Return the (day, out, in) of a tie up to a day; `out` where it is seen from its first end."""
    return [
        (day, ab, ba) if out else (day, ba, ab) for day, ab, ba in tie_days(*days) if day <= last
    ]
