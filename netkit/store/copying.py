"""A network copied to another file or server: complete, resumable, compared at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import StoreError, UsageError
from netkit.store import UNFINISHED, is_address
from netkit.store.derive import ZONE_SETTING
from netkit.store.recorded_rows import TABLES, Row

if TYPE_CHECKING:
    from netkit.store.port import Store
    from netkit.store.values import Counts

__all__ = ["Copied", "backup_to_file", "copy_network", "make_target"]


#: Told the table and how many of its rows were given so far.
Copied = Callable[[str, int], None]

_ROWS = 20_000
#: The settings that go along: the owner's, on whose clocks days are counted.
_PREFERENCES = (ZONE_SETTING, "config region")


def copy_network(source: Store, target: Store, progress: Copied | None = None) -> Counts:
    """Copy all that stands in `source` into `target`; return how many of each it holds.

    What is there already is left as it is, so a copy that was cut off goes on when it is run
    again. What was undone stays behind; that it was recorded and undone goes along.

    Raises
    ------
    UsageError
        `target` holds another network.
    StoreError
        The two do not hold the same at the end.
    """
    _same_beginning(source, target)
    target.set_setting(UNFINISHED, source.url)
    for table in TABLES:
        copied = 0
        rows = source.dump(table)
        while chunk := _next(rows, table):
            target.load(table, chunk)
            copied += len(chunk)
            if progress is not None:
                progress(table, copied)
    for name in _PREFERENCES:
        target.set_setting(name, source.setting(name) or "")
    target.rederive()
    target.keep_vectors(source.vectors())
    counts = target.counts()
    if (source.counts(), source.digest()) != (counts, target.digest()):
        raise StoreError(f"{target.url} does not hold the same as {source.url}; copy again")
    target.set_setting(UNFINISHED, "")
    return counts


def _next(rows: Iterator[Row], table: str) -> list[Row]:
    # A handle may belong to one that comes much later: all of them go together.
    return list(rows) if table == "handle" else list(islice(rows, _ROWS))


def _same_beginning(source: Store, target: Store) -> None:
    """Refuse to mix two networks: what is there must be the beginning of what comes."""
    there = [(batch.id, batch.label, batch.at) for batch in target.batches()]
    comes = [(batch.id, batch.label, batch.at) for batch in source.batches()]
    if there != comes[: len(there)]:
        raise UsageError(f"{target.url} holds another network; copy into an empty one")


def make_target(source: Store, target: str) -> None:
    """Make the file that a network is copied into as encrypted as the network is."""
    path = os.path.expanduser(target)
    if source.engine != "sqlite" or is_address(target) or os.path.exists(path):
        return
    from netkit.store.sqlite.cipher import key_of, make_encrypted
    from netkit.support.atomic_files import make_private_folder

    if key := key_of(source.url):
        make_private_folder(Path(path).parent)
        make_encrypted(path, key)


def backup_to_file(source: Store, path: Path) -> None:
    """Write a complete copy into a new network file at `path`.

    Raises
    ------
    UsageError
        There is a file already.
    """
    from netkit.store.sqlite import SqliteStore

    if path.exists():
        raise UsageError(f"{path} is there already; choose another name")
    part = path.with_name(path.name + ".part")
    for suffix in ("", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
    copy = SqliteStore(part)
    try:
        copy_network(source, copy)
        copy.backup(path)
    finally:
        copy.close()
        part.unlink(missing_ok=True)
