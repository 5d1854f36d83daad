"""The network on a Neo4j server: the adapter of :class:`netkit.store.port.Store`.

The server is asked with parameters only. Writers take turns by a lock on the network's own node,
so that two imports at once lose nothing. A change of a few thousand rows is one transaction; a
larger one is several under a batch that stays open until the last, and running it again completes
what was cut off.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.errors import StoreError
from netkit.model.people import PersonId
from netkit.store.neo4j.connection import Address, Graph, address, connect, one_line
from netkit.store.neo4j.put import CHUNK
from netkit.store.neo4j.schema import migrate
from netkit.store.neo4j.transactions import Transactions
from netkit.store.recorded_rows import Row, digest_of
from netkit.store.team import joined, parted

from . import care, exchanges, forgetting, reading, tie_reading, writing
from . import prefilters as asking

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from neo4j import Driver

    from netkit.model.events import Event, Interaction
    from netkit.model.history import Recorded
    from netkit.model.people import Affiliation, Claim, Handle, Person
    from netkit.store.neo4j.steps import Step, Steps
    from netkit.store.values import (
        Batch,
        Change,
        Counts,
        Doubt,
        PairDay,
        Receipt,
        Sayings,
        Sharing,
        Term,
    )
    from netkit.ties.statistics import TieStats

__all__ = ["Neo4jStore"]

T = TypeVar("T")

#: Rows up to which a change is one transaction; what one holds stands in the server's memory.
_ONE_TRANSACTION = 20_000

_TEAM = """
MATCH (n:Network)
WHERE n.net = $team OR n.net STARTS WITH $team + '@'
RETURN n.net"""

_SIZE = """
MATCH (b:Batch {net: $net})
WHERE b.id IS NOT NULL AND b.withdrawn_at IS NULL
WITH max(b.id) AS last
RETURN COUNT { MATCH (:Exchange {net: $net, batch: last}) }
     + COUNT { MATCH (:Handle {net: $net, batch: last}) }
     + COUNT { MATCH (:Event {net: $net, batch: last}) }"""


class Neo4jStore:
    """One network on a server, open; every promise of the port."""

    engine = "neo4j"

    def __init__(self, url: str | Address, *, driver: Driver | None = None) -> None:
        """Reach ``neo4j://host:port/database`` and bring its schema up to date.

        User and password come from NETKIT_NEO4J_USER and NETKIT_NEO4J_PASSWORD, or the keyring.
        A `driver` that has reached the database already is used and stays open.

        Raises
        ------
        StoreError
            The server does not answer within five seconds, refuses, or has no such database.
        """
        self.address: Address = address(url) if isinstance(url, str) else url
        self._borrowed = driver is not None
        self._driver = driver or connect(self.address)
        self._transactions = Transactions(self._driver, self.address)
        self._read = self._transactions.read
        if self._borrowed:
            return
        try:
            with one_line(self.address):
                taken = migrate(self._driver, self.address)
            if taken and self.owners():  # loaded by neo4j-admin, or written by an older netkit
                self._transactions.locked(asking.keep_sums, uuid.uuid4().hex, ties=True)
        except BaseException:
            self._driver.close()
            raise

    @property
    def url(self) -> str:
        """The address; it holds no secret."""
        return str(self.address)

    def _write(
        self,
        steps: Callable[[str], Steps[T]],
        *,
        large: bool = False,
        ties: bool = True,
        moved: bool = False,
    ) -> T:
        """Write, and keep account of what is kept for readers.

        Where `ties` may change, the sums over an owner's are taken anew afterwards; where words
        may go or be `moved`, it is said that kept counts of them are old.
        """
        done = self._transactions.write(steps, large=large, ties=ties, moved=moved)
        if ties:
            self._keep_sums()
        return done

    def _keep_sums(self) -> None:
        token = uuid.uuid4().hex
        self._transactions.once_more(
            lambda: self._transactions.locked(asking.keep_sums, token, ties=False)
        )

    # --- the team --------------------------------------------------------------------------

    @property
    def member(self) -> str:
        """See the port."""
        return parted(self.address.net)[1]

    def members(self) -> list[str]:
        """See the port."""
        team, _ = parted(self.address.net)
        found = self._read(lambda graph: graph.rows(_TEAM, team=team))
        return sorted(member for name, member in (parted(net) for (net,) in found) if name == team)

    def colleague(self, member: str) -> Neo4jStore:
        """See the port."""
        where = replace(self.address, net=joined(parted(self.address.net)[0], member))
        if member not in self.members():
            raise StoreError(f"there is no network at {where}; 'netkit init' makes one")
        return Neo4jStore(where, driver=self._driver)

    # --- writing ---------------------------------------------------------------------------

    def append(self, change: Change) -> Receipt:
        """See the port."""
        large = writing.size_of(change) > _ONE_TRANSACTION
        ties, moved = _may_change_ties(change), bool(change.joins or change.splits)
        return self._write(
            lambda token: writing.append(change, token), large=large, ties=ties, moved=moved
        )

    def withdraw(self, at: datetime) -> Batch | None:
        """See the port."""
        large = self._read(lambda graph: graph.rows(_SIZE)[0][0]) > _ONE_TRANSACTION
        return self._write(lambda token: forgetting.withdraw(at, token), large=large, moved=True)

    def forget(self, person: PersonId, salt: bytes) -> int:
        """See the port; the server's transaction logs keep a trace until they are pruned."""
        return self._write(lambda token: forgetting.forget(person, salt), moved=True)

    def set_setting(self, name: str, value: str) -> None:
        """See the port."""
        query = "MERGE (s:Setting {net: $net, name: $name}) SET s.value = $value"
        self._write(
            lambda token: _one(lambda graph: graph.rows(query, name=name, value=value)), ties=False
        )

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

    def living_in(self, words: Sequence[str]) -> list[Person]:
        """See the port."""
        return self._read(lambda graph: reading.living_in(graph, words))

    def with_terms(self, terms: Collection[str] | None = None) -> list[Term]:
        """See the port."""
        return self._read(lambda graph: reading.with_terms(graph, terms))

    def term_counts(self, terms: Collection[str] | None = None) -> dict[str, int]:
        """See the port."""
        if terms is None:
            return self._read(reading.term_counts)
        return self._read(lambda graph: asking.term_counts(graph, terms))

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

    def sayings(
        self,
        people: Collection[PersonId] | None,
        kinds: Collection[str],
        fields: Collection[str],
        *,
        until: datetime | None = None,
    ) -> Sayings:
        """See the port; of some people in one round trip."""
        return self._read(lambda graph: reading.sayings(graph, people, kinds, fields, until))

    def parts(
        self, kind: str, *, until: datetime | None = None, least: int = 1
    ) -> dict[PersonId, int]:
        """See the port."""
        return self._read(lambda graph: reading.parts(graph, kind, until, least))

    def interactions(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> list[Recorded[Interaction]]:
        """See the port."""
        return self._read(lambda graph: exchanges.interactions(graph, people, until, limit))

    def all_interactions(self) -> Iterator[Recorded[Interaction]]:
        """See the port."""
        return exchanges.all_interactions(self._read)

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
        self, person: PersonId, fields: Sequence[str], *, until: datetime | None = None
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        return self._read(lambda graph: tie_reading.figures(graph, person, fields, until))

    def tie(self, a: PersonId, b: PersonId, *, until: datetime | None = None) -> TieStats | None:
        """See the port."""
        return self._read(lambda graph: tie_reading.tie(graph, a, b, until))

    def days(
        self, person: PersonId, others: Collection[PersonId], *, until: datetime | None = None
    ) -> dict[PersonId, list[tuple[int, float, float]]]:
        """See the port."""
        return self._read(lambda graph: tie_reading.days(graph, person, others, until))

    def day_counts(
        self, person: PersonId, *, since: datetime, until: datetime | None = None
    ) -> dict[int, int]:
        """See the port."""
        return self._read(lambda graph: tie_reading.day_counts(graph, person, since, until))

    def contacts(self, *, until: datetime | None = None) -> Iterable[PairDay]:
        """See the port."""
        return tie_reading.contacts(self._read, until)

    def span(self) -> tuple[int, int] | None:
        """See the port."""
        return self._read(reading.span)

    # --- reading for one question ----------------------------------------------------------

    def fading_ties(
        self,
        person: PersonId,
        fields: Sequence[str],
        *,
        least_days: int,
        last_before: int,
        strengths: tuple[float, float],
        until: datetime | None = None,
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        limits = (least_days, last_before, *strengths)

        def work(graph: Graph) -> list[tuple[Any, ...]]:
            if tie_reading.is_past(graph, until):
                return tie_reading.past_fading_ties(graph, person, fields, limits, until)
            return asking.fading_ties(graph, person, fields, limits)

        return self._read(work)

    def leaning_ties(
        self,
        person: PersonId,
        least: Mapping[int, float],
        share: float,
        *,
        below: int | None = None,
        until: datetime | None = None,
    ) -> tuple[list[tuple[PersonId, int, int, int]], int]:
        """See the port."""

        def work(graph: Graph) -> tuple[list[tuple[PersonId, int, int, int]], int]:
            if tie_reading.is_past(graph, until):
                fields = ["contact_days", "days_ab", "days_ba"]
                past = tie_reading.figures(graph, person, fields, until)
                return [(PersonId(other), days, out, back) for other, days, out, back in past], 0
            return asking.leaning_ties(graph, person, least, share, below)

        return self._read(work)

    def about(
        self,
        terms: Collection[str],
        worth: Mapping[str, float],
        *,
        limit: int,
        also: Collection[PersonId] = (),
    ) -> list[Term]:
        """See the port."""
        return self._read(lambda graph: asking.about(graph, terms, worth, limit, also))

    def sharing(
        self,
        person: PersonId,
        asked: PersonId,
        terms: Mapping[str, Collection[str]],
        *,
        until: datetime | None = None,
    ) -> list[Sharing]:
        """See the port."""

        def work(graph: Graph) -> list[Sharing]:
            found = asking.sharing(graph, person, asked, terms)
            if not tie_reading.is_past(graph, until):
                return found
            then = dict(tie_reading.figures(graph, person, ["log_strength"], until))
            return [one._replace(log_strength=then.get(one.person)) for one in found]

        return self._read(work)

    # --- care ------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """See the port."""
        return self._read(lambda graph: reading.setting(graph, name))

    def batches(self) -> list[Batch]:
        """See the port."""
        return self._read(reading.batches)

    def population(self) -> int:
        """See the port."""
        return self._read(asking.population)

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
        large = len(kept) > CHUNK
        return self._write(lambda token: care.load(table, kept), large=large, ties=False)

    def rederive(self) -> None:
        """See the port."""
        self._write(lambda token: care.rederive(), large=True, moved=True)

    def query(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Run a question written in Cypher on this network and no other; return its rows."""
        given = {**parameters, "net": self.address.net}
        return self._read(lambda graph: graph.maps(text, **given))

    def close(self) -> None:
        """See the port."""
        if not self._borrowed:
            self._driver.close()


def _may_change_ties(change: Change) -> bool:
    """Return True when a change is more than words about people who stay who they are."""
    moved = change.handles or change.owners or change.joins or change.splits
    return bool(moved) or any(type(event).__name__ == "Interaction" for event in change.events)


def _one(step: Step) -> Steps[Any]:
    return (yield step)
