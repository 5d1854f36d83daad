"""Whole questions asked of a file: SQL leaves out ties that cannot fade or lean."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from netkit.domain.people import PersonId
from netkit.store.port import FadingTies, Sharing
from netkit.store.sqlite import reading, tie_reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

__all__ = ["fading_ties", "leaning_ties", "sharing"]

_LEAST_DAYS = 3  # fewer contact-days never fade: `netkit.analysis.fading`

#: Who has which of some words, with the strength of their tie with somebody.
_SHARING = """
WITH me AS (SELECT person AS id FROM handle WHERE pid = ?),
said AS (
    SELECT h.person AS id, {pid} AS pid,
        group_concat(t.term || char(31) || t.origin, char(30)) AS words
    FROM term t JOIN handle h ON h.id = t.handle
    WHERE t.term IN ({terms}) AND (t.term, t.origin) IN (VALUES {places}) GROUP BY h.person
)
SELECT pid, words, coalesce(x.log_strength, y.log_strength)
FROM said JOIN me LEFT JOIN tie x ON x.a = me.id AND x.b = said.id
LEFT JOIN tie y ON y.a = said.id AND y.b = me.id"""


def fading_ties(
    connection: sqlite3.Connection,
    person: PersonId,
    fields: Sequence[str],
    until: datetime | None,
) -> FadingTies:
    """Return figures of every tie that may fade at all; `fields` hold those of the gaps."""
    if tie_reading.is_past(connection, until):
        rows = tie_reading.figures(connection, person, fields, until)
        count, logs = (1 + fields.index(name) for name in ("gap_count", "sum_log_gap"))
        gaps = [(row[count], row[logs]) for row in rows]
    else:
        rows = tie_reading.kept(connection, person, fields, f"contact_days >= {_LEAST_DAYS}")
        me = tie_reading.row_of(connection, person)
        query = "SELECT gap_count, sum_log_gap FROM tie WHERE {} = ? AND gap_count > 0"
        gaps = [row for end in "ab" for row in connection.execute(query.format(end), (me,))]
    return FadingTies(rows, sum(count for count, _ in gaps), math.fsum(log for _, log in gaps))


def leaning_ties(
    connection: sqlite3.Connection,
    person: PersonId,
    least: Mapping[int, float],
    share: float,
    until: datetime | None,
) -> list[tuple[PersonId, int, int, int]]:
    """See the port. One share for all numbers of days, the smallest: a few more are returned."""
    fields = ["contact_days", "days_ab", "days_ba"]
    if tie_reading.is_past(connection, until):
        rows = tie_reading.figures(connection, person, fields, until)
    else:
        smallest = min([share, *(larger / days for days, larger in least.items())])
        may_lean = (
            f"contact_days >= {min(least)} AND"
            f" contact_days + abs(days_ab - days_ba) >= {2 * smallest - 1e-9!r} * contact_days"
        )
        rows = tie_reading.kept(connection, person, fields, may_lean)
    return [(PersonId(other), days, out, back) for other, days, out, back in rows]


def sharing(
    connection: sqlite3.Connection,
    person: PersonId,
    asked: PersonId,
    terms: Mapping[str, Collection[str]],
    until: datetime | None,
) -> list[Sharing]:
    """Return everybody who shares any of these terms: a file tells all sooner than the best."""
    if tie_reading.is_past(connection, until):
        return _shared_then(connection, person, asked, terms, until)
    wanted = sorted(terms)
    places = [one for term in wanted for place in sorted(terms[term]) for one in (term, place)]
    if not places:
        return []
    query = _SHARING.format(
        pid=reading.PID,
        terms=",".join("?" * len(wanted)),
        places=",".join(["(?, ?)"] * (len(places) // 2)),
    )
    known: dict[str, Any] = {}  # many people share the same
    found: list[Sharing] = []
    for pid, said, strength in connection.execute(query, (person, *wanted, *places)):
        shared = known.get(said)
        if shared is None:
            words = {tuple(word.split("\x1f")) for word in said.split("\x1e")}
            shared = known[said] = tuple(sorted(words))
        if pid not in (person, asked):
            found.append(Sharing(PersonId(pid), shared, strength))
    return found


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
