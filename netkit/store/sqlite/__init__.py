"""The network in one SQLite file: the adapter of :class:`netkit.store.port.Store`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from netkit.store.sqlite.care import CareQueries
from netkit.store.sqlite.meanings import MeaningQueries
from netkit.store.sqlite.prefilters import PrefilterQueries
from netkit.store.team import joined, parted

if TYPE_CHECKING:
    from netkit.store.values import CutOffChange

__all__ = ["SqliteStore"]


class SqliteStore(PrefilterQueries, MeaningQueries, CareQueries):
    """One network file, open; every promise of the port."""

    engine = "sqlite"
    #: A change of a file is one transaction: all of it stands, or nothing.
    unfinished: tuple[CutOffChange, ...] = ()

    @property
    def member(self) -> str:
        """See the port."""
        return parted(_path_parts(self._file)[1])[1]

    def members(self) -> list[str]:
        """See the port."""
        folder, stem, suffix = _path_parts(self._file)
        team = parted(stem)[0]
        files = map(os.path.splitext, os.listdir(folder or os.curdir))
        networks = (parted(name) for name, ending in files if ending == suffix)
        return sorted(member for name, member in networks if name == team)

    def teammate(self, member: str) -> SqliteStore:
        """See the port."""
        folder, stem, suffix = _path_parts(self._file)
        name = joined(parted(stem)[0], member) + suffix
        return SqliteStore(os.path.join(folder, name), create=False)


def _path_parts(file: str) -> tuple[str, str, str]:
    """Return the folder, the name and its ending, as `pathlib` would: it takes 3 ms to import."""
    folder, name = os.path.split(file)
    return folder, *os.path.splitext(name)
