"""Open a network from Python: the user's own, a file, or a server."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.store import is_address, open_store
from netkit.store.copying import refuse_unfinished
from netkit.support.own_files import default_network
from netkit.workspace import Workspace

if TYPE_CHECKING:
    from neo4j import Driver

    from netkit.store.port import Store
    from netkit.workspace.opened import Moment

__all__ = ["default_network", "open_network"]


def open_network(
    path: str | os.PathLike[str] | None = None,
    *,
    as_of: Moment | None = None,
    auth: tuple[str, str] | None = None,
    driver: Driver | None = None,
    create: bool = False,
) -> Workspace:
    """Open a network; use it in a ``with`` statement, each thread its own.

    Parameters
    ----------
    path : a file, or ``neo4j://host:port/database``; by default NETKIT_NETWORK, else your own.
    as_of : answer as on this past day.
    auth : user and password of a server; by default from the environment or the keyring.
    driver : one of `neo4j` that has reached the server already; it stays open.
    create : make the network where there is none.

    Raises
    ------
    StoreError
        It cannot be reached, is damaged, is an unfinished copy, or is not there.

    >>> import netkit
    >>> with netkit.open() as network:  # doctest: +SKIP
    ...     network.introduce("Ann")
    """
    url = os.fspath(path) if path is not None else os.environ.get("NETKIT_NETWORK", "")
    store = _store(url or str(default_network()), auth, driver, create=create)
    try:
        refuse_unfinished(store)
        return Workspace(store, datetime.now(UTC).replace(microsecond=0), as_of)
    except BaseException:
        store.close()
        raise


def _store(url: str, auth: tuple[str, str] | None, driver: Driver | None, *, create: bool) -> Store:
    if not is_address(url):
        return open_store(url, create=create)
    from netkit.store.neo4j import Neo4jStore

    return Neo4jStore(url, driver=driver, auth=auth)
