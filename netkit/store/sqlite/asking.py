"""Whole questions asked of a file: what they need is read, the analysis chooses among it."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.domain.people import PersonId
from netkit.store.port import FadingTies, Sharing
from netkit.store.sqlite import reading, tie_reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence
    from datetime import datetime

__all__ = ["day_counts", "fading_ties", "sharing"]


def fading_ties(
    connection: sqlite3.Connection,
    person: PersonId,
    fields: Sequence[str],
    until: datetime | None,
) -> FadingTies:
    """Return figures of every tie, and the sums over them; `fields` hold those of the gaps."""
    rows = tie_reading.figures(connection, person, fields, until)
    count, logs = (1 + fields.index(name) for name in ("gap_count", "sum_log_gap"))
    return FadingTies(rows, sum(row[count] for row in rows), math.fsum(row[logs] for row in rows))


def day_counts(
    connection: sqlite3.Connection, person: PersonId, until: datetime | None
) -> list[tuple[PersonId, int, int, int]]:
    """Return contact-days, and days out and in, of every tie."""
    fields = ["contact_days", "days_ab", "days_ba"]
    rows = tie_reading.figures(connection, person, fields, until)
    return [(PersonId(other), days, out, back) for other, days, out, back in rows]


def sharing(
    connection: sqlite3.Connection,
    person: PersonId,
    asked: PersonId,
    terms: Collection[str],
    until: datetime | None,
) -> list[Sharing]:
    """Return everybody who shares any of these terms."""
    strengths = dict(tie_reading.figures(connection, person, ["log_strength"], until))
    found: dict[PersonId, list[tuple[str, str]]] = defaultdict(list)
    for pid, term, origin in reading.with_terms(connection, terms):
        found[pid].append((term, origin))
    return [
        Sharing(pid, tuple(shared), strengths.get(pid))
        for pid, shared in found.items()
        if pid not in (person, asked)
    ]
