"""Turn what was said into plain rows that every adapter gives and takes, to copy and compare.

A row speaks of people by the id of the handle that was used, never by a row number of one engine,
and names the batch that brought it. :data:`TABLES` tells the columns; rows of a later table may
speak of handles of an earlier one.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from netkit.model.events import Event, Interaction, event_id
from netkit.model.when import to_epoch
from netkit.store.codec import data_of, epoch_of, kind_of, people_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from netkit.model.people import Affiliation, Claim, Handle, PersonId
    from netkit.store.values import Doubt

__all__ = [
    "TABLES", "Row", "affiliation_row", "claim_row", "digest_of", "doubt_row", "event_row",
    "handle_row", "interaction_row", "key_of",
]  # fmt: skip

Row = dict[str, Any]

#: Table → its columns. ``parts`` are [role, handle] pairs, ``recipients`` handles, both sorted.
TABLES: dict[str, tuple[str, ...]] = {
    "batch": ("id", "label", "at", "withdrawn_at"),
    "handle": ("pid", "kind", "value", "person", "batch"),
    "owner": ("pid", "batch"),
    "move": ("batch", "pid", "was", "reason"),
    "doubt": ("a", "b", "reason", "verdict", "batch"),
    "claim": ("pid", "field", "value", "at", "source", "origin", "batch"),
    "affiliation": (
        "pid", "organization", "title", "since", "until", "kind", "seen_at", "source", "batch",
    ),
    "event": ("uid", "kind", "at", "data", "parts", "batch"),
    "interaction": (
        "uid", "at", "channel", "thread", "text", "source", "mark", "sender", "recipients", "batch",
    ),
    "setting": ("name", "value"),
    "forgotten": ("hash",),
}  # fmt: skip

#: The columns that make a row of a table the one it is.
_KEYS: dict[str, tuple[str, ...]] = {
    "batch": ("id",),
    "handle": ("pid",),
    "owner": ("pid",),
    "move": ("batch", "pid", "was", "reason"),
    "doubt": ("a", "b", "reason", "verdict"),
    "claim": ("pid", "field", "value", "source"),
    "affiliation": ("pid", "organization", "title", "since", "until", "kind", "source"),
    "event": ("uid",),
    "interaction": ("uid",),
    "setting": ("name",),
    "forgotten": ("hash",),
}

#: What a digest is taken of, in this order: its name, its table, and its columns.
_DIGESTED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("handle", "handle", ("pid", "kind", "value", "person")),
    ("owner", "owner", ("pid",)),
    ("claim", "claim", ("pid", "field", "value", "at", "source")),
    (
        "affiliation",
        "affiliation",
        ("pid", "organization", "title", "since", "until", "kind", "source"),
    ),
    ("doubt", "doubt", ("a", "b", "reason", "verdict")),
    ("event", "event", ("uid", "kind", "at", "data", "parts")),
    (
        "interaction",
        "interaction",
        ("uid", "at", "channel", "thread", "mark", "sender", "recipients"),
    ),
)


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """Return the key that tells a row from others of its table: its one key column, or a hash."""
    columns = _KEYS[table]
    if len(columns) == 1:
        return str(row[columns[0]])
    text = json.dumps([row[column] for column in columns], ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def digest_of(rows_of: Callable[[str], Iterable[Row]]) -> str:
    """Return the hash of all that was said, given the rows of a table by its name.

    A sum of one hash a row: rows may come in any order, as each engine has them.
    """
    total = 0
    for name, table, columns in _DIGESTED:
        for row in rows_of(table):
            text = repr((name, *(row[column] for column in columns)))
            total += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    return f"{total % 2**256:064x}"


def handle_row(handle: Handle, person: PersonId, batch: int) -> Row:
    """Return a handle and the person it belongs to now."""
    return {
        "pid": handle.person_id,
        "kind": handle.kind,
        "value": handle.value,
        "person": person,
        "batch": batch,
    }


def claim_row(claim: Claim, batch: int) -> Row:
    """Return the row of a claim: what a source said of a person's field."""
    return {
        "pid": claim.person,
        "field": claim.field,
        "value": claim.value,
        "at": epoch_of(claim.at),
        "source": claim.source,
        "origin": claim.origin,
        "batch": batch,
    }


def affiliation_row(job: Affiliation, batch: int) -> Row:
    """Return the row of an affiliation: where somebody works or went to school."""
    return {
        "pid": job.person,
        "organization": job.organization,
        "title": job.title,
        "since": str(job.start or ""),
        "until": str(job.end or ""),
        "kind": job.kind,
        "seen_at": epoch_of(job.seen_at),
        "source": job.source,
        "batch": batch,
    }


def doubt_row(doubt: Doubt, batch: int) -> Row:
    """Return a doubt, the lower id first."""
    a, b = sorted((doubt.a, doubt.b))
    return {"a": a, "b": b, "reason": doubt.reason, "verdict": doubt.verdict, "batch": batch}


def event_row(event: Event, batch: int) -> Row:
    """Return an event that is no interaction."""
    return {
        "uid": event_id(event),
        "kind": kind_of(event),
        "at": to_epoch(event.at),
        "data": data_of(event),
        "parts": sorted([role, pid] for role, pid in people_of(event).items()),
        "batch": batch,
    }


def interaction_row(event: Interaction, batch: int) -> Row:
    """Return an interaction."""
    return {
        "uid": event_id(event),
        "at": to_epoch(event.at),
        "channel": event.channel,
        "thread": event.thread,
        "text": event.text,
        "source": event.source,
        "mark": event.mark,
        "sender": event.sender,
        "recipients": sorted(set(event.recipients)),
        "batch": batch,
    }
