"""Find the files of netkit's own that name somebody: reports kept, waiting or half written."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from netkit.errors import StoreError
from netkit.store.sqlite.kept_files import is_sealed, unsealed_bytes
from netkit.support.atomic_files import PARTIAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from netkit.forgetting.job import ForgettingJob

__all__ = ["asides_of", "files_that_name", "partial_files"]

#: A letter that JSON writes as its code, or behind a backslash.
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([\"\\/]))")
#: Two letters stand in too many words.
_SHORTEST = 3


def asides_of(network: Path) -> list[Path]:
    """Return the networks that `netkit restore` and migrations set aside beside this one."""
    network = network.resolve()
    begins = f"{network.name}.before-"
    return sorted(
        path
        for path in network.parent.iterdir()
        if path.name.startswith(begins) and not path.name.endswith(("-wal", "-shm", "-journal"))
    )


def partial_files(network: Path) -> list[Path]:
    """Return the copies of a network that a killed command left half written."""
    network = network.resolve()
    return sorted(
        path
        for path in network.parent.iterdir()
        if path.name.startswith(f".{network.name}.") and path.name.endswith(PARTIAL)
    )


def files_that_name(
    job: ForgettingJob, folders: Iterable[Path], key: bytes | None = None
) -> list[Path]:
    """Return the files below `folders` that name the person, by name, address or id.

    key : opens those that are encrypted; others are of another network.
    """
    spellings = {spelling for text in _texts(job) for spelling in _spellings(text)}
    return sorted(
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and _names(path, spellings, key)
    )


def _texts(job: ForgettingJob) -> Iterator[str]:
    yield job.person
    yield from (name for name in job.names if len(name) >= _SHORTEST)
    yield from (key.partition(":")[2] for key in job.keys)


def _spellings(text: str) -> Iterator[str]:
    """Yield a text as plain files and pages write it."""
    folded = text.casefold()
    yield folded
    yield html.escape(folded)


def _names(path: Path, spellings: set[str], key: bytes | None) -> bool:
    if is_sealed(path) and key is None:
        return False
    try:
        content = unsealed_bytes(path, key)
    except StoreError:
        return False
    packed = io.BytesIO(content)
    if not zipfile.is_zipfile(packed):
        return _speaks(content, spellings)
    try:
        with zipfile.ZipFile(packed) as archive:
            return any(_speaks(archive.read(name), spellings) for name in archive.namelist())
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError):
        return True  # a damaged report cannot be sent, and may hold anybody


def _speaks(content: bytes, spellings: set[str]) -> bool:
    text = content.decode("utf-8", "replace")
    written = {text.casefold(), _ESCAPED.sub(_letter, text).casefold()}  # as it is, and as JSON
    return any(spelling in text for text in written for spelling in spellings)


def _letter(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else escaped[2]
