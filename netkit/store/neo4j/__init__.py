"""The network on a Neo4j server: the adapter of :class:`netkit.store.port.Store`.

The server is asked with parameters only. Writers take turns by a lock on the network's own node,
so that two imports at once lose nothing. A change of a few thousand rows is one transaction; a
larger one is several under a batch that stays open until the last, and running it again completes
what was cut off.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.store import derive
from netkit.store.neo4j import care, forgetting, reading, tie_reading, writing
from netkit.store.neo4j.connection import (
    Address,
    Graph,
    address,
    connect,
    one_line,
    with_timeout,
    write_uncertain,
)
from netkit.store.neo4j.put import CHUNK
from netkit.store.neo4j.schema import migrate
from netkit.store.neo4j.steps import Step, Steps, drive
from netkit.store.said import Row, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from neo4j import ManagedTransaction, Session

    from netkit.domain.events import Event, Interaction
    from netkit.domain.fold import Recorded
    from netkit.domain.people import Affiliation, Claim, Handle, Person, PersonId
    from netkit.graph.ties import TieStats
    from netkit.store.port import (
        Batch,
        Change,
        Counts,
        Doubt,
        Groups,
        PairDay,
        Receipt,
        Term,
        TermOrigin,
    )

__all__ = ["Neo4jStore"]

T = TypeVar("T")

#: Rows up to which a change is one transaction; what one holds stands in the server's memory.
_ONE_TRANSACTION = 20_000
_WRITE_SECONDS = 1_800.0
_READ_SECONDS = 600.0

_LOCK = "MERGE (n:Network {net: $net}) SET n.writing = $token"

_SIZE = """
MATCH (b:Batch {net: $net})
WHERE b.id IS NOT NULL AND b.withdrawn_at IS NULL
WITH max(b.id) AS last
RETURN COUNT { MATCH (:Interaction {net: $net, batch: last}) }
     + COUNT { MATCH (:Handle {net: $net, batch: last}) }
     + COUNT { MATCH (:Event {net: $net, batch: last}) }"""


class Neo4jStore:
    """One network on a server, open; every promise of the port."""

    engine = "neo4j"

    def __init__(self, url: str) -> None:
        """Reach ``neo4j://host:port/database`` and bring its schema up to date.

        User and password come from NETKIT_NEO4J_USER and NETKIT_NEO4J_PASSWORD, or the keyring.

        Raises
        ------
        StoreError
            The server does not answer within five seconds, refuses, or has no such database.
        """
        self.address: Address = address(url)
        self._driver = connect(self.address)
        try:
            with one_line(self.address):
                migrate(self._driver, self.address)
        except BaseException:
            self._driver.close()
            raise

    @property
    def url(self) -> str:
        """The address; it holds no secret."""
        return str(self.address)

    def _session(self) -> Session:
        return self._driver.session(database=self.address.database)

    def _read(self, work: Callable[[Graph], T]) -> T:
        def run(tx: ManagedTransaction) -> T:
            return work(Graph(tx, self.address.net))

        def once() -> T:
            with self._session() as session:
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

    def _locked(self, work: Callable[[Graph], T], token: str) -> T:
        """Run `work` in one transaction, after every other writer's and before the next one's."""

        def run(tx: ManagedTransaction) -> T:
            graph = Graph(tx, self.address.net)
            graph.rows(_LOCK, token=token)
            return work(graph)

        with self._session() as session:
            return session.execute_write(with_timeout(run, _WRITE_SECONDS))

    def _write(self, steps: Callable[[str], Steps[T]], *, large: bool = False) -> T:
        """Carry out `steps`, given a token: in one transaction, or in one each when `large`.

        When the connection is lost so late that nobody knows whether the change stands, it is
        carried out once more: the token, or the keys of its rows, tell what is there already.
        """
        token = uuid.uuid4().hex

        def carried_out() -> T:
            if large:
                return drive(steps(token), lambda step: self._locked(step, token))
            return self._locked(lambda graph: drive(steps(token), lambda step: step(graph)), token)

        return self._once_more(carried_out)

    # --- writing ---------------------------------------------------------------------------

    def append(self, change: Change) -> Receipt:
        """See the port."""
        large = writing.size_of(change) > _ONE_TRANSACTION
        return self._write(lambda token: writing.append(change, token), large=large)

    def withdraw(self, at: datetime) -> Batch | None:
        """See the port."""
        large = self._read(lambda graph: graph.rows(_SIZE)[0][0]) > _ONE_TRANSACTION
        return self._write(lambda token: forgetting.withdraw(at, token), large=large)

    def forget(self, person: PersonId, salt: bytes) -> int:
        """See the port; the server's transaction logs keep a trace until they are pruned."""
        return self._write(lambda token: forgetting.forget(person, salt))

    def set_setting(self, name: str, value: str) -> None:
        """See the port."""
        query = "MERGE (s:Setting {net: $net, name: $name}) SET s.value = $value"
        self._write(lambda token: _one(lambda graph: graph.rows(query, name=name, value=value)))

    # --- reading people --------------------------------------------------------------------

    def owners(self) -> tuple[PersonId, ...]:
        """See the port."""
        return self._read(reading.owners)

    def known(self, keys: Collection[str]) -> dict[str, PersonId]:
        """See the port."""
        return self._read(lambda graph: reading.known(graph, keys))

    def people(self, ids: Collection[PersonId] | None = None) -> list[Person]:
        """See the port."""
        return self._read(lambda graph: reading.people(graph, ids))

    def named(self, words: Sequence[str]) -> list[Person]:
        """See the port."""
        return self._read(lambda graph: reading.named(graph, words))

    def handles(self, person: PersonId) -> list[Handle]:
        """See the port."""
        return self._read(lambda graph: reading.handles(graph, person))

    def claims(
        self, people: Collection[PersonId] | None = None, fields: Collection[str] | None = None
    ) -> list[Claim]:
        """See the port."""
        return self._read(lambda graph: reading.claims(graph, people, fields))

    def affiliations(
        self,
        people: Collection[PersonId] | None = None,
        organizations: Collection[str] | None = None,
    ) -> list[Affiliation]:
        """See the port."""
        return self._read(lambda graph: reading.affiliations(graph, people, organizations))

    def organizations(self, words: Sequence[str]) -> list[str]:
        """See the port."""
        return self._read(lambda graph: reading.organizations(graph, words))

    def with_terms(self, terms: Collection[str] | None = None) -> list[Term]:
        """See the port."""
        return self._read(lambda graph: reading.with_terms(graph, terms))

    def sharing(self, terms: Collection[str]) -> Groups[tuple[str, TermOrigin]]:
        """See the port."""
        return derive.sharing(self.with_terms(terms))

    def term_counts(self, terms: Collection[str] | None = None) -> dict[str, int]:
        """See the port."""
        return self._read(lambda graph: reading.term_counts(graph, terms))

    def doubts(self) -> list[Doubt]:
        """See the port."""
        return self._read(reading.doubts)

    # --- reading what happened -------------------------------------------------------------

    def events(
        self,
        kinds: Collection[str],
        *,
        people: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[Recorded[Event]]:
        """See the port."""
        return self._read(lambda graph: reading.events(graph, kinds, people, until))

    def parts(
        self, kind: str, *, least: int = 1, until: datetime | None = None
    ) -> dict[PersonId, int]:
        """See the port."""
        found = self._read(lambda graph: reading.parts(graph, kind, until))
        return {person: count for person, count in found.items() if count >= least}

    def interactions(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> list[Recorded[Interaction]]:
        """See the port."""
        return self._read(lambda graph: reading.interactions(graph, people, until, limit))

    def all_interactions(self) -> Iterator[Recorded[Interaction]]:
        """See the port."""
        return reading.all_interactions(self._read)

    # --- reading ties ----------------------------------------------------------------------

    def ties(
        self,
        person: PersonId,
        *,
        others: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[tuple[PersonId, TieStats]]:
        """See the port."""
        return self._read(lambda graph: tie_reading.ties(graph, person, others, until))

    def tie_figures(
        self,
        person: PersonId,
        fields: Sequence[str],
        *,
        others: Collection[PersonId] | None = None,
        least_days: int = 0,
        until: datetime | None = None,
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        return self._read(
            lambda graph: tie_reading.figures(graph, person, fields, others, least_days, until)
        )

    def tie_groups(
        self, person: PersonId, fields: Sequence[str], *, until: datetime | None = None
    ) -> Groups[Any]:
        """See the port."""
        return derive.grouped(self.tie_figures(person, fields, until=until))

    def gaps(self, person: PersonId, *, until: datetime | None = None) -> tuple[int, float]:
        """See the port."""
        rows = self.tie_figures(person, ["gap_count", "sum_log_gap"], until=until)
        return derive.gaps((count, total) for _, count, total in rows)

    def tie(self, a: PersonId, b: PersonId, *, until: datetime | None = None) -> TieStats | None:
        """See the port."""
        return self._read(lambda graph: tie_reading.tie(graph, a, b, until))

    def days(
        self, person: PersonId, others: Collection[PersonId], *, until: datetime | None = None
    ) -> dict[PersonId, list[tuple[int, float, float]]]:
        """See the port."""
        return self._read(lambda graph: tie_reading.days(graph, person, others, until))

    def contacts(self, *, until: datetime | None = None) -> Iterable[PairDay]:
        """See the port."""
        return tie_reading.contacts(self._read, until)

    def span(self) -> tuple[int, int] | None:
        """See the port."""
        return self._read(reading.span)

    # --- care ------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """See the port."""
        return self._read(lambda graph: reading.setting(graph, name))

    def batches(self) -> list[Batch]:
        """See the port."""
        return self._read(reading.batches)

    def population(self) -> int:
        """See the port."""
        return self.counts().people

    def counts(self) -> Counts:
        """See the port."""
        return self._read(reading.counts)

    def digest(self) -> str:
        """See the port."""
        return digest_of(self.dump)

    def check(self) -> list[str]:
        """See the port."""
        return care.check(self._read)

    def backup(self, path: Path) -> None:
        """See the port; the copy is a file, which needs no server."""
        from netkit.store.copying import backup_to_file

        backup_to_file(self, path)

    def dump(self, table: str) -> Iterator[Row]:
        """See the port."""
        return care.dump(self._read, table)

    def load(self, table: str, rows: Iterable[Row]) -> int:
        """See the port."""
        kept = list(rows)
        return self._write(lambda token: care.load(table, kept), large=len(kept) > CHUNK)

    def rederive(self) -> None:
        """See the port."""
        self._write(lambda token: care.rederive(), large=True)

    def query(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Run a question written in Cypher, given ``$net`` besides; return its rows."""
        return self._read(lambda graph: graph.maps(text, **parameters))

    def close(self) -> None:
        """See the port."""
        self._driver.close()


def _one(step: Step) -> Steps[Any]:
    return (yield step)
