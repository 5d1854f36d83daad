"""Columns of ids and of evidence that are looked up only when a row is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from netkit.ties.outlook import TOO_FEW
from netkit.ties.rhythm import Rhythm, rhythm_words

if TYPE_CHECKING:
    from netkit.ties.contact_days import Floats, Ints
    from netkit.ties.network import Network

__all__ = ["Latest", "Lookup", "RhythmWords"]


class Lookup(Sequence[Any]):
    """Values, such as the ids of people, at given positions."""

    def __init__(self, values: Sequence[Any], positions: Ints) -> None:
        self._values = values
        self._positions = positions

    def __len__(self) -> int:
        return len(self._positions)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Lookup(self._values, self._positions[place])
        return self._values[self._positions[place]]


class RhythmWords(Sequence[str]):
    """The rhythm of each tie in words.

    low, high, counts : the middle half of the gaps in days, NaN for too few to say; how many.
    """

    def __init__(self, low: Floats, high: Floats, counts: Floats) -> None:
        self._columns = low, high, counts

    def __len__(self) -> int:
        return len(self._columns[0])

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return RhythmWords(*(column[place] for column in self._columns))
        low, high, count = (float(column[place]) for column in self._columns)
        if low != low:  # NaN
            return TOO_FEW
        return rhythm_words(Rhythm(low, low, high, int(count), 0.0))


class Latest(Sequence[tuple[int, ...]]):
    """The caller's rows of the latest events of each tie, newest first."""

    def __init__(self, net: Network, order: Ints, count: int = 3) -> None:
        import numpy as np

        start = np.searchsorted(net.tie, np.arange(net.n_ties + 1))
        self._rows = net.row
        self._high = start[1:][order]
        self._low = np.maximum(start[:-1][order], self._high - count)

    def __len__(self) -> int:
        return len(self._high)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[row] for row in range(*place.indices(len(self)))]
        return tuple(self._rows[self._low[place] : self._high[place]][::-1].tolist())
