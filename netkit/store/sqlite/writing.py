"""Recording a change: what was said goes in, whatever is derived from it is brought up to date."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from netkit.domain.dates import to_epoch
from netkit.domain.events import Event, Interaction, event_id
from netkit.errors import StoreError, UsageError
from netkit.store.codec import data_of, kind_of, people_of
from netkit.store.derive import Seen
from netkit.store.port import Change, Counts, Join, Receipt
from netkit.store.sqlite import forgetting, projection, ties
from netkit.store.sqlite.schema import SAID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from netkit.domain.people import Handle, PersonId

__all__ = ["append", "handle_ids"]

_CHUNK = 500


def append(connection: sqlite3.Connection, change: Change) -> Receipt:
    """Record `change` inside the transaction that the caller has opened."""
    change = forgetting.without_forgotten(connection, change)
    connection.execute("SAVEPOINT unsaid")
    batch = _new_batch(connection, change)
    people = _add_handles(connection, change, batch)
    _add_owners(connection, change.owners, batch)
    _add_claims(connection, change, batch)
    _add_affiliations(connection, change, batch)
    _add_doubts(connection, change, batch)
    counts = _add_events(connection, change.events, batch)
    fresh = _add_interactions(connection, change.events, batch)
    moved = _join(connection, change.joins, batch) | _split(connection, change.splits, batch)
    if _says_nothing(connection, batch):
        # Not deleted: that would look through every table for a row that refers to it.
        connection.execute("ROLLBACK TO unsaid")
        return Receipt(0, Counts())
    projection.refresh(connection, change, batch, moved)
    if change.owners and ties.any_known(connection):
        ties.rebuild(connection, None)
    else:
        ties.add(connection, fresh)
        ties.rebuild(connection, moved)
    return Receipt(
        batch,
        Counts(
            people=people,
            interactions=len(fresh),
            favours=counts.pop("favour", 0),
            introductions=counts.pop("introduction", 0),
            acquaintances=counts.pop("acquaintance", 0),
            other=counts.total(),
        ),
    )


def _says_nothing(connection: sqlite3.Connection, batch: int) -> bool:
    """Say whether all of a change was known already.

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


def handle_ids(connection: sqlite3.Connection, pids: Iterable[str]) -> dict[str, int]:
    """Return the row of each handle that is known, by its person id."""
    found: dict[str, int] = {}
    for chunk in _chunks(sorted(set(pids))):
        marks = ",".join("?" * len(chunk))
        found |= dict(
            connection.execute(f"SELECT pid, id FROM handle WHERE pid IN ({marks})", chunk)  # noqa: S608
        )
    return found


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def _rows(connection: sqlite3.Connection, pids: Iterable[str]) -> dict[str, int]:
    wanted = set(pids)
    rows = handle_ids(connection, wanted)
    if missing := wanted - rows.keys():
        raise StoreError(f"a change speaks of {len(missing)} people that no handle stands for")
    return rows


def _add_handles(connection: sqlite3.Connection, change: Change, batch: int) -> int:
    """Add the handles that are new; return how many new people they make, owners left out."""
    known = handle_ids(connection, [handle.person_id for handle, _ in change.handles])
    new = {handle: person for handle, person in change.handles if handle.person_id not in known}
    connection.executemany(
        "INSERT INTO handle (pid, kind, value, person, batch) VALUES (?, ?, ?, 0, ?)",
        [(handle.person_id, handle.kind, handle.value, batch) for handle in new],
    )
    rows = _rows(connection, [*new.values(), *(handle.person_id for handle in new)])
    connection.executemany(
        "UPDATE handle SET person = (SELECT person FROM handle WHERE id = ?) WHERE id = ?",
        [
            (rows[person], rows[handle.person_id])
            for handle, person in new.items()
            if person != handle.person_id and person in known
        ],
    )
    connection.executemany(
        "UPDATE handle SET person = ? WHERE id = ? AND person = 0",
        [(rows[person], rows[handle.person_id]) for handle, person in new.items()],
    )
    left_out = {*change.owners, *(join.gone for join in change.joins)}
    return sum(
        handle.person_id == person and handle.kind != "unknown" and person not in left_out
        for handle, person in new.items()
    )


def _add_owners(connection: sqlite3.Connection, owners: Sequence[PersonId], batch: int) -> None:
    rows = _rows(connection, owners)
    connection.executemany(
        "INSERT OR IGNORE INTO owner (handle, batch) VALUES (?, ?)",
        [(rows[owner], batch) for owner in owners],
    )


def _add_claims(connection: sqlite3.Connection, change: Change, batch: int) -> None:
    rows = _rows(connection, (claim.person for claim in change.claims))
    connection.executemany(
        "INSERT OR IGNORE INTO claim (handle, field, value, at, source, origin, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (rows[c.person], c.field, c.value, _epoch(c.at), c.source, c.origin, batch)
            for c in change.claims
        ],
    )


def _add_affiliations(connection: sqlite3.Connection, change: Change, batch: int) -> None:
    from netkit.domain.organizations import organization_key

    rows = _rows(connection, (one.person for one in change.affiliations))
    connection.executemany(
        "INSERT OR IGNORE INTO affiliation (handle, organization, org_key, title, since, until,"
        " kind, seen_at, source, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                rows[one.person], one.organization, organization_key(one.organization), one.title,
                str(one.start or ""), str(one.end or ""), one.kind, _epoch(one.seen_at),
                one.source, batch,
            )
            for one in change.affiliations
        ],
    )  # fmt: skip


def _add_doubts(connection: sqlite3.Connection, change: Change, batch: int) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO doubt (a, b, reason, verdict, batch) VALUES (?, ?, ?, ?, ?)",
        [(*sorted((d.a, d.b)), d.reason, d.verdict, batch) for d in change.doubts],
    )


def _add_events(
    connection: sqlite3.Connection, events: Sequence[Event], batch: int
) -> Counter[str]:
    """Add the events that are new, but for interactions; return how many of each kind."""
    said = {event_id(event): event for event in events if not isinstance(event, Interaction)}
    known = _known(connection, "SELECT uid FROM event WHERE uid IN", list(said))
    new = {uid: event for uid, event in said.items() if uid not in known}
    rows = _rows(connection, (pid for event in new.values() for pid in people_of(event).values()))
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM event").fetchone()[0]
    numbered = list(enumerate(new.items(), start=first))
    connection.executemany(
        "INSERT INTO event (id, uid, kind, at, data, batch) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (row, uid, kind_of(event), to_epoch(event.at), data_of(event), batch)
            for row, (uid, event) in numbered
        ],
    )
    connection.executemany(
        "INSERT INTO event_person (handle, event, role) VALUES (?, ?, ?)",
        [
            (rows[pid], row, role)
            for row, (_, event) in numbered
            for role, pid in people_of(event).items()
        ],
    )
    return Counter(kind_of(event) for event in new.values())


def _known(connection: sqlite3.Connection, query: str, uids: Sequence[Any]) -> set[Any]:
    found: set[Any] = set()
    for chunk in _chunks(uids):
        marks = ",".join("?" * len(chunk))
        found.update(uid for (uid,) in connection.execute(f"{query} ({marks})", chunk))
    return found


def _add_interactions(
    connection: sqlite3.Connection, events: Sequence[Event], batch: int
) -> list[Seen[int]]:
    """Add the contacts that are new; return them as the ties see them."""
    said = {
        bytes.fromhex(event_id(event)[1:]): event
        for event in events
        if isinstance(event, Interaction)
    }
    known = _known(connection, "SELECT uid FROM interaction WHERE uid IN", list(said))
    new = {uid: event for uid, event in said.items() if uid not in known}
    rows = _rows(
        connection, {pid for event in new.values() for pid in (event.sender, *event.recipients)}
    )
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM interaction").fetchone()[0]
    numbered = list(enumerate(new.items(), start=first))
    connection.executemany(
        "INSERT INTO interaction (id, uid, at, channel, thread, text, source, mark, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (row, uid, to_epoch(e.at), e.channel, e.thread, e.text, e.source, e.mark, batch)
            for row, (uid, e) in numbered
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO participant (interaction, role, handle) VALUES (?, ?, ?)",
        (
            (row, role, rows[pid])
            for row, (_, e) in numbered
            for role, pid in [(0, e.sender), *((1, pid) for pid in e.recipients)]
        ),
    )
    return [
        Seen(to_epoch(e.at), rows[e.sender], tuple(sorted({rows[r] for r in e.recipients})))
        for e in new.values()
    ]


def _join(connection: sqlite3.Connection, joins: Sequence[Join], batch: int) -> set[int]:
    """Move the handles of each `gone` to its `kept`; return the people touched."""
    touched: set[int] = set()
    for join in joins:
        rows = _rows(connection, (join.kept, join.gone))
        kept = projection.person_row(connection, rows[join.kept])
        gone = projection.person_row(connection, rows[join.gone])
        if kept == gone:
            continue
        if projection.is_owner(connection, gone):
            if projection.is_owner(connection, kept):
                raise UsageError("two owners of a network cannot be joined")
            kept, gone = gone, kept
        _move(connection, "person = ?", (gone,), kept, join.reason, batch)
        touched |= {kept, gone}
    return touched


def _split(connection: sqlite3.Connection, splits: Sequence[Handle], batch: int) -> set[int]:
    """Make each handle a person of its own again; return the people touched.

    The handle that gives its people their id cannot leave: the others leave it instead.
    """
    touched: set[int] = set()
    for handle in splits:
        row = _rows(connection, [handle.person_id])[handle.person_id]
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
    which: str,
    parameters: tuple[int, ...],
    to: int,
    reason: str,
    batch: int,
) -> None:
    connection.execute(
        "INSERT INTO move (batch, handle, was, reason)"  # noqa: S608 — `which` is ours
        f" SELECT ?, id, person, ? FROM handle WHERE {which}",
        (batch, reason, *parameters),
    )
    connection.execute(
        f"UPDATE handle SET person = ? WHERE {which}",  # noqa: S608 — `which` is ours
        (to, *parameters),
    )


def _epoch(moment: datetime | None) -> int | None:
    return None if moment is None else to_epoch(moment)
