"""Write lock: a writer locks the Network node and stores its token there.

A large change takes the lock once for each of its transactions; another writer may come between
two of them, and `alone` says whether one has.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netkit.store.neo4j.connection import Graph

if TYPE_CHECKING:
    from netkit.store.neo4j.connection import Statements

__all__ = ["WRITE_SECONDS", "WriteLock"]

#: The most that one transaction that writes may take.
WRITE_SECONDS = 1_800.0

#: `ties` : a new mark wherever ties may change, so that sums over them are known to be old; and
#: `moved` wherever words may go, or come to belong to others, so that counts of people are.
#: The lock is taken by the first SET: from then on nobody else writes, and the last writer
#: can be read.
_LOCK = """
MERGE (n:Network {net: $net})
SET n.turn = $turn
WITH n, n.writing AS last
SET n.writing = $token, n.ties = coalesce($ties, n.ties), n.moved = coalesce($moved, n.moved)
RETURN last"""


@dataclass(slots=True)
class WriteLock:
    """The write lock of one change, taken anew in each of its transactions.

    token : tells the change from others
    ties, moved : whether ties may change, and words go or come to belong to others
    begun : a transaction was committed
    alone : nobody else has written since the first of them
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
