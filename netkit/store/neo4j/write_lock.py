"""Write lock: a writer locks the Network node and stores its token there.

A large change takes the lock once for each of its transactions; another writer may come between
two of them, and `alone` says whether one has.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netkit.store.neo4j.connection import Graph
from netkit.store.neo4j.schema import MODEL

if TYPE_CHECKING:
    from netkit.store.neo4j.connection import Statements

__all__ = ["WRITE_SECONDS", "WriteLock"]

#: The most that one transaction that writes may take.
WRITE_SECONDS = 1_800.0

#: The lock is taken by the first SET: from then on nobody else writes, and the last writer
#: can be read.
_LOCK = """
MERGE (n:Network {net: $net})
ON CREATE SET n.model = $model
SET n.locked = $turn
WITH n, n.writing AS last, n.turn AS before
SET n.writing = $token, n.turn = $turn
REMOVE n.locked
RETURN last, before"""


@dataclass(slots=True)
class WriteLock:
    """The write lock of one change, taken anew in each of its transactions.

    token : tells the change from others
    begun : a transaction was committed
    alone : nobody else has written since the first of them
    turn, turn_before : the marks on the node of the last transaction, and of the one before it
    """

    net: str
    token: str
    begun: bool = False
    alone: bool = True
    turn: str = ""
    turn_before: str | None = None

    def take(self, tx: Statements) -> Graph:
        """Wait for the lock, which `tx` holds until its end; return the network to write to."""
        self.turn = uuid.uuid4().hex
        graph = Graph(tx, self.net)
        [[last, self.turn_before]] = graph.rows(
            _LOCK, turn=self.turn, token=self.token, model=MODEL
        )
        self.alone = self.alone and (not self.begun or last == self.token)
        return Graph(tx, self.net, alone=self.alone)
