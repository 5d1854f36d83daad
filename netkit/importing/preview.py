"""Count what recording a change would bring, without recording it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netkit.model.events import EVENT_KINDS, event_key
from netkit.store.event_spool import Spool
from netkit.store.values import Change, Counts

if TYPE_CHECKING:
    from netkit.store.port import Store

__all__ = ["new_in"]


def new_in(store: Store, change: Change) -> Counts:
    """Count the part of `change` that the network does not have yet, as `Store.append` counts."""
    recorded = {bytes.fromhex(stored.id[1:]) for stored in store.all_interactions()}
    recorded |= {
        bytes.fromhex(stored.id[1:])
        for stored in store.events(frozenset(EVENT_KINDS) - {"interaction"})
    }
    fresh: Counter[str] = Counter()
    for event in Spool.of(change.events):
        key = event_key(event)
        if key not in recorded:
            recorded.add(key)
            fresh[type(event).__name__.lower()] += 1
    return Counts(
        people=_new_people(store, change),
        interactions=fresh.pop("interaction", 0),
        favours=fresh.pop("favour", 0),
        introductions=fresh.pop("introduction", 0),
        acquaintances=fresh.pop("acquaintance", 0),
        other=fresh.total(),
    )


def _new_people(store: Store, change: Change) -> int:
    people_by_key = store.people_by_handle({handle.key for handle, _ in change.handles})
    left_out = {*change.owners, *(join.absorbed for join in change.joins)}
    return sum(
        handle.key not in people_by_key
        and handle.person_id == person
        and handle.kind != "unknown"
        and person not in left_out
        for handle, person in dict(change.handles).items()
    )
