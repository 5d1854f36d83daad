"""Transactions of one network on a server: readings, and changes under the write lock."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.store.neo4j.connection import Address, Graph, one_line, with_timeout, write_uncertain
from netkit.store.neo4j.steps import drive
from netkit.store.neo4j.write_lock import WRITE_SECONDS, WriteLock

if TYPE_CHECKING:
    from collections.abc import Callable

    from neo4j import Driver, ManagedTransaction, Result, Session

    from netkit.store.neo4j.steps import Step, Steps

__all__ = ["Transactions"]

T = TypeVar("T")

_READ_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class _Statements:
    """Runs statements one by one, each in a transaction of its own."""

    run: Callable[[str, dict[str, Any]], Result]


class Transactions:
    """Runs work on one network: in order, retried where that is safe, errors in one line."""

    def __init__(self, driver: Driver, address: Address) -> None:
        self.driver = driver
        self.address = address

    def _session(self) -> Session:
        # All rows at once: nobody here stops reading half-way, and each request costs a wait.
        return self.driver.session(database=self.address.database, fetch_size=-1)

    def read(self, work: Callable[[Graph], T]) -> T:
        """Run `work`, each statement by itself: one round trip, where a transaction takes three.

        Where the server asks to try again, `work` is tried as a transaction that does.
        """
        from neo4j import Query
        from neo4j.exceptions import TransientError

        def run(tx: ManagedTransaction) -> T:
            return work(Graph(tx, self.address.net))

        def once() -> T:
            with self._session() as session:

                def ask(query: str, given: dict[str, Any]) -> Result:
                    return session.run(Query(query, timeout=_READ_SECONDS), given)

                try:
                    return work(Graph(_Statements(ask), self.address.net))
                except TransientError:
                    return session.execute_read(with_timeout(run, _READ_SECONDS))

        return self.once_more(once)

    def once_more(self, work: Callable[[], T]) -> T:
        """Do `work`, and once more where the connection was lost and the server still answers."""
        from neo4j.exceptions import DriverError

        with one_line(self.address):
            try:
                return work()
            except DriverError as error:
                if not write_uncertain(error):
                    raise
                self.driver.verify_connectivity()
                return work()

    def locked(self, work: Callable[[Graph], T], token: str, *, ties: bool) -> T:
        """Run `work` in one transaction, after every other writer's and before the next one's."""
        return self._locked(work, WriteLock(self.address.net, token, ties=ties))

    def _locked(self, work: Callable[[Graph], T], lock: WriteLock) -> T:
        def run(tx: ManagedTransaction) -> T:
            return work(lock.take(tx))

        with self._session() as session:
            done = session.execute_write(with_timeout(run, WRITE_SECONDS))
        lock.begun = True
        return done

    def write(self, steps: Callable[[str], Steps[T]], *, large: bool, ties: bool, moved: bool) -> T:
        """Carry out `steps`, given a token: in one transaction, or in one each when `large`.

        When the connection is lost so late that nobody knows whether the change stands, it is
        carried out once more: the token, or the keys of its rows, tell what is there already.
        """
        token = uuid.uuid4().hex

        def carried_out() -> T:
            lock = WriteLock(self.address.net, token, ties, moved)

            def run(step: Step) -> Any:
                return self._locked(step, lock)

            if large:
                return drive(steps(token), run)
            done: T = run(lambda graph: drive(steps(token), lambda step: step(graph)))
            return done

        return self.once_more(carried_out)
