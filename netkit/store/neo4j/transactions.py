"""Transactions of one network on a server: readings, and changes under the write lock."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Any, LiteralString, TypeVar

from netkit.model.frozen import dataclass
from netkit.store.neo4j.connection import (
    Address,
    Graph,
    address,
    connect,
    one_line,
    with_timeout,
    write_uncertain,
)
from netkit.store.neo4j.steps import drive
from netkit.store.neo4j.stored_counts import store_term_counts
from netkit.store.neo4j.write_lock import WRITE_SECONDS, WriteLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from neo4j import Driver, ManagedTransaction, Result, Session

    from netkit.store.neo4j.steps import Step, Steps

__all__ = ["NetworkGraph"]

T = TypeVar("T")

_READ_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class _Statements:
    """Runs statements one by one, each in a transaction of its own."""

    run: Callable[[str, dict[str, Any]], Result]


class NetworkGraph:
    """A network on a server: what every group of queries on it (`PeopleQueries`, …) builds on.

    Work is run in order, retried where that is safe, and its errors are one line.
    """

    def __init__(
        self,
        url: str | Address,
        *,
        driver: Driver | None = None,
        auth: tuple[str, str] | None = None,
    ) -> None:
        """Reach ``neo4j://host:port/database``; a `driver` that has reached it stays open.

        Raises
        ------
        StoreError
            The server does not answer within five seconds, refuses, or has no such database.
        """
        self.address: Address = address(url) if isinstance(url, str) else url
        self._borrowed = driver is not None
        self._driver = driver or connect(self.address, auth)

    @property
    def url(self) -> str:
        """The address; it holds no secret."""
        return str(self.address)

    @cached_property
    def zone(self) -> tzinfo:
        """See the port."""
        return self._read(lambda graph: graph.zone)

    def close(self) -> None:
        """See the port."""
        if not self._borrowed:
            self._driver.close()

    def _session(self, access: str) -> Session:
        """Open a session that reads or writes, and sees what this driver's others have written.

        Of a cluster any member may answer one that reads.
        """
        # All rows at once: nobody here stops reading half-way, and each request costs a wait.
        return self._driver.session(
            database=self.address.database,
            fetch_size=-1,
            default_access_mode=access,
            bookmark_manager=self._driver.execute_query_bookmark_manager,
        )

    def _change_schema(self, statement: LiteralString) -> None:
        """Run a statement that makes an index, which is no change of the network."""
        with one_line(self.address), self._session("WRITE") as session:
            session.run(statement).consume()

    def _rows(self, query: str, **parameters: Any) -> list[list[Any]]:
        """Read the rows of one query."""
        return self._read(lambda graph: graph.rows(query, **parameters))

    def _maps(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Read the rows of one query by the names of their columns."""
        return self._read(lambda graph: graph.maps(query, **parameters))

    def _each(self, query: str, rows: list[Any], /, **parameters: Any) -> list[list[Any]]:
        """Read the rows of a query that begins with ``UNWIND $rows``, unless there are none."""
        return self._read(lambda graph: graph.each(query, rows, **parameters)) if rows else []

    def _read(self, work: Callable[[Graph], T]) -> T:
        """Run `work`, each statement by itself: one round trip, where a transaction takes three.

        Where the server asks to try again, `work` is tried as a transaction that does.
        """
        from neo4j import Query
        from neo4j.exceptions import TransientError

        def run(tx: ManagedTransaction) -> T:
            return work(Graph(tx, self.address.net))

        def once() -> T:
            with self._session("READ") as session:

                def ask(query: str, parameters: dict[str, Any]) -> Result:
                    return session.run(Query(query, timeout=_READ_SECONDS), parameters)

                try:
                    return work(Graph(_Statements(ask), self.address.net))
                except TransientError:
                    return session.execute_read(with_timeout(run, _READ_SECONDS))

        return self._once_more(once)

    def _once_more(self, work: Callable[[], T]) -> T:
        """Do `work`, and once more where the connection was lost and the server still answers."""
        from neo4j.exceptions import DriverError

        with one_line(self.address):
            try:
                return work()
            except DriverError as error:
                if not write_uncertain(error):
                    raise
                self._driver.verify_connectivity()
                return work()

    def _before_write(self) -> None:
        """Be told that the write lock will be asked for; see `ConsistentReads`."""

    def _may_write(self, lock: WriteLock) -> None:
        """Be told that the write lock was taken; see `ConsistentReads`."""

    def _wrote(self, lock: WriteLock) -> None:
        """Be told that a transaction under the write lock was committed; see `ConsistentReads`."""

    def _locked(self, work: Callable[[Graph], T], lock: WriteLock) -> T:
        """Run `work` in one transaction, after every other writer's and before the next one's."""
        self._before_write()

        def run(tx: ManagedTransaction) -> T:
            graph = lock.take(tx)
            self._may_write(lock)
            return work(graph)

        with self._session("WRITE") as session:
            result = session.execute_write(with_timeout(run, WRITE_SECONDS))
        lock.begun = True
        self._wrote(lock)
        return result

    def _write(
        self,
        steps: Callable[[str], Steps[T]],
        *,
        large: bool = False,
    ) -> T:
        """Carry out `steps`, given a token: in one transaction, or in one each when `large`.

        When the connection is lost so late that nobody knows whether the change stands, it is
        carried out once more: the token, or the keys of its rows, tell what is there already.
        After a large change common words are counted.
        """
        token = uuid.uuid4().hex

        def carried_out() -> T:
            lock = WriteLock(self.address.net, token)

            def run(step: Step) -> Any:
                return self._locked(step, lock)

            if large:
                return drive(steps(token), run)
            result: T = run(lambda graph: drive(steps(token), lambda step: step(graph)))
            return result

        result = self._once_more(carried_out)
        if large:
            lock = WriteLock(self.address.net, uuid.uuid4().hex)
            self._once_more(lambda: self._locked(store_term_counts, lock))
        return result
