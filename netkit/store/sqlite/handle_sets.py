"""SQL about handles: the person of one, and the set of all handles of several people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from netkit.model.people import PersonId

__all__ = ["PERSON_ID", "handle_set", "marks", "row_of_person"]

#: The person that a handle `h` belongs to now: mostly itself, which spares a look-up.
PERSON_ID = (
    "CASE WHEN h.person = h.id THEN h.pid ELSE (SELECT pid FROM handle r WHERE r.id = h.person) END"
)


def marks(items: Collection[object]) -> str:
    """Return as many parameter marks as there are items."""
    return ",".join("?" * len(items))


def handle_set(connection: sqlite3.Connection, people: Collection[PersonId] | None) -> str:
    """Return the SQL set of all handles of these people, empty for everybody.

    The set is a temporary table: a query has room for 32,766 parameters, a network for more.
    """
    if people is None:
        return ""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM wanted")
    connection.execute(
        "INSERT OR IGNORE INTO wanted SELECT o.id FROM json_each(?) j"
        " JOIN handle h ON h.pid = j.value JOIN handle o ON o.person = h.person",
        (json.dumps(list(people)),),
    )
    return "(SELECT id FROM wanted)"


def row_of_person(connection: sqlite3.Connection, person: PersonId) -> int | None:
    """Return the number of a person's row; None for nobody known."""
    row = connection.execute("SELECT person FROM handle WHERE pid = ?", (person,)).fetchone()
    return None if row is None else int(row[0])
