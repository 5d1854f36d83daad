"""Recording a change: what was said goes in, whatever is derived from it is brought up to date."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.errors import StoreError, UsageError
from netkit.model.when import to_epoch
from netkit.store.codec import epoch_of
from netkit.store.event_spool import Spool
from netkit.store.sqlite.schema import SAID
from netkit.store.values import Change, Counts, Join, Receipt

from . import forgetting, projection, removing, tie_counting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from netkit.model.people import Handle, PersonId
    from netkit.store.derive import Seen
    from netkit.store.event_spool import ContactRow, EventRow

__all__ = ["append"]

_CHUNK = 500
_AT_ONCE = 64  # participants inserted by one statement

Row = TypeVar("Row", "ContactRow", "EventRow")


def append(connection: sqlite3.Connection, change: Change) -> Receipt:
    """Record `change` inside the transaction that the caller has opened."""
    change = forgetting.without_forgotten(connection, change)
    spool = Spool.of(change.events)
    connection.execute("SAVEPOINT unsaid")
    batch = _new_batch(connection, change)
    rows = HandleRows(connection)
    people = _add_handles(connection, change, batch, rows)
    _add_owners(connection, change.owners, batch, rows)
    _add_claims(connection, change, batch, rows)
    _add_affiliations(connection, change, batch, rows)
    _add_doubts(connection, change, batch)
    moved = _join(connection, change.joins, batch, rows)
    moved |= _split(connection, change.splits, batch, rows)
    pairs = forgetting.pairs_of_moves(connection, batch) if moved else set()
    unwanted = _unwanted(connection, change)
    corrected = removing.remove_rows(connection, change.removals, batch)
    counts = _add_events(connection, spool, batch, rows, unwanted)
    counting = tie_counting.Counting(connection)
    counts["interaction"] = _add_contacts(connection, spool, batch, rows, counting, unwanted)
    if not any(corrected) and _says_nothing(connection, batch):
        # Not deleted: that would look through every table for a row that refers to it.
        connection.execute("ROLLBACK TO unsaid")
        return Receipt(0, Counts())
    projection.refresh(connection, change, spool.kinds.keys(), batch, moved)
    removing.update_derived(connection, corrected.people)
    if change.owners and counting.had_ties:
        tie_counting.rebuild_all(connection)
    else:
        counting.finish()
        tie_counting.rebuild(connection, pairs | corrected.pairs)
    return Receipt(
        batch,
        Counts(
            people=people,
            interactions=counts.pop("interaction"),
            favours=counts.pop("favour", 0),
            introductions=counts.pop("introduction", 0),
            acquaintances=counts.pop("acquaintance", 0),
            other=counts.total(),
        ),
    )


def _unwanted(connection: sqlite3.Connection, change: Change) -> frozenset[str]:
    """Return the ids of events that an import does not bring back, since they were removed."""
    imported = change.label.startswith("import ")
    return removing.not_to_import(connection) if imported else frozenset()


def _wanted(chunk: list[Row], unwanted: frozenset[str]) -> list[Row]:
    """Return the rows of a spool without those that are not to come back."""
    return [row for row in chunk if f"e{row[0].hex()}" not in unwanted] if unwanted else chunk


def _says_nothing(connection: sqlite3.Connection, batch: int) -> bool:
    """Return True when all of a change was known already.

    The newest batch has the last rows of a table; the few owners are numbered by their handles.
    """
    for table in ("handle", "move", *SAID):
        order = "ORDER BY batch DESC" if table == "owner" else "ORDER BY rowid DESC"
        row = connection.execute(f"SELECT batch FROM {table} {order} LIMIT 1").fetchone()  # noqa: S608
        if row is not None and row[0] == batch:
            return False
    return True


def _new_batch(connection: sqlite3.Connection, change: Change) -> int:
    row = connection.execute(
        "INSERT INTO batch (label, at) VALUES (?, ?)", (change.label, to_epoch(change.at))
    )
    return int(row.lastrowid or 0)


class HandleRows(dict[str, int]):
    """The row of each handle by its person id, looked up when it is first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def learn(self, pids: Iterable[str]) -> None:
        """Look up many at once; unknown ones are passed over."""
        wanted = sorted(set(pids) - self.keys())
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT pid, id FROM handle WHERE pid IN ({marks})"  # noqa: S608
            self.update(self._connection.execute(query, chunk))

    def __missing__(self, pid: str) -> int:
        row = self._connection.execute("SELECT id FROM handle WHERE pid = ?", (pid,)).fetchone()
        if row is None:
            raise StoreError("a change speaks of people that no handle stands for")
        self[pid] = int(row[0])
        return self[pid]


def _add_handles(
    connection: sqlite3.Connection, change: Change, batch: int, rows: HandleRows
) -> int:
    """Add the handles that are new; return how many new people they make, owners left out."""
    named = {handle.person_id: (handle, person) for handle, person in change.handles}
    first = _next_row(connection, "handle")
    new, older = named, dict[str, int]()
    if first > 1:
        rows.learn({*named, *(person for _, person in named.values())})
        new = {pid: pair for pid, pair in named.items() if pid not in rows}
        older = {
            person: projection.person_row(connection, rows[person])
            for person in {person for pid, (_, person) in new.items() if person in rows}
        }
    rows.update(zip(new, count(first)))
    connection.executemany(
        "INSERT INTO handle (id, pid, kind, value, person, batch) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                rows[pid], pid, handle.kind, handle.value,
                older[person] if person in older else rows[person], batch,
            )
            for pid, (handle, person) in new.items()
        ],
    )  # fmt: skip
    left_out = {*change.owners, *(join.absorbed for join in change.joins)}
    return sum(
        pid == person and handle.kind != "unknown" and person not in left_out
        for pid, (handle, person) in new.items()
    )


def _next_row(connection: sqlite3.Connection, table: str) -> int:
    query = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"  # noqa: S608
    return int(connection.execute(query).fetchone()[0])


def _add_owners(
    connection: sqlite3.Connection, owners: Sequence[PersonId], batch: int, rows: HandleRows
) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO owner (handle, batch) VALUES (?, ?)",
        [(rows[owner], batch) for owner in owners],
    )


def _add_claims(
    connection: sqlite3.Connection, change: Change, batch: int, rows: HandleRows
) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO claim (handle, field, value, at, source, origin, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (rows[c.person], c.field, c.value, epoch_of(c.at), c.source, c.origin, batch)
            for c in change.claims
        ),
    )


def _add_affiliations(
    connection: sqlite3.Connection, change: Change, batch: int, rows: HandleRows
) -> None:
    from netkit.model.organizations import organization_key

    connection.executemany(
        "INSERT OR IGNORE INTO affiliation (handle, organization, org_key, title, since, until,"
        " kind, seen_at, source, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                rows[job.person], job.organization, organization_key(job.organization), job.title,
                str(job.start or ""), str(job.end or ""), job.kind, epoch_of(job.seen_at),
                job.source, batch,
            )
            for job in change.affiliations
        ),
    )  # fmt: skip


def _add_doubts(connection: sqlite3.Connection, change: Change, batch: int) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO doubt (a, b, reason, verdict, batch) VALUES (?, ?, ?, ?, ?)",
        [(*sorted((d.a, d.b)), d.reason, d.verdict, batch) for d in change.doubts],
    )


def _add_events(
    connection: sqlite3.Connection,
    spool: Spool,
    batch: int,
    rows: HandleRows,
    unwanted: frozenset[str],
) -> Counter[str]:
    """Add the events that are new, but for interactions; return how many of each kind."""
    counts: Counter[str] = Counter()
    for chunk in spool.others():
        wanted = _wanted(chunk, unwanted)
        numbered = list(enumerate(wanted, start=_next_row(connection, "event")))
        new = _add_new(
            connection,
            "INSERT INTO event (id, uid, kind, at, data, batch) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (uid) DO NOTHING",
            [(row, f"e{key.hex()}", kind, at, data, batch)
             for row, (key, kind, at, data, _) in numbered],
            "SELECT id FROM event WHERE id >= ?",
        )  # fmt: skip
        fresh = [(row, event) for row, event in numbered if new is None or row in new]
        connection.executemany(
            "INSERT INTO event_person (handle, event, role) VALUES (?, ?, ?)",
            [(rows[pid], row, role) for row, (*_, people) in fresh for role, pid in people.items()],
        )
        counts.update(kind for _, (_, kind, *_) in fresh)
    return counts


def _add_new(
    connection: sqlite3.Connection, insert: str, values: Sequence[tuple[Any, ...]], numbers: str
) -> set[int] | None:
    """Insert what is not there; return the rows that were added, None for all of them."""
    before = connection.total_changes
    connection.executemany(insert, values)
    if connection.total_changes - before == len(values):
        return None
    return {row for (row,) in connection.execute(numbers, (values[0][0],))}


def _add_contacts(
    connection: sqlite3.Connection,
    spool: Spool,
    batch: int,
    rows: HandleRows,
    counting: tie_counting.Counting,
    unwanted: frozenset[str],
) -> int:
    """Add the contacts that are new, and have them counted; return how many they are."""
    added = 0
    for chunk in spool.contacts():
        wanted = _wanted(chunk, unwanted)
        numbered = list(enumerate(wanted, start=_next_row(connection, "interaction")))
        new = _add_new(
            connection,
            "INSERT INTO interaction (id, uid, at, channel, thread, text, source, mark, batch)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING",
            [(row, *contact[:7], batch) for row, contact in numbered],
            "SELECT id FROM interaction WHERE id >= ?",
        )
        if new is not None:
            numbered = [(row, contact) for row, contact in numbered if row in new]
        parts, seen = _met(numbered, rows)
        _add_participants(connection, parts)
        counting.add(seen)
        added += len(seen)
    return added


def _add_participants(connection: sqlite3.Connection, parts: list[int]) -> None:
    """Add participants, given as interaction, role and handle in turn.

    Many by each statement: two thirds of the time that one for each row takes. OR FAIL, since
    SQLite would else copy every page that a statement of many rows changes; a row that is there
    already still is an error, and ends the transaction.
    """
    for start in range(0, len(parts), 3 * _AT_ONCE):
        values = parts[start : start + 3 * _AT_ONCE]
        marks = ",".join(["(?,?,?)"] * (len(values) // 3))
        query = f"INSERT OR FAIL INTO participant (interaction, role, handle) VALUES {marks}"  # noqa: S608
        connection.execute(query, values)


def _met(
    numbered: Iterable[tuple[int, ContactRow]], rows: HandleRows
) -> tuple[list[int], list[Seen[int]]]:
    """Return the participants of some contacts, in the order of their table, and who met.

    The participants are interaction, role and handle of each, in one list.
    """
    parts: list[int] = []
    contacts: list[Seen[int]] = []
    for row, (_, at, *_, sender, recipients) in numbered:
        writer = rows[sender]
        if len(recipients) == 1:
            reader = rows[recipients[0]]
            to: tuple[int, ...] = (reader,)
            parts += (row, 0, writer, row, 1, reader)
        else:
            to = tuple(sorted({rows[pid] for pid in recipients}))
            parts += (row, 0, writer)
            for reader in to:
                parts += (row, 1, reader)
        contacts.append((at, writer, to))
    return parts, contacts


def _join(
    connection: sqlite3.Connection, joins: Sequence[Join], batch: int, rows: HandleRows
) -> set[int]:
    """Move the handles of each `absorbed` to its `survivor`; return the people touched."""
    touched: set[int] = set()
    for join in joins:
        keeper = projection.person_row(connection, rows[join.survivor])
        leaver = projection.person_row(connection, rows[join.absorbed])
        if keeper == leaver:
            continue
        if projection.is_owner(connection, leaver):
            if projection.is_owner(connection, keeper):
                raise UsageError("two owners of a network cannot be joined")
            keeper, leaver = leaver, keeper
        _move(connection, "person = ?", (leaver,), keeper, join.reason, batch)
        touched |= {keeper, leaver}
    return touched


def _split(
    connection: sqlite3.Connection, splits: Sequence[Handle], batch: int, rows: HandleRows
) -> set[int]:
    """Make each handle a person of its own again; return the people touched.

    The handle that gives its people their id cannot leave: the others leave it instead.
    """
    touched: set[int] = set()
    for handle in splits:
        row = rows[handle.person_id]
        was = projection.person_row(connection, row)
        if was == row:
            raise UsageError(
                f"{handle.key} is the handle this person is known by; split off the others"
            )
        _move(connection, "id = ?", (row,), row, "split", batch)
        touched |= {was, row}
    return touched


def _move(
    connection: sqlite3.Connection,
    condition: str,
    parameters: tuple[int, ...],
    to: int,
    reason: str,
    batch: int,
) -> None:
    connection.execute(
        "INSERT INTO move (batch, handle, was, reason)"  # noqa: S608 — `condition` is ours
        f" SELECT ?, id, person, ? FROM handle WHERE {condition}",
        (batch, reason, *parameters),
    )
    connection.execute(
        f"UPDATE handle SET person = ? WHERE {condition}",  # noqa: S608 — `condition` is ours
        (to, *parameters),
    )
