"""Open a network from Python: the user's own, a file, or a server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from netkit.support.own_files import default_network
from netkit.workspace import open_workspace
from netkit.workspace.arguments import path_of

if TYPE_CHECKING:
    from neo4j import Driver

    from netkit.workspace import Workspace
    from netkit.workspace.opened import Moment

__all__ = ["open_network"]


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
    url = path_of(path) if path is not None else os.environ.get("NETKIT_NETWORK", "")
    return open_workspace(
        url or default_network(), as_of=as_of, create=create, auth=auth, driver=driver
    )
