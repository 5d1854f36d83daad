"""The networks in a database of a server: list them, and remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.errors import NothingFoundError
from netkit.store.neo4j.connection import address, connect, one_line
from netkit.store.neo4j.put import CHUNK
from netkit.store.neo4j.schema import LABELS

if TYPE_CHECKING:
    from neo4j import Driver

__all__ = ["StoredNetwork", "names_of_networks", "network_at", "networks_at", "remove_network"]

_NAMES = "MATCH (n:Network) WHERE n.net IS NOT NULL RETURN n.net ORDER BY n.net"

_LIST = """
MATCH (n:Network)
WHERE n.net IS NOT NULL
RETURN n.net, coalesce(n.population, 0), COUNT { MATCH (:Batch {net: n.net, open: true}) }
ORDER BY n.net"""

_REMOVE = """
MATCH (n:{label} {{net: $net}})
CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF $most ROWS"""


class StoredNetwork(NamedTuple):
    """A network in a database: its name, its people, and the changes that were cut off."""

    name: str
    people: int
    unfinished: int


def names_of_networks(driver: Driver, database: str) -> list[str]:
    """Return the names of the networks in a database."""
    with driver.session(database=database, default_access_mode="READ") as session:
        return [str(name) for (name,) in session.run(_NAMES).values()]


def networks_at(url: str) -> list[StoredNetwork]:
    """Return the networks in the database of an address, by name."""
    where = address(url)
    with (
        connect(where) as driver,
        one_line(where),
        driver.session(database=where.database, default_access_mode="READ") as session,
    ):
        return [StoredNetwork(*row) for row in session.run(_LIST).values()]


def network_at(url: str, name: str) -> StoredNetwork:
    """Return the network of a name in the database of an address.

    Raises
    ------
    NothingFoundError
        There is none of this name.
    """
    rows = {row.name: row for row in networks_at(url)}
    if name not in rows:
        where = address(url)
        hint = f"there are: {', '.join(rows)}" if rows else "there is none"
        raise NothingFoundError(
            f"no network is called {name} at {where.server}/{where.database}; {hint}"
        )
    return rows[name]


def remove_network(url: str, name: str) -> None:
    """Delete everything of one network in the database of an address.

    Raises
    ------
    NothingFoundError
        There is none of this name.
    """
    network_at(url, name)
    where = address(url)
    with (
        connect(where) as driver,
        one_line(where),
        driver.session(database=where.database) as session,
    ):
        for label in LABELS:
            session.run(_REMOVE.format(label=label), net=name, most=CHUNK).consume()
