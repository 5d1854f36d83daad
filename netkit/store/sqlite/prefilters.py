"""Whole questions asked of a file: SQL leaves out what cannot be in the answer.

What it chooses by is a bound or the very figure that the analysis computes from the rows it gets;
the analysis has the last word on score and order. `netkit.store.neo4j.prefilters` does the same.
"""

from __future__ import annotations

import heapq
import json
import math
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.model.when import to_epoch
from netkit.store.values import Sharing, Term

from . import reading, tie_reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

__all__ = ["about", "fading_ties", "leaning_ties", "parts", "sharing"]

_ROUNDING = 1e-9
_EVER = 10**12

_PARTS = """
SELECT r.pid, n FROM (
    SELECT h.person AS whose, count(DISTINCT e.id) AS n FROM event e
    JOIN event_person p ON p.event = e.id JOIN handle h ON h.id = p.handle
    WHERE e.kind = ? AND e.at <= ? GROUP BY h.person HAVING n >= ?
) JOIN handle r ON r.id = whose JOIN person o ON o.id = whose WHERE o.owner = 0"""

Words = tuple[tuple[str, str], ...]

#: Who has which of some words.
_WORDS = """
SELECT h.pid, group_concat(t.term || char(31) || t.origin, char(30)) AS words
FROM term t JOIN handle h ON h.id = t.person WHERE t.term IN ({terms})"""

#: Who has all of them.
_ABOUT = """
WITH said AS (
    SELECT t.person AS id, group_concat(t.term || char(31) || t.origin, char(30)) AS words
    FROM term t WHERE t.term IN ({terms}) GROUP BY t.person HAVING count(DISTINCT t.term) = ?
)
SELECT h.pid, words FROM said JOIN person p ON p.id = said.id JOIN handle h ON h.id = said.id
WHERE p.owner = 0 AND p.unknown = 0"""

#: Who has which of some words where they count, by number, with the strength of their tie.
_SHARING = """
WITH word(term, origin, n) AS (VALUES {words}),
said AS (
    SELECT t.person AS id, group_concat(word.n) AS shared FROM word
    CROSS JOIN term t ON t.term = word.term AND t.origin = word.origin GROUP BY t.person
)
SELECT said.id, shared, coalesce(x.log_strength, y.log_strength) FROM said
LEFT JOIN tie x ON x.a = ? AND x.b = said.id LEFT JOIN tie y ON y.a = said.id AND y.b = ?"""


def parts(
    connection: sqlite3.Connection, kind: str, until: datetime | None, least: int
) -> dict[PersonId, int]:
    """See the port; those in favours, the many, are kept with each person."""
    if kind != "favour" or until is not None:
        last = _EVER if until is None else to_epoch(until)
        rows = connection.execute(_PARTS, (kind, last, least))
    else:
        # SQLite takes the partial index where it can see that the condition implies the index's.
        enough = "p.favours > 1" if least > 1 else "p.favours > 0"
        rows = connection.execute(
            "SELECT h.pid, p.favours FROM person p JOIN handle h ON h.id = p.id"  # noqa: S608
            f" WHERE {enough} AND p.favours >= ?",
            (least,),
        )
    return {PersonId(pid): count for pid, count in rows}


def fading_ties(
    connection: sqlite3.Connection,
    person: PersonId,
    fields: Sequence[str],
    limits: tuple[int, int, float, float],
    until: datetime | None,
) -> list[tuple[Any, ...]]:
    """See the port.

    limits : the least contact-days, the day before which the last lies, the least logarithm of
        the strength and the one below which it lies.
    """
    if tie_reading.is_past(connection, until):
        needed = [*fields, "contact_days", "last_day", "log_strength"]
        rows = tie_reading.figures(connection, person, needed, until)
        least_days, last_before, least, below = limits
        return [
            row[:-3]
            for row in rows
            if row[-3] >= least_days and row[-2] < last_before and least <= row[-1] < below
        ]
    where = (
        "contact_days >= {} AND last_day < {} AND log_strength >= {!r} AND log_strength < {!r}"
    ).format(*limits[:2], *(min(max(bound, -1e300), 1e300) for bound in limits[2:]))
    return tie_reading.kept(connection, person, fields, where)


def leaning_ties(
    connection: sqlite3.Connection,
    person: PersonId,
    least: Mapping[int, float],
    share: float,
    until: datetime | None,
) -> list[tuple[PersonId, int, int, int]]:
    """See the port."""
    fields = ["contact_days", "days_ab", "days_ba"]
    if tie_reading.is_past(connection, until):
        rows = tie_reading.figures(connection, person, fields, until)
    else:
        needed = " ".join(f"WHEN {days} THEN {larger!r}" for days, larger in least.items())
        may_lean = (
            f"contact_days >= {min(least)} AND (contact_days + abs(days_ab - days_ba)) / 2.0 >="
            f" CASE contact_days {needed} ELSE {share!r} * contact_days END - {_ROUNDING}"
        )
        rows = tie_reading.kept(connection, person, fields, may_lean)
    return [(PersonId(other), days, out, back) for other, days, out, back in rows]


def about(
    connection: sqlite3.Connection,
    terms: Collection[str],
    worth: Mapping[str, float],
    limit: int,
    also: Collection[PersonId],
) -> list[Term]:
    """See the port."""
    wanted = sorted(terms)
    ranked: list[tuple[float, str, Words]] = []
    for pid, said in connection.execute(_in(_ABOUT, wanted), (*wanted, len(wanted))):
        words = _words(said)
        ranked.append((-_worth(words, worth), pid, words))
    found = {pid: words for _, pid, words in heapq.nsmallest(limit, ranked)}
    if missing := {*also} - found.keys():
        which = reading.narrow(connection, missing)
        query = _in(_WORDS, wanted) + f" AND t.person IN {which} GROUP BY t.person"
        found |= {pid: _words(said) for pid, said in connection.execute(query, wanted)}
    return [Term._make((pid, *word)) for pid, words in found.items() for word in words]


def _worth(words: Words, worth: Mapping[str, float]) -> float:
    """Return the worth of the origins of these words: a word counts by its best, each once."""
    other = worth["title"]
    best: dict[str, str] = {}
    for term, origin in words:
        if term not in best or worth.get(origin, other) > worth.get(best[term], other):
            best[term] = origin
    return sum(worth.get(origin, other) for origin in set(best.values()))


def _in(query: str, terms: Sequence[str]) -> str:
    return query.format(terms=",".join("?" * len(terms)))


@lru_cache(maxsize=4_096)
def _words(said: str) -> Words:
    """Return words with where they stand, as one text has them that many people share."""
    parted = (word.partition("\x1f") for word in said.split("\x1e"))
    return tuple(sorted({(term, origin) for term, _, origin in parted}))


def sharing(
    connection: sqlite3.Connection,
    person: PersonId,
    asked: PersonId,
    terms: Mapping[str, Collection[str]],
    until: datetime | None,
) -> list[Sharing]:
    """See the port."""
    several = parts(connection, "need", until, 2)
    if tie_reading.is_past(connection, until):
        found = _shared_then(connection, person, asked, terms, until)
        return [one._replace(needs=several.get(one.person, 1)) for one in found]
    groups = _groups(connection, person, asked, terms)
    pids = _pids(connection, [row for members in groups.values() for _, row in members])
    return [
        Sharing(pid := pids[row], words, None if power == -math.inf else power, several.get(pid, 1))
        for words, members in groups.items()
        for power, row in members
    ]


def _groups(
    connection: sqlite3.Connection,
    person: PersonId,
    asked: PersonId,
    terms: Mapping[str, Collection[str]],
) -> dict[Words, list[tuple[float, int]]]:
    """Group people who share the same words: strength of the tie with `person`, and row, each."""
    words = sorted((term, origin) for term, origins in terms.items() for origin in origins)
    if not words:
        return {}
    me, other = (tie_reading.row_of(connection, one) for one in (person, asked))
    query = _SHARING.format(words=",".join(f"(?, ?, {n})" for n in range(len(words))))
    rows = connection.execute(query, [*(part for word in words for part in word), me, me])
    said: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for row, shared, power in rows:
        if row not in (me, other):
            said[shared].append((-math.inf if power is None else power, row))
    groups: dict[Words, list[tuple[float, int]]] = defaultdict(list)
    for shared, members in said.items():
        numbers = sorted({int(n) for n in shared.split(",")})
        groups[tuple(words[n] for n in numbers)] += members
    return groups


def _pids(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, PersonId]:
    query = "SELECT h.id, h.pid FROM json_each(?) j JOIN handle h ON h.id = j.value"
    return {row: PersonId(pid) for row, pid in connection.execute(query, (json.dumps(rows),))}


def _shared_then(
    connection: sqlite3.Connection,
    person: PersonId,
    asked: PersonId,
    terms: Mapping[str, Collection[str]],
    until: datetime | None,
) -> list[Sharing]:
    strengths = dict(tie_reading.figures(connection, person, ["log_strength"], until))
    found: dict[PersonId, list[tuple[str, str]]] = defaultdict(list)
    for pid, term, origin in reading.with_terms(connection, terms):
        if origin in terms[term]:
            found[pid].append((term, origin))
    return [
        Sharing(pid, tuple(shared), strengths.get(pid))
        for pid, shared in found.items()
        if pid not in (person, asked)
    ]
