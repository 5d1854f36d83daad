"""Keep the network in a file or on a server, behind one port."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from netkit.errors import StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from neo4j import Driver

    from netkit.store.port import Store

__all__ = ["UNFINISHED", "is_address", "open_store", "refuse_unfinished"]

#: The setting that names the source of a copy as long as it is not complete.
UNFINISHED = "copied from"
#: An address without its slashes would be a path, and be shown and kept with its password.
_SLIP = re.compile(r"(?:neo4j|bolt)(?:\+s|\+ssc)?:", re.IGNORECASE)
_SCHEMES = ("neo4j", "bolt", "neo4j+s", "bolt+s", "neo4j+ssc", "bolt+ssc")


def is_address(url: str | Path) -> bool:
    """Return True when `url` is the address of a server, False when it is a path.

    Raises
    ------
    UsageError
        It is the address of something else.
    """
    scheme, separator, _ = str(url).partition("://")
    if not separator and _SLIP.match(scheme):
        raise UsageError("a server is written as in neo4j://localhost:7687/neo4j")
    if separator and scheme not in _SCHEMES:
        raise UsageError(
            f"{scheme}:// is no network of netkit's; give a path, or neo4j://host:port"
        )
    return bool(separator)


def open_store(
    url: str | Path,
    *,
    create: bool = True,
    auth: tuple[str, str] | None = None,
    driver: Driver | None = None,
) -> Store:
    """Open the network at a path or a ``neo4j://host/database`` address.

    Parameters
    ----------
    auth, driver : user and password of a server, or a driver that has reached it already.

    Raises
    ------
    StoreError
        It cannot be reached, is damaged, or is not there and `create` is False.
    """
    if is_address(url):
        from netkit.store.neo4j import Neo4jStore

        return Neo4jStore(str(url), driver=driver, auth=auth, create=create)
    from netkit.store.sqlite import SqliteStore

    return SqliteStore(os.path.expanduser(url), create=create)


def refuse_unfinished(store: Store) -> None:
    """Refuse a network that a copy has not filled: its answers would come from half of it.

    Raises
    ------
    StoreError
        A copy into it was cut off, or is at work.
    """
    if source := store.setting(UNFINISHED):
        raise StoreError(
            f"{store.url} is a copy that was not finished; 'netkit copy {source} {store.url}'"
            " goes on with it"
        )
