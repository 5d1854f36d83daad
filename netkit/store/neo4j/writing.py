"""Recording a change: what was said goes in, whatever is derived from it is brought up to date."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass
from functools import partial
from typing import TYPE_CHECKING

from netkit.domain.dates import to_epoch
from netkit.domain.events import Interaction
from netkit.domain.people import Handle, PersonId
from netkit.errors import StoreError, UsageError
from netkit.store.codec import people_of
from netkit.store.derive import FORGOTTEN_SALT, Seen, pair_days, without
from netkit.store.neo4j import projection, ties
from netkit.store.neo4j.put import CHUNK, ahead, chunks, put
from netkit.store.neo4j.steps import Steps, count_ties, persons_now, recount, rename
from netkit.store.port import Change, Counts, Receipt
from netkit.store.said import (
    Row,
    affiliation_row,
    claim_row,
    doubt_row,
    event_row,
    handle_row,
    interaction_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netkit.store.neo4j.connection import Graph

__all__ = ["append", "size_of"]

_DONE = """
MATCH (b:Batch {net: $net, token: $token, open: false})
RETURN b.id, b.new"""

_OPEN = """
MATCH (b:Batch {net: $net, open: true, mark: $mark})
SET b.token = $token
RETURN b.id"""

_NEXT = """
MATCH (n:Network {net: $net})
SET n.batches = coalesce(n.batches, 0) + 1
CREATE (b:Batch {
  net: $net, id: n.batches, label: $label, at: $at, open: true, mark: $mark, token: $token
})
RETURN b.id"""

_CLOSE = """
MATCH (b:Batch {net: $net, id: $batch})
SET b.open = false, b.new = $new
REMOVE b.mark"""

_NOTHING = """
MATCH (b:Batch {net: $net, id: $batch})
MATCH (n:Network {net: $net})
SET n.batches = CASE WHEN n.batches = $batch THEN $batch - 1 ELSE n.batches END
DELETE b"""

_FORGOTTEN = """
MATCH (s:Setting {net: $net, name: $name})
OPTIONAL MATCH (f:Forgotten {net: $net})
WHERE f.hash IS NOT NULL
RETURN s.value, collect(f.hash)"""

_MEMBERS = """
UNWIND $rows AS person
MATCH (h:Handle {net: $net, person: person})
RETURN person, h.pid, h:Owner
ORDER BY h.batch, h.n"""

_MOVE = """
UNWIND $rows AS row
MATCH (h:Handle {net: $net, pid: row[0]})
SET h.person = row[1]"""


@dataclass(frozen=True, slots=True)
class _Begun:
    """What the first step of a recording finds out.

    known : the person each handle that is there belongs to
    resumed : the same change was begun before and cut off
    receipt : given when this very recording was done already
    """

    change: Change
    batch: int
    known: dict[str, str]
    resumed: bool = False
    receipt: Receipt | None = None


def size_of(change: Change) -> int:
    """Return how many rows a change writes, to tell small ones from large."""
    return len(change.handles) + len(change.claims) + len(change.affiliations) + len(change.events)


def append(change: Change, token: str) -> Steps[Receipt]:
    """Record `change`; `token` tells this recording from others, should it be repeated."""
    begun: _Begun = yield lambda graph: _begin(graph, change, token)
    if begun.receipt is not None:
        return begun.receipt
    change, batch = begun.change, begun.batch
    handles = _new_handles(change, begun, batch)
    counts: Counter[str] = Counter()
    touched: set[str] = yield from _told(begun, handles, counts)
    seen: list[Seen[str]] = yield from _met(begun, counts)
    moved: set[str] = yield lambda graph: _move(graph, change, batch)
    if not (begun.resumed or moved or counts.pop("fresh", 0)):
        yield lambda graph: graph.rows(_NOTHING, batch=batch)
        return Receipt(0, Counts())
    people: dict[str, str] = yield lambda graph: persons_now(graph, touched)
    yield from rename({*people.values(), *moved})
    if counts.pop("owner", 0) and batch > 1:
        yield from recount(None)
    else:
        yield from _tied(seen)
        yield from recount(moved)
    new = _counted(counts, _new_people(change, handles))
    yield lambda graph: graph.rows(_CLOSE, batch=batch, new=list(astuple(new)))
    return Receipt(batch, new)


def _told(begun: _Begun, handles: list[Row], counts: Counter[str]) -> Steps[set[str]]:
    """Put what a change says, but for contacts; return the handles it says something new of."""
    touched: set[str] = set()
    for table, rows in _tables(begun.change, handles, begun.batch):
        for chunk in chunks(rows):
            fresh = yield partial(_put, table=table, rows=chunk)
            said = chunk if begun.resumed else fresh
            counts["fresh"] += len(fresh)
            touched |= {row["pid"] for row in said if "pid" in row}
            counts.update(row["kind"] for row in fresh if table == "event")
            counts["owner"] += len(said) if table == "owner" else 0
    return touched


def _met(begun: _Begun, counts: Counter[str]) -> Steps[list[Seen[str]]]:
    """Put the contacts of a change; return those that its ties must count."""
    seen: list[Seen[str]] = []
    contacts = [event for event in begun.change.events if isinstance(event, Interaction)]
    contacts.sort(key=lambda event: (event.sender, event.recipients))
    for rows in ahead(chunks(interaction_row(event, begun.batch) for event in contacts)):
        fresh = yield partial(put, table="interaction", rows=rows)
        counts["interaction"] += len(fresh)
        counts["fresh"] += len(fresh)
        seen += [
            Seen(row["at"], row["sender"], tuple(row["recipients"]))
            for row in (rows if begun.resumed else fresh)
        ]
    return seen


def _tied(seen: list[Seen[str]]) -> Steps[None]:
    if not seen:
        return
    pids = {pid for one in seen for pid in (one.sender, *one.recipients)}
    owners = yield ties.owner_people
    person_of = yield lambda graph: persons_now(graph, pids)
    yield from count_ties(pair_days(seen, person_of, owners))


def _counted(counts: Counter[str], people: int) -> Counts:
    counts.pop("fresh", 0)
    return Counts(
        people=people,
        interactions=counts.pop("interaction", 0),
        favours=counts.pop("favour", 0),
        introductions=counts.pop("introduction", 0),
        acquaintances=counts.pop("acquaintance", 0),
        other=counts.total(),
    )


def _begin(graph: Graph, change: Change, token: str) -> _Begun:
    mark = _mark(change)
    if done := graph.rows(_DONE, token=token):
        return _Begun(change, done[0][0], {}, receipt=Receipt(done[0][0], Counts(*done[0][1])))
    for salt, hashes in graph.rows(_FORGOTTEN, name=FORGOTTEN_SALT):
        change = without(change, bytes.fromhex(salt), {bytes.fromhex(one) for one in hashes})
    known = persons_now(graph, _spoken_of(change))
    own = {handle.person_id for handle, _ in change.handles}
    if missing := _spoken_of(change) - known.keys() - own:
        raise StoreError(f"a change speaks of {len(missing)} people that no handle stands for")
    begun = graph.rows(_OPEN, mark=mark, token=token)
    if begun:
        return _Begun(change, begun[0][0], known, resumed=True)
    batch = graph.rows(_NEXT, label=change.label, at=to_epoch(change.at), mark=mark, token=token)
    return _Begun(change, batch[0][0], known)


def _mark(change: Change) -> str:
    """Return what an import that was cut off is known by when it is run again."""
    sha = hashlib.blake2b(repr((change.label, len(change.events))).encode(), digest_size=12)
    for handle, _ in change.handles:
        sha.update(handle.key.encode())
    return sha.hexdigest()


def _spoken_of(change: Change) -> set[str]:
    found: set[str] = {pid for handle, pid in change.handles}
    found |= {handle.person_id for handle, _ in change.handles}
    found |= {*change.owners, *(handle.person_id for handle in change.splits)}
    found |= {pid for join in change.joins for pid in (join.kept, join.gone)}
    found |= {one.person for one in change.claims} | {one.person for one in change.affiliations}
    for event in change.events:
        if isinstance(event, Interaction):
            found.update((event.sender, *event.recipients))
        else:
            found.update(people_of(event).values())
    return found


def _new_handles(change: Change, begun: _Begun, batch: int) -> list[Row]:
    """Return the handles to add, each with the person it belongs to, in order."""
    new: dict[Handle, PersonId] = {}
    for handle, person in change.handles:
        if begun.resumed or handle.person_id not in begun.known:
            new[handle] = person
    rows = []
    for number, (handle, person) in enumerate(new.items()):
        older = person != handle.person_id and person in begun.known
        belongs = PersonId(begun.known[person]) if older else person
        rows.append({**handle_row(handle, belongs, batch), "n": number})
    return rows


def _new_people(change: Change, handles: Sequence[Row]) -> int:
    left_out = {*change.owners, *(join.gone for join in change.joins)}
    return sum(
        row["pid"] == row["person"] and row["kind"] != "unknown" and row["pid"] not in left_out
        for row in handles
    )


def _tables(change: Change, handles: list[Row], batch: int) -> Iterable[tuple[str, Iterable[Row]]]:
    """Yield what a change says, but for contacts, in the order in which it must be put."""
    events = (event for event in change.events if not isinstance(event, Interaction))
    yield "handle", handles
    yield "owner", [{"pid": pid, "batch": batch} for pid in change.owners]
    yield "claim", (claim_row(one, batch) for one in change.claims)
    yield "affiliation", (affiliation_row(one, batch) for one in change.affiliations)
    doubts = enumerate(change.doubts)
    yield "doubt", ({**doubt_row(one, batch), "n": number} for number, one in doubts)
    yield "event", (event_row(event, batch) for event in events)


def _put(graph: Graph, table: str, rows: list[Row]) -> list[Row]:
    fresh = put(graph, table, rows)
    projection.add_search(graph, table, fresh)
    return fresh


def _move(graph: Graph, change: Change, batch: int) -> set[str]:
    """Carry out joins and splits in their order; return the people touched."""
    if not change.joins and not change.splits:
        return set()
    named = {pid for join in change.joins for pid in (join.kept, join.gone)}
    named |= {handle.person_id for handle in change.splits}
    moving = _Moving(graph, persons_now(graph, named))
    for join in change.joins:
        moving.join(join.kept, join.gone, join.reason)
    for handle in change.splits:
        moving.split(handle)
    rows = [
        {"batch": batch, "pid": pid, "was": was, "reason": reason, "n": number}
        for number, (pid, was, reason) in enumerate(moving.moves)
    ]
    for chunk in chunks(rows, CHUNK):
        put(graph, "move", chunk)
    graph.each(_MOVE, [[pid, moving.person_of[pid]] for pid, _, _ in moving.moves])
    return moving.touched


class _Moving:
    """Handles that change their person, thought through before anything is written."""

    def __init__(self, graph: Graph, person_of: dict[str, str]) -> None:
        self.person_of = person_of
        self.members: dict[str, list[str]] = defaultdict(list)
        self.owners: set[str] = set()
        self.moves: list[tuple[str, str, str]] = []
        self.touched: set[str] = set()
        for person, pid, owner in graph.each(_MEMBERS, sorted(set(person_of.values()))):
            self.members[person].append(pid)
            self.person_of[pid] = person
            if owner:
                self.owners.add(pid)

    def _owned(self, person: str) -> bool:
        return not self.owners.isdisjoint(self.members[person])

    def join(self, kept: str, gone: str, reason: str) -> None:
        """Give every handle of `gone` to `kept`; an owner stays who they are."""
        keeper, leaver = self.person_of[kept], self.person_of[gone]
        if keeper == leaver:
            return
        if self._owned(leaver):
            if self._owned(keeper):
                raise UsageError("two owners of a network cannot be joined")
            keeper, leaver = leaver, keeper
        for pid in list(self.members[leaver]):
            self._give(pid, keeper, reason)
        self.touched |= {keeper, leaver}

    def split(self, handle: Handle) -> None:
        """Make a handle a person of its own again."""
        pid = handle.person_id
        was = self.person_of[pid]
        if was == pid:
            raise UsageError(
                f"{handle.key} is the handle this person is known by; split off the others"
            )
        self._give(pid, pid, "split")
        self.touched |= {was, pid}

    def _give(self, pid: str, person: str, reason: str) -> None:
        was = self.person_of[pid]
        self.members[was].remove(pid)
        self.members[person].append(pid)
        self.person_of[pid] = person
        self.moves.append((pid, was, reason))
