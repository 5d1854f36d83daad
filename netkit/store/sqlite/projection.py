"""Derive the people of joined handles and the words that find them, anew for who changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.names import words
from netkit.store.derive import best_claims, best_jobs, shown_name
from netkit.topics.terms import terms

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Set

    from netkit.store.values import Change

__all__ = [
    "IN_FAVOURS",
    "is_owner",
    "person_row",
    "rebuild",
    "rebuild_search",
    "refresh",
    "search_anew",
]

#: The kinds of events whose text is searched.
_SEARCHED = frozenset({"need", "offer", "fact"})
#: Who has a part in the favours of a batch.
IN_FAVOURS = (
    "SELECT DISTINCT h.person FROM event e JOIN event_person p ON p.event = e.id"
    " JOIN handle h ON h.id = p.handle WHERE e.kind = 'favour' AND e.batch = ?"
)
#: From few people their favours are soon found: CROSS JOIN keeps SQLite to this order.
_COUNT_FAVOURS = """
UPDATE person SET favours = counted.n FROM (
    SELECT h.person AS whose, count(DISTINCT e.id) AS n FROM touched t
    CROSS JOIN person o ON o.id = t.id AND o.owner = 0 CROSS JOIN handle h ON h.person = t.id
    CROSS JOIN event_person p ON p.handle = h.id
    CROSS JOIN event e ON e.id = p.event AND e.kind = 'favour' GROUP BY h.person
) AS counted WHERE counted.whose = person.id"""


def person_row(connection: sqlite3.Connection, handle: int) -> int:
    """Return the person that a handle belongs to now."""
    return int(
        connection.execute("SELECT person FROM handle WHERE id = ?", (handle,)).fetchone()[0]
    )


def is_owner(connection: sqlite3.Connection, person: int) -> bool:
    """Return True when one of a person's handles is an owner."""
    query = "SELECT 1 FROM owner JOIN handle ON owner.handle = handle.id WHERE person = ? LIMIT 1"
    return connection.execute(query, (person,)).fetchone() is not None


def refresh(
    connection: sqlite3.Connection,
    change: Change,
    kinds: Set[str],
    batch: int,
    moved: Collection[int],
) -> None:
    """Bring people, words and terms up to date with what `batch` recorded.

    `kinds` are those of the change's events. A table that the change says nothing for is not
    looked through.
    """
    touched = set(moved)
    rows_by_table = {
        "handle": change.handles,
        "claim": change.claims,
        "affiliation": change.affiliations,
        "owner": change.owners,
    }
    for table in (table for table, rows in rows_by_table.items() if rows):
        column = "id" if table == "handle" else "handle"
        query = (
            f"SELECT DISTINCT h.person FROM {table} t JOIN handle h ON h.id = t.{column}"  # noqa: S608
            " WHERE t.batch = ?"
        )
        touched.update(row for (row,) in connection.execute(query, (batch,)))
    if "favour" in kinds:
        touched.update(row for (row,) in connection.execute(IN_FAVOURS, (batch,)))
    if touched:
        rebuild(connection, touched)
    if change.claims:
        _add_words(connection, "WHERE batch = ?", (batch,))
    if change.claims or change.affiliations or not kinds.isdisjoint(_SEARCHED):
        _add_terms(connection, "t.batch = ?", (batch,))
    if moved:
        _rebuild_terms(connection, moved)


def search_anew(connection: sqlite3.Connection, people: Collection[int]) -> None:
    """Make the words of the handles of these people, and their terms, anew."""
    if not people:
        return
    _rebuild_terms(connection, people)
    mine = "(SELECT h.id FROM moved m CROSS JOIN handle h ON h.person = m.id)"
    connection.execute(f"DELETE FROM word WHERE handle IN {mine}")  # noqa: S608
    _add_words(connection, f"WHERE handle IN {mine}", ())


def _rebuild_terms(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Take the terms of people from what each of their handles says now."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS moved (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM moved")
    connection.executemany("INSERT OR IGNORE INTO moved VALUES (?)", [(row,) for row in people])
    connection.execute("DELETE FROM term WHERE person IN (SELECT id FROM moved)")
    _add_terms(connection, "h.person IN (SELECT id FROM moved)", ())


def rebuild_search(connection: sqlite3.Connection) -> None:
    """Make every word and term anew."""
    connection.execute("DELETE FROM word")
    connection.execute("DELETE FROM term")
    _add_words(connection, "", ())
    _add_terms(connection, "1", ())


def _add_words(connection: sqlite3.Connection, where: str, parameters: tuple[int, ...]) -> None:
    claims = connection.execute(f"SELECT handle, field, value FROM claim {where}", parameters)  # noqa: S608
    connection.executemany(
        "INSERT OR IGNORE INTO word (word, handle) VALUES (?, ?)",
        [
            (word, handle)
            for handle, field, value in claims.fetchall()
            if field in {"name", "nickname"}
            for word in words(value)
        ],
    )


def _add_terms(connection: sqlite3.Connection, where: str, parameters: tuple[int, ...]) -> None:
    texts = connection.execute(
        "SELECT h.person, 'title', t.title FROM affiliation t"  # noqa: S608 — `where` is ours
        f" JOIN handle h ON h.id = t.handle WHERE {where}"
        " AND t.kind = 'work' AND t.until = '' UNION ALL"
        " SELECT h.person, 'skill', t.value FROM claim t"
        f" JOIN handle h ON h.id = t.handle WHERE {where}"
        " AND +t.field IN ('skill', 'headline') UNION ALL"
        " SELECT h.person, t.kind, json_extract(t.data, '$.text') FROM event t"
        f" JOIN event_person p ON p.event = t.id JOIN handle h ON h.id = p.handle WHERE {where}"
        " AND t.kind IN ('need', 'offer') UNION ALL"
        " SELECT h.person, 'interest', json_extract(t.data, '$.text') FROM event t"
        f" JOIN event_person p ON p.event = t.id JOIN handle h ON h.id = p.handle WHERE {where}"
        " AND t.kind = 'fact' AND json_extract(t.data, '$.kind') IN ('interest', 'hobby', 'goal')",
        parameters * 4,
    )
    connection.executemany(
        "INSERT OR IGNORE INTO term (term, person, origin) VALUES (?, ?, ?)",
        [
            (term, person, origin)
            for person, origin, text in texts.fetchall()
            for term in terms(text)
        ],
    )


def rebuild(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Derive anew who these people are; those without a handle left go."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM touched")
    connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", [(row,) for row in people])
    names = _best_claims(connection)
    jobs = _best_jobs(connection)
    connection.execute("DELETE FROM person WHERE id IN (SELECT id FROM touched)")
    rows = connection.execute(
        "SELECT h.person, max(o.handle IS NOT NULL), min(h.kind = 'unknown'), min(h.kind || ':' ||"
        " h.value) FROM handle h LEFT JOIN owner o ON o.handle = h.id"
        " WHERE h.person IN (SELECT id FROM touched) GROUP BY h.person"
    ).fetchall()
    connection.executemany(
        "INSERT INTO person (id, name, organization, title, city, owner, unknown)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row,
                shown_name(names[row].get("name"), key, unknown=bool(unknown)),
                *jobs.get(row, ("", "")),
                names[row].get("city", ""),
                owner,
                unknown,
            )
            for row, owner, unknown, key in rows
        ],
    )
    connection.execute(_COUNT_FAVOURS)


def _best_claims(connection: sqlite3.Connection) -> dict[int, dict[str, str]]:
    """Return name and city of each touched person."""
    return best_claims(
        connection.execute(
            "SELECT h.person, c.field, c.value, c.source, coalesce(c.at, 0) FROM claim c"
            " JOIN handle h ON h.id = c.handle WHERE h.person IN (SELECT id FROM touched)"
            " AND +c.field IN ('name', 'city')"
        )
    )


def _best_jobs(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Return organization and title of each touched person who works somewhere now."""
    return best_jobs(
        connection.execute(
            "SELECT h.person, a.organization, a.title, a.source, coalesce(a.seen_at, 0), a.since"
            " FROM affiliation a JOIN handle h ON h.id = a.handle"
            " WHERE h.person IN (SELECT id FROM touched) AND a.kind = 'work' AND a.until = ''"
        )
    )
