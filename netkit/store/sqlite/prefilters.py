"""Select rows of a network file for one question: SQL leaves out what cannot be in the answer.

What it chooses by is a bound or the very figure that the analysis computes from the rows it gets;
the analysis has the last word on score and order. `netkit.store.neo4j.prefilters` does the same.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.store.sqlite.events import EventQueries
from netkit.store.sqlite.handle_sets import handle_set, marks, row_of_person
from netkit.store.sqlite.ties import TieQueries
from netkit.store.values import Sharing, Term

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

__all__ = ["PrefilterQueries"]

_ROUNDING = 1e-9

Words = tuple[tuple[str, str], ...]

#: People with the words of a list that each has.
_WORDS = """
SELECT h.pid, group_concat(t.term || char(31) || t.origin, char(30)) AS words
FROM term t JOIN handle h ON h.id = t.person WHERE t.term IN ({terms})"""

#: People who have all of them.
_ABOUT = """
WITH worded AS (
    SELECT t.person AS id, group_concat(t.term || char(31) || t.origin, char(30)) AS words
    FROM term t WHERE t.term IN ({terms}) GROUP BY t.person HAVING count(DISTINCT t.term) = ?
)
SELECT h.pid, words FROM worded JOIN person p ON p.id = worded.id JOIN handle h ON h.id = worded.id
WHERE p.owner = 0 AND p.unknown = 0"""

#: People with the words (by number) that each has where they count, and the strength of a tie.
_SHARING = """
WITH word(term, origin, n) AS (VALUES {words}),
worded AS (
    SELECT t.person AS id, group_concat(word.n) AS shared FROM word
    CROSS JOIN term t ON t.term = word.term AND t.origin = word.origin GROUP BY t.person
)
SELECT h.id, h.pid, shared, coalesce(x.log_strength, y.log_strength)
FROM worded JOIN handle h ON h.id = worded.id
LEFT JOIN tie x ON x.a = ? AND x.b = worded.id LEFT JOIN tie y ON y.a = worded.id AND y.b = ?"""

_FADING = "contact_days >= ? AND last_day < ? AND log_strength >= ? AND log_strength < ?"


class PrefilterQueries(EventQueries, TieQueries):
    """`netkit.store.port.Prefilters` in a file."""

    def fading_ties(
        self,
        person: PersonId,
        fields: Sequence[str],
        *,
        least_days: int,
        last_before: int,
        strengths: tuple[float, float],
        until: datetime | None = None,
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        least, below = strengths
        if not self._is_past(until):
            limits = (least_days, last_before, least, below)
            return self._stored_figures(person, fields, _FADING, limits)
        figures = [*fields, "contact_days", "last_day", "log_strength"]
        return [
            row[:-3]
            for row in self.tie_figures(person, figures, until=until)
            if row[-3] >= least_days and row[-2] < last_before and least <= row[-1] < below
        ]

    def leaning_ties(
        self,
        person: PersonId,
        least: Mapping[int, float],
        share: float,
        *,
        below: int | None = None,
        until: datetime | None = None,
    ) -> tuple[list[tuple[PersonId, int, int, int]], int]:
        """See the port; all ties that may lean at all."""
        fields = ["contact_days", "days_ab", "days_ba"]
        if self._is_past(until):
            rows = self.tie_figures(person, fields, until=until)
        else:
            may_lean = (
                "contact_days >= ? AND (contact_days + abs(days_ab - days_ba)) / 2.0 >="
                f" CASE contact_days {'WHEN ? THEN ? ' * len(least)}"
                "ELSE ? * contact_days END - ?"
            )
            larger = [value for days in least.items() for value in days]
            limits = [min(least), *larger, share, _ROUNDING]
            rows = self._stored_figures(person, fields, may_lean, limits)
        return [(PersonId(end), days, out, back) for end, days, out, back in rows], 0

    def about(
        self,
        terms: Collection[str],
        worth: Mapping[str, float],
        *,
        limit: int,
        also: Collection[PersonId] = (),
    ) -> list[Term]:
        """See the port."""
        asked = sorted(terms)
        ranked: list[tuple[float, str, Words]] = []
        with self._reading() as connection:
            for pid, text in connection.execute(_in(_ABOUT, asked), (*asked, len(asked))):
                words = _words(text)
                ranked.append((-_worth(words, worth), pid, words))
            best = {pid: words for _, pid, words in heapq.nsmallest(limit, ranked)}
            if missing := {*also} - best.keys():
                handles = handle_set(connection, missing)
                query = _in(_WORDS, asked) + f" AND t.person IN {handles} GROUP BY t.person"
                best |= {pid: _words(text) for pid, text in connection.execute(query, asked)}
        return [Term._make((pid, *word)) for pid, words in best.items() for word in words]

    def sharing(
        self,
        person: PersonId,
        asked: PersonId,
        terms: Mapping[str, Collection[str]],
        *,
        until: datetime | None = None,
    ) -> list[Sharing]:
        """See the port."""
        need_counts = self.event_counts("need", until=until, least=2)
        if self._is_past(until):
            return [
                candidate._replace(needs=need_counts.get(candidate.person, 1))
                for candidate in self._past_sharing(person, asked, terms, until)
            ]
        with self._reading() as connection:
            groups = _groups(connection, person, asked, terms)
        return [
            Sharing(pid, words, log_strength, need_counts.get(pid, 1))
            for words, members in groups.items()
            for pid, log_strength in members
        ]

    def _past_sharing(
        self,
        person: PersonId,
        asked: PersonId,
        terms: Mapping[str, Collection[str]],
        until: datetime | None,
    ) -> list[Sharing]:
        """Return the candidates of `sharing` with the strengths of their ties on a past day."""
        strengths = dict(self.tie_figures(person, ["log_strength"], until=until))
        words: dict[PersonId, list[tuple[str, str]]] = defaultdict(list)
        for pid, term, origin in self.with_terms(terms):
            if origin in terms[term]:
                words[pid].append((term, origin))
        return [
            Sharing(pid, tuple(shared), strengths.get(pid))
            for pid, shared in words.items()
            if pid not in (person, asked)
        ]


def _worth(words: Words, worth: Mapping[str, float]) -> float:
    """Return the worth of the origins of these words: a word counts by its best, each once."""
    default = worth["title"]
    best: dict[str, str] = {}
    for term, origin in words:
        if term not in best or worth.get(origin, default) > worth.get(best[term], default):
            best[term] = origin
    return sum(worth.get(origin, default) for origin in set(best.values()))


def _in(query: str, terms: Sequence[str]) -> str:
    return query.format(terms=marks(terms))


@lru_cache(maxsize=4_096)
def _words(text: str) -> Words:
    """Return words with their origins; many people share the same text."""
    pairs = (word.partition("\x1f") for word in text.split("\x1e"))
    return tuple(sorted({(term, origin) for term, _, origin in pairs}))


def _groups(
    connection: sqlite3.Connection,
    person: PersonId,
    asked: PersonId,
    terms: Mapping[str, Collection[str]],
) -> dict[Words, list[tuple[PersonId, float | None]]]:
    """Group people who share the same words, each with the strength of the tie with `person`."""
    words = sorted((term, origin) for term, origins in terms.items() for origin in origins)
    if not words:
        return {}
    ends = [row_of_person(connection, end) for end in (person, asked)]
    query = _SHARING.format(words=",".join(f"(?, ?, {n})" for n in range(len(words))))
    rows = connection.execute(query, [*(part for word in words for part in word), *ends[:1] * 2])
    by_numbers: dict[str, list[tuple[PersonId, float | None]]] = defaultdict(list)
    for row, pid, shared, log_strength in rows:
        if row not in ends:
            by_numbers[shared].append((PersonId(pid), log_strength))
    groups: dict[Words, list[tuple[PersonId, float | None]]] = defaultdict(list)
    for shared, members in by_numbers.items():
        numbers = sorted({int(n) for n in shared.split(",")})
        groups[tuple(words[n] for n in numbers)] += members
    return groups
