"""A mapping that reads its values when they are asked for, some at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

__all__ = ["Shelf"]

K = TypeVar("K")
V = TypeVar("V")


class Shelf(Mapping[K, V]):
    """Values by key, read in batches from wherever they are kept, each once.

    Parameters
    ----------
    read : returns the values of some keys; a key that has none is left out.
    order : the keys, in the order in which they are likely to be asked for: a batch is the next
        of them. They are taken from it as far as a batch reaches. Iteration gives all of these
        and reads nothing. Another key is read by itself.
    at_once : how many are read together.
    known : what was read already.
    """

    def __init__(
        self,
        read: Callable[[Collection[K]], Mapping[K, V]],
        order: Iterable[K] = (),
        at_once: int = 32,
        known: Mapping[K, V] | None = None,
    ) -> None:
        self._read = read
        self._ahead = iter(order)
        self._order: list[K] = []
        self._place: dict[K, int] = {}
        self._reached = 0
        self._at_once = at_once
        self._known: dict[K, V] = dict(known or {})
        self._asked: set[K] = set(self._known)

    def __getitem__(self, key: K) -> V:
        if key not in self._asked:
            self._look_ahead(self._reached + self._at_once)
            place = self._place.get(key)
            if place is not None:
                self._reached = max(self._reached, place + 1)
                self._look_ahead(place + self._at_once)
            some = [key] if place is None else self._order[place : place + self._at_once]
            new = [one for one in some if one not in self._asked]
            self._asked.update(new)
            self._known.update(self._read(new))
        return self._known[key]

    def _look_ahead(self, count: float) -> None:
        """Take keys from the order until there are so many."""
        while len(self._order) < count:
            try:
                key = next(self._ahead)
            except StopIteration:
                return
            self._place[key] = len(self._order)
            self._order.append(key)

    def __contains__(self, key: Any) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[K]:
        self._look_ahead(math.inf)
        return iter(self._order)

    def __len__(self) -> int:
        self._look_ahead(math.inf)
        return len(self._order)
