"""The network on a Neo4j server: the adapter of :class:`netkit.store.port.Store`.

The server is asked with parameters only. Writers take turns by a lock on the network's own node,
so that two imports at once lose nothing. A change of a few thousand rows is one transaction; a
larger one is several under a batch that stays open until the last, and running it again completes
what was cut off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.errors import StoreError
from netkit.model.frozen import replace
from netkit.store.neo4j.care import CareQueries
from netkit.store.neo4j.connection import one_line
from netkit.store.neo4j.copying import upgrade
from netkit.store.neo4j.meanings import MeaningQueries
from netkit.store.neo4j.one_state import ConsistentReads
from netkit.store.neo4j.prefilters import PrefilterQueries
from netkit.store.neo4j.schema import migrate
from netkit.store.team import joined, parted

if TYPE_CHECKING:
    from neo4j import Driver

    from netkit.store.neo4j.connection import Address

__all__ = ["Neo4jStore"]

_TEAM = """
MATCH (n:Network)
WHERE n.net = $team OR n.net STARTS WITH $team + '@'
RETURN n.net"""


class Neo4jStore(ConsistentReads, PrefilterQueries, MeaningQueries, CareQueries):
    """One network on a server, open; every promise of the port."""

    engine = "neo4j"

    def __init__(
        self,
        url: str | Address,
        *,
        driver: Driver | None = None,
        auth: tuple[str, str] | None = None,
        create: bool = True,
    ) -> None:
        """Reach ``neo4j://host:port/database`` and bring its schema up to date.

        User and password are `auth`, or come from NETKIT_NEO4J_USER and NETKIT_NEO4J_PASSWORD, or
        the keyring.
        A `driver` that has reached the database already is used and stays open.

        Raises
        ------
        StoreError
            The server does not answer within five seconds, refuses, or has no such database; the
            database has no such network and `create` is False.
        """
        super().__init__(url, driver=driver, auth=auth)
        if driver is not None:
            return
        try:
            with one_line(self.address):
                state = migrate(self._driver, self.address, create=create)
            self._unfinished = state.unfinished
            if state.old:
                self._write(lambda _: upgrade(), large=True)
        except BaseException:
            self._driver.close()
            raise

    @property
    def member(self) -> str:
        """See the port."""
        return parted(self.address.net)[1]

    def members(self) -> list[str]:
        """See the port."""
        team, _ = parted(self.address.net)
        networks = (parted(net) for (net,) in self._rows(_TEAM, team=team))
        return sorted(member for name, member in networks if name == team)

    def teammate(self, member: str) -> Neo4jStore:
        """See the port."""
        theirs = replace(self.address, net=joined(parted(self.address.net)[0], member))
        if member not in self.members():
            raise StoreError(f"there is no network at {theirs}; 'netkit init' makes one")
        return Neo4jStore(theirs, driver=self._driver)

    def query(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Run a question written in Cypher on this network, which only reads; return its rows."""
        rows = self._maps(text, **{**parameters, "net": self.address.net})
        return [{name: _native(value) for name, value in row.items()} for row in rows]


def _native(value: Any) -> Any:
    """Return a value of the server as Python has it: a day or a moment, in lists too."""
    if isinstance(value, list):
        return [_native(element) for element in value]
    return value.to_native() if hasattr(value, "to_native") else value
