"""Steps of a large writing, two at a time: both cores of a server have something to do."""

from __future__ import annotations

import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import TYPE_CHECKING, Any

from netkit.store.neo4j.connection import Graph, with_timeout
from netkit.store.neo4j.steps import in_turn
from netkit.store.neo4j.turns import WRITE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from neo4j import ManagedTransaction, Session

    from netkit.store.neo4j.steps import Later, Step
    from netkit.store.neo4j.turns import Turns

__all__ = ["Workers"]

_AT_ONCE = 2
#: Steps that are begun: those that are carried out, and one that is ready; each holds its rows.
_BEGUN = _AT_ONCE + 1
#: Seconds for which one thread may compute before another has its turn. With Python's own five
#: milliseconds, a step would wait that long after each answer of the server.
_SWITCH_SECONDS = 0.0005
#: Seconds after which somebody else may have a turn.
_TURN_SECONDS = 2.0


class _Hold:
    """The network's lock, in a transaction that does nothing else."""

    def __init__(self, session: Session, turns: Turns) -> None:
        self._session = session
        self._asking = Lock()
        self.since = time.monotonic()
        try:
            self._tx = session.begin_transaction(timeout=WRITE_SECONDS)
            turns.take(self._tx)
        except BaseException:
            session.close()
            raise

    def ensure(self) -> None:
        """Raise what the driver raises where the lock is no longer held."""
        with self._asking:
            self._tx.run("RETURN 1").consume()

    def release(self) -> None:
        """Give the lock back. What taking it wrote is what an earlier turn wrote already."""
        self._session.close()  # takes the transaction back


class Workers:
    """A :class:`~netkit.store.neo4j.steps.Crew` whose steps are transactions.

    One transaction holds the network's lock for all of them, so that nobody else writes meanwhile;
    each step makes sure of that before it commits. As soon as another writer has had a turn, steps
    go one by one, each in a turn of its own: who belongs to whom may be otherwise than this
    writing found out, and two steps may come to write the same.

    session : opens a session
    run : carries out one step in a turn of its own
    """

    def __init__(
        self, session: Callable[[], Session], turns: Turns, run: Callable[[Step], Any]
    ) -> None:
        self._session = session
        self._turns = turns
        self._run = run
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="netkit-write")
        self._begun: set[Future[Any]] = set()
        self._hold: _Hold | None = None
        self._error: BaseException | None = None
        self._switching = sys.getswitchinterval()

    def __enter__(self) -> Workers:
        sys.setswitchinterval(_SWITCH_SECONDS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        sys.setswitchinterval(self._switching)
        self._release()

    def begin(self, asked: Later) -> Future[Any]:
        """See the protocol."""
        while len(self._begun) >= _BEGUN:
            done, self._begun = wait(self._begun, return_when=FIRST_COMPLETED)
            for one in done:
                one.result()
        if self._hold is None or time.monotonic() - self._hold.since > _TURN_SECONDS:
            self.wait()
            self._take_hold()
        if self._hold is None:
            return in_turn(asked, self._run)
        future = self._pool.submit(self._carry_out, asked, self._hold)
        self._begun.add(future)
        return future

    def wait(self) -> None:
        """See the protocol; gives the lock back."""
        done, self._begun = wait(self._begun).done, set()
        for one in done:
            one.result()
        self._release()

    def _take_hold(self) -> None:
        """Take the lock, unless somebody else writes besides."""
        if self._turns.alone:
            self._hold = _Hold(self._session(), self._turns)
        if not self._turns.alone:
            self._release()

    def _release(self) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.release()

    def _carry_out(self, asked: Later, hold: _Hold) -> Any:
        if self._error is not None:
            raise self._error
        try:
            with self._session() as session:
                if asked.first is not None:
                    session.execute_write(self._work(asked.first, hold))
                return session.execute_write(self._work(asked.step, hold))
        except BaseException as error:
            self._error = self._error or error
            raise

    def _work(self, step: Step, hold: _Hold) -> Callable[[ManagedTransaction], Any]:
        def work(tx: ManagedTransaction) -> Any:
            found = step(Graph(tx, self._turns.net, alone=True))
            hold.ensure()
            return found

        return with_timeout(work, WRITE_SECONDS)
