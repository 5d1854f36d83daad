"""Joins and splits: handles that change whom they belong to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.store.neo4j.put import CHUNK, chunks, put
from netkit.store.neo4j.steps import persons_now
from netkit.store.neo4j.stored_counts import forget_term_counts

if TYPE_CHECKING:
    from netkit.model.people import Handle
    from netkit.store.neo4j.connection import Graph
    from netkit.store.values import Change

__all__ = ["move"]

_MEMBERS = """
UNWIND $rows AS person
MATCH (h:Handle {net: $net, person: person})
RETURN person, h.pid, h:Owner
ORDER BY h.batch, h.n"""

_MOVE = """
UNWIND $rows AS row
MATCH (h:Handle {net: $net, pid: row[0]})
SET h.person = row[1]"""

_TOUCHED = """
MATCH (m:Move {net: $net})
WHERE m.batch = $batch
MATCH (h:Handle {net: $net, pid: m.pid})
RETURN m.was, h.person"""


def move(graph: Graph, change: Change, batch: int) -> set[str]:
    """Carry out joins and splits in their order; return the people touched."""
    if not change.joins and not change.splits:
        return set()
    named = {pid for join in change.joins for pid in (join.survivor, join.absorbed)}
    named |= {handle.person_id for handle in change.splits}
    moving = _Moving(graph, persons_now(graph, named))
    for join in change.joins:
        moving.join(join.survivor, join.absorbed, join.reason)
    for handle in change.splits:
        moving.split(handle)
    rows = [
        {"batch": batch, "pid": pid, "was": was, "reason": reason, "n": number}
        for number, (pid, was, reason) in enumerate(moving.moves)
    ]
    for chunk in chunks(rows, CHUNK):
        put(graph, "move", chunk)
    graph.each(_MOVE, [[pid, moving.person_of[pid]] for pid, _, _ in moving.moves])
    forget_term_counts(graph, sorted({pid for pid, _, _ in moving.moves}))
    # Asked for, since a recording that was cut off may have moved some before.
    return {person for row in graph.rows(_TOUCHED, batch=batch) for person in row}


class _Moving:
    """Handles that change their person, thought through before anything is written."""

    def __init__(self, graph: Graph, person_of: dict[str, str]) -> None:
        self.person_of = person_of
        self.members: dict[str, list[str]] = defaultdict(list)
        self.owners: set[str] = set()
        self.moves: list[tuple[str, str, str]] = []
        for person, pid, owner in graph.each(_MEMBERS, sorted(set(person_of.values()))):
            self.members[person].append(pid)
            self.person_of[pid] = person
            if owner:
                self.owners.add(pid)

    def _owned(self, person: str) -> bool:
        return not self.owners.isdisjoint(self.members[person])

    def join(self, survivor: str, absorbed: str, reason: str) -> None:
        """Give every handle of `absorbed` to `survivor`; an owner stays who they are."""
        keeper, leaver = self.person_of[survivor], self.person_of[absorbed]
        if keeper == leaver:
            return
        if self._owned(leaver):
            if self._owned(keeper):
                raise UsageError("two owners of a network cannot be joined")
            keeper, leaver = leaver, keeper
        for pid in list(self.members[leaver]):
            self._give(pid, keeper, reason)

    def split(self, handle: Handle) -> None:
        """Make a handle a person of its own again."""
        pid = handle.person_id
        was = self.person_of[pid]
        if was == pid:
            raise UsageError(
                f"{handle.key} is the handle this person is known by; split off the others"
            )
        self._give(pid, pid, "split")

    def _give(self, pid: str, person: str, reason: str) -> None:
        was = self.person_of[pid]
        self.members[was].remove(pid)
        self.members[person].append(pid)
        self.person_of[pid] = person
        self.moves.append((pid, was, reason))
