"""Reading one state of a network on a server: a check before and after, and the write lock at last.

Neo4j reads what is committed at each moment, within a transaction too. So the token that every
writer leaves on the Network node is read before an answer and after it; where it is another, the
answer is read anew. The check is exact: each reading begins after what was committed when the
last one ended (its bookmark), so a change that was half visible to an answer has left its token
by then. Where others write all the time, the answer is read under the write lock.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from netkit.errors import ReadOnlyError, StoreBusyError
from netkit.store.neo4j.connection import one_line
from netkit.store.neo4j.schema import CUT_OFF
from netkit.store.neo4j.transactions import NetworkGraph
from netkit.store.neo4j.write_lock import WRITE_SECONDS
from netkit.store.values import CutOffChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netkit.store.neo4j.write_lock import WriteLock

__all__ = ["ConsistentReads"]

T = TypeVar("T")

#: How often an answer is read without a lock.
_TRIES = 4

#: The token of the last writer, and the changes that are not wholly recorded.
_STATE = f"""
OPTIONAL MATCH (n:Network {{net: $net}})
RETURN n.turn, {CUT_OFF}"""

#: Takes the lock that writers take; the transaction is rolled back.
_HOLD = "MATCH (n:Network {net: $net}) SET n.held = true"


@dataclass(slots=True)
class _Watch:
    """A watch over the network while an answer is read: the token that it should still have."""

    turn: str | None


class ConsistentReads(NetworkGraph):
    """A network on a server whose answers each read one state of it."""

    #: None after a change: it may have finished or withdrawn what was cut off.
    _unfinished: tuple[CutOffChange, ...] | None = ()
    _watch: _Watch | None = None
    _holding = False

    @property
    def unfinished(self) -> tuple[CutOffChange, ...]:
        """See the port."""
        if self._unfinished is None:
            self._turn()
        return self._unfinished or ()

    def from_one_state(self, work: Callable[[], T]) -> T:
        """See the port."""
        if self._watch is not None:
            return work()
        for _ in range(_TRIES):
            self._watch = _Watch(self._turn())
            try:
                answer = work()
            except Exception:
                if self._is_unchanged():
                    raise
            else:
                if self._is_unchanged():
                    return answer
            finally:
                self._watch = None
        with self._held():
            self._watch = _Watch(self._turn())
            try:
                return work()
            finally:
                self._watch = None

    def _turn(self) -> str | None:
        [[turn, unfinished]] = self._rows(_STATE)
        self._unfinished = tuple(CutOffChange(*row) for row in unfinished)
        return None if turn is None else str(turn)

    def _is_unchanged(self) -> bool:
        return self._watch is not None and self._watch.turn == self._turn()

    def _may_write(self, lock: WriteLock) -> None:
        """Refuse what an answer wants to write once somebody else has written."""
        if self._watch is not None and self._watch.turn != lock.turn_before:
            raise StoreBusyError(f"{self.address} was changed meanwhile; ask again")

    def _wrote(self, lock: WriteLock) -> None:
        """Go on watching after a change of an answer's own."""
        self._unfinished = None
        if self._watch is not None:
            self._watch.turn = lock.turn

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Keep others from writing meanwhile; a change of an answer's own ends it."""
        with one_line(self.address), self._session("WRITE") as session:
            transaction = session.begin_transaction(timeout=WRITE_SECONDS)
            try:
                with one_line(self.address):
                    transaction.run(_HOLD, net=self.address.net).consume()
            except ReadOnlyError as error:
                raise StoreBusyError(
                    f"{self.address} is changed all the time; ask again in a while"
                ) from error
            self._release, self._holding = transaction.rollback, True
            try:
                yield
            finally:
                self._before_write()

    def _before_write(self) -> None:
        """Let others write again: an answer's own change waits for the same lock."""
        if self._holding:
            self._holding = False
            self._release()
