"""Telling a network file from every other file, before anything is written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import StoreError

if TYPE_CHECKING:
    import sqlite3

__all__ = ["APPLICATION_ID", "ForeignFileError", "is_empty", "refuse_foreign"]

#: "netk" in ASCII, in the header of each file that netkit makes.
APPLICATION_ID = 0x6E65746B

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
#: Tables of the first released step; files from before the application id have these.
_OURS = {"migration", "batch", "handle", "event", "interaction"}


class ForeignFileError(StoreError):
    """A SQLite file of another program."""


def is_empty(connection: sqlite3.Connection) -> bool:
    """Return True when the file holds no table yet, or only those of a first opening cut off."""
    return {name for (name,) in connection.execute(_TABLES)} <= {"migration"}


def refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    """Raise `ForeignFileError` for a SQLite file of another program; nothing is written to it."""
    [[application]] = connection.execute("PRAGMA application_id")
    if application == APPLICATION_ID:
        return
    tables = {name for (name,) in connection.execute(_TABLES)}
    if application or (tables - {"migration"} and not tables >= _OURS):
        raise ForeignFileError(
            f"{path} is a SQLite file of another program, no network of netkit's;"
            " nothing in it was changed"
        )
