"""Read every row back and compare it with the hash that is its id: a changed letter shows.

A handle, an event and a contact are called by a hash of what they say. What is in no hash (the
excerpt of a message, the name of a change) only an encrypted network vouches for, page by page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import event_id
from netkit.model.people import Handle
from netkit.store.row_change import events_of_rows

if TYPE_CHECKING:
    from netkit.store.port import Store
    from netkit.store.recorded_rows import Row

__all__ = ["changed_rows"]

#: More are not listed: one bad page may hold hundreds.
_LISTED = 5


def changed_rows(store: Store) -> list[str]:
    """Return a line for each table with rows that say something else than their id does."""
    problems = []
    for table, column in (("handle", "pid"), ("event", "uid"), ("interaction", "uid")):
        changed = [
            str(row[column]) for row in store.dump(table) if _id_of(table, row) != row[column]
        ]
        if changed:
            more = ", …" if len(changed) > _LISTED else ""
            problems.append(
                f"{table}: {len(changed):,} rows are not what was recorded"
                f" ({', '.join(changed[:_LISTED])}{more}); 'netkit restore' brings a backup"
            )
    return problems


def _id_of(table: str, row: Row) -> str:
    """Return the id that a row should have; "" where it cannot be read at all."""
    if table == "handle":
        return Handle(row["kind"], row["value"]).person_id
    rows: dict[str, list[Row]] = {"event": [], "interaction": [], table: [row]}
    try:
        return "".join(event_id(event) for event in events_of_rows(rows))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
