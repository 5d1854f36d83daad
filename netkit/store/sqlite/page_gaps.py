"""Overwrite the gaps in the pages of a SQLite file, where copies of deleted rows may lie.

A page of a table or an index begins with a list of where its cells are; the cells stand at its end.
What lies in the gap between both means nothing (https://www.sqlite.org/fileformat2.html#b_tree_pages),
and is not read. When rows move to another page, their former bytes stay there: `secure_delete`
overwrites the rows that are deleted, not these copies.

It runs as a program of its own, and imports nothing of netkit: where a process closes a file, a
system drops all locks that it has on it, those of its SQLite, too. Whoever starts it keeps others
from writing (`netkit.store.sqlite.leftover_bytes`).
"""

from __future__ import annotations

import mmap
import os
import struct
import sys

TYPE_CHECKING = False  # to import `typing` takes as long as to read 10 MB
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

__all__ = ["UnknownLayoutError", "overwrite_gaps"]

_MAGIC = b"SQLite format 3\0"
_HEADER = struct.Struct(">16xH34xI44x")  # the size of a page, and whether pages are mapped
_LARGEST = 65_536  # which is written as 1 for a page, and as 0 for where its cells begin
#: By the kind of a page (inner or leaf, of an index or a table), how long its header is.
_HEADS = {2: 12, 5: 12, 10: 8, 13: 8}


class UnknownLayoutError(Exception):
    """The file is not laid out as is understood here."""


def overwrite_gaps(file: BinaryIO) -> int:
    """Overwrite the gaps of an open file that hold anything but zeros; return how many they were.

    The first page is left alone: it holds the header, and what tables there are.

    Raises
    ------
    UnknownLayoutError
        It is no SQLite file, or one whose pages are mapped (`auto_vacuum`).
    """
    with _mapped(file) as content:
        gaps = list(_filled_gaps(content, _page_size(content)))
    for start, length in gaps:
        if hasattr(os, "pwrite"):
            os.pwrite(file.fileno(), bytes(length), start)
        else:
            file.seek(start)
            file.write(bytes(length))
    if gaps:
        file.flush()
        os.fsync(file.fileno())
    return len(gaps)


def _mapped(file: BinaryIO) -> mmap.mmap:
    """Map a file into memory; where a system can do all of it at once, that takes half the time."""
    if sys.platform == "linux":
        flags = mmap.MAP_SHARED | getattr(mmap, "MAP_POPULATE", 0)
        return mmap.mmap(file.fileno(), 0, flags=flags, prot=mmap.PROT_READ)
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _page_size(content: mmap.mmap) -> int:
    if len(content) < _HEADER.size or content[: len(_MAGIC)] != _MAGIC:
        raise UnknownLayoutError("no SQLite file")
    size, mapped = _HEADER.unpack_from(content)
    size = _LARGEST if size == 1 else size
    if mapped or len(content) % size:
        raise UnknownLayoutError("pages are mapped, or the last one is not whole")
    return int(size)


def _filled_gaps(content: mmap.mmap, size: int) -> Iterator[tuple[int, int]]:
    """Yield where each gap begins that is not all zeros, and how long it is."""
    page, zeros = -size, bytes(size)
    heads = bytes(memoryview(content).cast("Q")[:: size // 8])  # the first eight bytes of each page
    for kind, free, cells, begins in struct.iter_unpack(">BHHHx", heads):
        page += size
        if kind not in _HEADS or not page:
            continue
        listed, begins = _HEADS[kind] + 2 * cells, begins or _LARGEST
        # What is freed within the cells lies behind the gap; else it is no page of rows.
        sound = listed < begins <= size and (free == 0 or begins <= free < size)
        if sound and not zeros.startswith(content[page + listed : page + begins]):
            yield page + listed, begins - listed


def main(path: str) -> int:
    """Overwrite the gaps of the file at `path`; return the exit code of the program."""
    try:
        with open(path, "r+b") as file:
            overwrite_gaps(file)
    except (OSError, ValueError, struct.error, UnknownLayoutError):
        return 1  # whoever started it has another way
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
