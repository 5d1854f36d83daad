"""Keep the vectors of texts in a network file, and tell who says a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.store.sqlite.connection import NetworkFile
from netkit.store.values import Utterance

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping

__all__ = ["MeaningQueries", "drop_unsaid"]

#: Every text that is matched, with its handle and origin.
_SAID = """
SELECT handle, title AS text, 'title' AS origin FROM affiliation
    WHERE kind = 'work' AND until = '' AND title <> '' UNION ALL
SELECT handle, value, 'skill' FROM claim WHERE field IN ('skill', 'headline') UNION ALL
SELECT p.handle, json_extract(e.data, '$.text'), e.kind FROM event e
    JOIN event_person p ON p.event = e.id WHERE e.kind IN ('need', 'offer')"""

_SAYING = f"""
SELECT DISTINCT w.pid, s.text, s.origin FROM ({_SAID}) s
JOIN handle h ON h.id = s.handle JOIN handle w ON w.id = h.person"""  # noqa: S608 — ours

_DROP = f"""
DELETE FROM meaning WHERE (side, text) NOT IN (
    SELECT CASE origin WHEN 'need' THEN 'need' ELSE 'given' END, text FROM ({_SAID}))"""  # noqa: S608


class MeaningQueries(NetworkFile):
    """`netkit.store.port.Meanings` in a file."""

    def utterances(self, texts: Collection[str] | None = None) -> list[Utterance]:
        """See the port."""
        query, values = _SAYING, tuple[str, ...]()
        if texts is not None:
            query += " WHERE s.text IN (SELECT value FROM json_each(?))"
            values = (json.dumps(sorted(texts)),)
        with self._reading() as connection:
            rows = connection.execute(query, values).fetchall()
        return [Utterance(PersonId(pid), text, origin) for pid, text, origin in rows]

    def vectors(self) -> dict[tuple[str, str], bytes]:
        """See the port."""
        with self._reading() as connection:
            rows: list[Any] = connection.execute(
                "SELECT side, text, vector FROM meaning"
            ).fetchall()
        return {(side, text): vector for side, text, vector in rows}

    def keep_vectors(self, vectors: Mapping[tuple[str, str], bytes]) -> None:
        """See the port."""
        rows = [(side, text, vector) for (side, text), vector in vectors.items()]
        with self._writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO meaning VALUES (?, ?, ?)", rows)
            drop_unsaid(connection)


def drop_unsaid(connection: sqlite3.Connection) -> None:
    """Delete the vectors of texts that nobody says any more."""
    connection.execute(_DROP)
