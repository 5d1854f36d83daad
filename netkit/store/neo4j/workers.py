"""Steps of a large writing, two at a time: both cores of a server have something to do."""

from __future__ import annotations

import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
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
#: Seconds between the times that the lock is asked for, where the server says to try again.
_PAUSES = (0.2, 1.0, 4.0)
#: Seconds after which somebody else may have a turn.
_TURN_SECONDS = 2.0


class _HoldLostError(Exception):
    """The network's lock is gone; no error of the driver's, which would try the step again."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


class _Hold:
    """The network's lock, in a transaction that does nothing else."""

    def __init__(self, session: Session, turns: Turns) -> None:
        self._session = session
        self._asking = Lock()
        self._lost: Exception | None = None
        try:
            about = {"netkit": f"holds the lock of {turns.net}"}
            self._tx = session.begin_transaction(timeout=WRITE_SECONDS, metadata=about)
            turns.take(self._tx)
        except BaseException:
            session.close()
            raise
        self.since = time.monotonic()

    def ensure(self) -> None:
        """Raise `_HoldLostError` where it is not held any more."""
        from neo4j.exceptions import DriverError, Neo4jError

        with self._asking:
            try:
                if self._lost is None:
                    self._tx.run("RETURN 1").consume()
            except (DriverError, Neo4jError) as error:
                self._lost = error
        if self._lost is not None:
            raise _HoldLostError(self._lost)

    def release(self) -> None:
        """Give the lock back, by taking the transaction back.

        What it marked as old an earlier turn has marked already, and nobody else has had one since.
        """
        from neo4j.exceptions import DriverError, Neo4jError

        with suppress(DriverError, Neo4jError):  # the server lets go of it where we cannot
            self._session.close()


class _Sooner:
    """While somebody writes, a thread that waited for the server has its turn soon."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0
        self._usual = sys.getswitchinterval()

    def begin(self) -> None:
        with self._lock:
            if not self._users:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(_SWITCH_SECONDS)
            self._users += 1

    def end(self) -> None:
        with self._lock:
            self._users -= 1
            if not self._users:
                sys.setswitchinterval(self._usual)


_sooner = _Sooner()


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

    def __enter__(self) -> Workers:
        _sooner.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._error = self._error or error  # what is ready is not begun
        try:
            self._pool.shutdown(cancel_futures=True)
        finally:
            _sooner.end()
            self._release()

    def begin(self, asked: Later) -> Future[Any]:
        """See the protocol."""
        while len(self._begun) >= _BEGUN:
            _, self._begun = wait(self._begun, return_when=FIRST_COMPLETED)
            self._raise()
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
        wait(self._begun)
        self._begun = set()
        self._raise()
        self._release()

    def _raise(self) -> None:
        """Raise what the first step that failed did; others failed because of it."""
        if self._error is not None:
            raise self._error

    def _take_hold(self) -> None:
        """Take the lock, unless somebody else writes besides, or nothing was written yet."""
        if self._turns.begun and self._turns.alone:
            self._hold = self._retried()
        if not self._turns.alone:
            self._release()

    def _retried(self) -> _Hold:
        from neo4j.exceptions import DriverError, Neo4jError

        for seconds in _PAUSES:
            try:
                return _Hold(self._session(), self._turns)
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable():
                    raise
            time.sleep(seconds)
        return _Hold(self._session(), self._turns)

    def _release(self) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.release()

    def _carry_out(self, asked: Later, hold: _Hold) -> Any:
        self._raise()
        try:
            with self._session() as session:
                if asked.first is not None:
                    session.execute_write(self._work(asked.first, hold))
                return session.execute_write(self._work(asked.step, hold))
        except _HoldLostError as lost:
            self._error = self._error or lost.cause
        except BaseException as error:  # raised where the step is waited for
            self._error = self._error or error
        return self._raise()

    def _work(self, step: Step, hold: _Hold) -> Callable[[ManagedTransaction], Any]:
        def work(tx: ManagedTransaction) -> Any:
            found = step(Graph(tx, self._turns.net, alone=True))
            hold.ensure()
            return found

        return with_timeout(work, WRITE_SECONDS)
