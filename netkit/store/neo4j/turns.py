"""Turns at writing: whoever writes holds a lock on the network's own node, and leaves its token.

A large writing has many turns; another writer may come between two of them, and each is told
whether one has.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netkit.store.neo4j.connection import Graph

if TYPE_CHECKING:
    from netkit.store.neo4j.connection import Statements

__all__ = ["WRITE_SECONDS", "Turns"]

#: The most that one transaction of a writing may take.
WRITE_SECONDS = 1_800.0

#: `ties` : a new mark wherever ties may change, so that sums over them are known to be old; and
#: `moved` wherever words may go, or come to belong to others, so that counts of people are.
#: The turn is set first: once it is, nobody else writes, and who wrote last can be read.
_LOCK = """
MERGE (n:Network {net: $net})
SET n.turn = $turn
WITH n, n.writing AS last
SET n.writing = $token, n.ties = coalesce($ties, n.ties), n.moved = coalesce($moved, n.moved)
RETURN last"""


@dataclass(slots=True)
class Turns:
    """The turns of one writing.

    token : tells it from others
    ties, moved : whether ties may change, and words go or come to belong to others
    begun : a turn was committed
    alone : nobody else has had a turn between them
    """

    net: str
    token: str
    ties: bool = True
    moved: bool = False
    begun: bool = False
    alone: bool = True

    def take(self, tx: Statements) -> Graph:
        """Wait for the lock, which `tx` holds until its end; return the network to write to."""
        mark = uuid.uuid4().hex
        new = {"ties": mark if self.ties else None, "moved": mark if self.moved else None}
        [[last]] = Graph(tx, self.net).rows(_LOCK, turn=mark, token=self.token, **new)
        self.alone = self.alone and (not self.begun or last == self.token)
        return Graph(tx, self.net, alone=self.alone)
