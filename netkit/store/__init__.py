"""Where the network is kept: a file or a server, behind one port."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store

__all__ = ["open_store"]


def open_store(url: str | Path, *, create: bool = True) -> Store:
    """Open the network at a path or a ``neo4j://host/database`` address.

    Raises
    ------
    StoreError
        It cannot be reached, is damaged, or is not there and `create` is False.
    """
    if str(url).split("://")[0] in {"neo4j", "bolt", "neo4j+s", "bolt+s", "neo4j+ssc", "bolt+ssc"}:
        from netkit.store.neo4j import Neo4jStore

        return Neo4jStore(str(url))
    from netkit.store.sqlite import SqliteStore

    return SqliteStore(os.path.expanduser(url), create=create)
