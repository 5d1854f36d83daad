"""Overwrite the gaps in the pages of a SQLite file, where copies of deleted rows may lie.

A page of a table or an index begins with a list of where its cells are; the cells stand at its end.
What lies in the gap between both means nothing (https://www.sqlite.org/fileformat2.html#b_tree_pages),
and is not read. When rows move to another page, their former bytes stay there: `secure_delete`
overwrites the rows that are deleted, not these copies.

Whoever calls it keeps others from writing (`netkit.store.sqlite.leftover_bytes`). A file is taken
by its descriptor, and neither mapped nor closed here: where a process closes a file, a system drops
all locks that it has on it, those of its SQLite, too.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["UnknownLayoutError", "overwrite_gaps"]

_MAGIC = b"SQLite format 3\0"
_HEADER = struct.Struct(">16xH34xI44x")  # the size of a page, and whether pages are mapped
_LARGEST = 65_536  # which is written as 1 for a page, and as 0 for where its cells begin
#: By the kind of a page (inner or leaf, of an index or a table), how long its header is.
_HEADS = {2: 12, 5: 12, 10: 8, 13: 8}
_AT_ONCE = 1 << 22  # bytes read together, whole pages of any size


class UnknownLayoutError(Exception):
    """The file is not laid out as is understood here."""


def overwrite_gaps(file: int) -> int:
    """Overwrite the gaps of a file that hold anything but zeros; return how many they were.

    The first page is left alone: it holds the header, and what tables there are.

    Parameters
    ----------
    file : a descriptor, open for reading and writing.

    Raises
    ------
    UnknownLayoutError
        It is no SQLite file, or one whose pages are mapped (`auto_vacuum`).
    """
    length = os.fstat(file).st_size
    gaps = list(_filled_gaps(file, _page_size(file, length), length))
    for start, size in gaps:
        _write_at(file, bytes(size), start)
    if gaps:
        os.fsync(file)
    return len(gaps)


def _page_size(file: int, length: int) -> int:
    header = _read_at(file, _HEADER.size, 0)
    if not header.startswith(_MAGIC) or len(header) < _HEADER.size:
        raise UnknownLayoutError("no SQLite file")
    size, mapped = _HEADER.unpack(header)
    size = _LARGEST if size == 1 else size
    if mapped or length % size:
        raise UnknownLayoutError("pages are mapped, or the last one is not whole")
    return int(size)


def _filled_gaps(file: int, size: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield where each gap begins that is not all zeros, and how long it is."""
    zeros, many = bytes(size), max(_AT_ONCE, size)
    for start in range(0, length, many):
        asked = min(many, length - start)
        content = _read_at(file, asked, start)
        if len(content) != asked:
            raise UnknownLayoutError("the file is shorter than it was")
        heads = bytes(memoryview(content).cast("Q")[:: size // 8])  # eight bytes of each page
        page = -size
        for kind, free, cells, begins in struct.iter_unpack(">BHHHx", heads):
            page += size
            if kind not in _HEADS or not start + page:
                continue
            listed, begins = _HEADS[kind] + 2 * cells, begins or _LARGEST
            # What is freed within the cells lies behind the gap; else it is no page of rows.
            sound = listed < begins <= size and (free == 0 or begins <= free < size)
            if sound and not zeros.startswith(content[page + listed : page + begins]):
                yield start + page + listed, begins - listed


def _read_at(file: int, length: int, start: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file, length, start)
    os.lseek(file, start, os.SEEK_SET)
    return os.read(file, length)


def _write_at(file: int, content: bytes, start: int) -> None:
    if hasattr(os, "pwrite"):
        os.pwrite(file, content, start)
    else:
        os.lseek(file, start, os.SEEK_SET)
        os.write(file, content)
