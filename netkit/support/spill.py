"""Rows put aside while a file is read: in memory while they are few, on disk when they are many.

The file has no name and goes with the process, so that nothing of a killed import stays behind.
"""

from __future__ import annotations

import errno
import os
from typing import IO, TYPE_CHECKING, Generic, TypeVar

from netkit.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Aside", "Scratch"]

R = TypeVar("R")

_CHUNK = 4_096  # rows held in memory: a megabyte or two of messages


class Scratch:
    """A file without a name, made when something is first written to it."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def __del__(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def put(self, data: bytes) -> tuple[int, int]:
        """Write `data` behind the rest; return where it lies.

        Raises
        ------
        StoreError
            The disk is full.
        """
        import tempfile  # 5 ms, and most commands write a line or two

        from netkit.support.scratch_folders import temporary_folder

        folder = temporary_folder()
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(  # noqa: SIM115 — lives as long
                    buffering=0, dir=folder
                )
            start = self._file.seek(0, 2)
            if self._file.write(data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise StoreError(
                f"no room for what is being read in {folder}"
                f" ({error.strerror or error}); free some space or set TMPDIR"
            ) from error
        return start, len(data)

    def get(self, place: tuple[int, int]) -> bytes:
        """Return the bytes that lie at a place that `put` gave."""
        assert self._file is not None  # noqa: S101 — there are places only once there is a file
        self._file.seek(place[0])
        return self._file.read(place[1])


class Aside(Generic[R]):
    """Plain values, appended one by one and gone through any number of times, in their order.

    A row is a tuple of numbers, texts, bytes, True and False, or of tuples and dicts of them.
    """

    def __init__(self) -> None:
        self._rows: list[R] = []
        self._scratch = Scratch()
        self._places: list[tuple[int, int]] = []

    def __len__(self) -> int:
        """Return the number of rows that were appended."""
        return len(self._places) * _CHUNK + len(self._rows)

    def __iter__(self) -> Iterator[R]:
        """Yield every row."""
        for chunk in self.chunks():
            yield from chunk

    def append(self, row: R) -> None:
        """Put a row behind the others.

        Raises
        ------
        StoreError
            The disk is full.
        """
        self._rows.append(row)
        if len(self._rows) == _CHUNK:
            self._put_by()

    def chunks(self) -> Iterator[list[R]]:
        """Yield the rows, some thousand at a time; several may go through them at once."""
        import marshal

        for place in list(self._places):
            yield marshal.loads(self._scratch.get(place))  # noqa: S302 — written by this process
        if self._rows:
            yield list(self._rows)

    def _put_by(self) -> None:
        import marshal  # a fifth of pickle's time, and rows are plain values

        self._places.append(self._scratch.put(marshal.dumps(self._rows)))
        self._rows.clear()
