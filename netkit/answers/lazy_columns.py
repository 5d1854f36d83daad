"""Columns of ids and of evidence that are looked up only when a row is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netkit.ties.contact_days import Ints
    from netkit.ties.network import Network

__all__ = ["Latest", "Lookup"]


class Lookup(Sequence[Any]):
    """Values, such as the ids of people, at given positions."""

    def __init__(self, values: Sequence[Any], positions: Ints) -> None:
        self._values = values
        self._positions = positions

    def __len__(self) -> int:
        return len(self._positions)

    def __getitem__(self, place: Any) -> Any:
        return self._values[self._positions[place]]


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
        return tuple(self._rows[self._low[place] : self._high[place]][::-1].tolist())
