"""Rows put aside while a file is read: in memory while they are few, on disk when they are many.

The file has no name and goes with the process, so that nothing of a killed import stays behind.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Generic, TypeVar

from netkit.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Aside"]

R = TypeVar("R")

_CHUNK = 4_096  # rows held in memory: a megabyte or two of messages


class Aside(Generic[R]):
    """Plain values, appended one by one and gone through any number of times, in their order."""

    def __init__(self) -> None:
        self._rows: list[R] = []
        self._file: IO[bytes] | None = None
        self._places: list[tuple[int, int]] = []

    def __del__(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        """Return how many rows were appended."""
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
        import pickle

        for start, size in list(self._places):
            assert self._file is not None  # noqa: S101 — there are places only once there is a file
            self._file.seek(start)
            yield pickle.loads(self._file.read(size))  # noqa: S301 — written by this process alone
        if self._rows:
            yield list(self._rows)

    def _put_by(self) -> None:
        import pickle
        import tempfile  # 5 ms, and most commands write a line or two

        data = pickle.dumps(self._rows, pickle.HIGHEST_PROTOCOL)
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 — lives as long
            start = self._file.seek(0, 2)
            self._file.write(data)
        except OSError as error:
            raise StoreError(
                f"no room for what is being read in {tempfile.gettempdir()}"
                f" ({error.strerror or error}); free some space or set TMPDIR"
            ) from error
        self._places.append((start, len(data)))
        self._rows.clear()
