"""Beginning to record a change: what is known of it already, and the number of its batch."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from netkit.errors import StoreError
from netkit.model.events import event_id
from netkit.model.frozen import dataclass, field, replace
from netkit.model.when import to_epoch
from netkit.store.event_spool import Spool
from netkit.store.forgotten import FORGOTTEN_SALT, ForgottenKeys, without
from netkit.store.neo4j.removing import not_to_import
from netkit.store.neo4j.steps import known_now
from netkit.store.values import Change, Counts, Receipt

if TYPE_CHECKING:
    from netkit.store.neo4j.connection import Graph

__all__ = ["Begun", "begin"]

_DONE = """
MATCH (b:Batch {net: $net, token: $token, open: false})
RETURN b.id, b.new"""

_OPEN = """
MATCH (b:Batch {net: $net, open: true, mark: $mark})
SET b.token = $token
RETURN b.id"""

#: Whether a change was ever recorded here, or rows of one were copied.
_ANY = """
OPTIONAL MATCH (n:Network {net: $net})
OPTIONAL MATCH (b:Batch {net: $net})
WHERE b.id IS NOT NULL
RETURN coalesce(max(n.batches), 0) + count(b)"""

_NEXT = """
MATCH (n:Network {net: $net})
SET n.batches = coalesce(n.batches, 0) + 1
CREATE (b:Batch {
  net: $net, id: n.batches, label: $label, at: $at, open: true, mark: $mark, token: $token
})
RETURN b.id"""

_FORGOTTEN = """
MATCH (s:Setting {net: $net, name: $name})
OPTIONAL MATCH (f:Forgotten {net: $net})
WHERE f.hash IS NOT NULL
RETURN s.value, collect(f.hash)"""


@dataclass(frozen=True, slots=True)
class Begun:
    """The first step of a recording finds out this state of the network.

    persons : the person each handle that is there belongs to
    unnamed : those of them whose person has no node yet
    empty : nothing was recorded before; what nobody else brings meanwhile is new
    resumed : the same change was begun before and cut off
    receipt : given when this very recording was done already
    """

    change: Change
    batch: int
    persons: dict[str, str]
    unnamed: set[str] = field(default_factory=set)
    empty: bool = False
    resumed: bool = False
    receipt: Receipt | None = None


def begin(graph: Graph, change: Change, token: str) -> Begun:
    """Open a batch for `change`, or find the one that it was begun in before."""
    mark = _mark(change)
    if done := graph.rows(_DONE, token=token):
        return Begun(change, done[0][0], {}, receipt=Receipt(done[0][0], Counts(*done[0][1])))
    for salt, hashes in graph.rows(_FORGOTTEN, name=FORGOTTEN_SALT):
        forgotten = ForgottenKeys(bytes.fromhex(salt), [bytes.fromhex(text) for text in hashes])
        change = without(change, forgotten)
    change = _without_removed(graph, change)
    empty = not graph.rows(_ANY)[0][0]
    spoken_of = _spoken_of(change)
    persons, unnamed = ({}, set()) if empty else known_now(graph, spoken_of)
    own = {handle.person_id for handle, _ in change.handles}
    if missing := spoken_of - persons.keys() - own:
        raise StoreError(f"a change speaks of {len(missing)} people that no handle stands for")
    begun = graph.rows(_OPEN, mark=mark, token=token)
    if begun:
        return Begun(change, begun[0][0], persons, unnamed, resumed=True)
    batch = graph.rows(_NEXT, label=change.label, at=to_epoch(change.at), mark=mark, token=token)
    return Begun(change, batch[0][0], persons, unnamed, empty=empty)


def _without_removed(graph: Graph, change: Change) -> Change:
    """Return an import without the events that were removed: it does not bring them back."""
    unwanted = not_to_import(graph) if change.label.startswith("import ") else frozenset()
    if not unwanted:
        return change
    wanted = (event for event in change.events if event_id(event) not in unwanted)
    return replace(change, events=Spool(wanted))


def _mark(change: Change) -> str:
    """Return the hash by which an import that was cut off is known when it is run again."""
    sha = hashlib.blake2b(repr((change.label, len(change.events))).encode(), digest_size=12)
    for handle, _ in change.handles:
        sha.update(handle.key.encode())
    return sha.hexdigest()


def _spoken_of(change: Change) -> set[str]:
    pids: set[str] = {pid for handle, pid in change.handles}
    pids |= {handle.person_id for handle, _ in change.handles}
    pids |= {*change.owners, *(handle.person_id for handle in change.splits)}
    pids |= {pid for join in change.joins for pid in (join.survivor, join.absorbed)}
    pids |= {record.person for record in change.claims} | {
        record.person for record in change.affiliations
    }
    spool = Spool.of(change.events)
    for contacts in spool.contacts():
        for *_, sender, recipients in contacts:
            pids.add(sender)
            pids.update(recipients)
    for others in spool.others():
        for *_, people in others:
            pids.update(people.values())
    return pids
