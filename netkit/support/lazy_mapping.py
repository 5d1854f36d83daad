"""A mapping that reads its values when they are asked for, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

__all__ = ["LazyMapping"]

K = TypeVar("K")
V = TypeVar("V")

_MOST = 1_000


class LazyMapping(Mapping[K, V]):
    """Values by key, read in batches from wherever they are kept, each once.

    Parameters
    ----------
    read : returns the values of some keys; a key that has none is left out.
    order : the keys, in the order in which they are likely to be asked for: a batch is the next
        of them. Iteration gives those that have a value. Another key is read by itself.
    at_once : how many are read together at first; whoever asks for many is given twice as many
        the next time.
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
        self._order = list(order)
        self._place = {key: place for place, key in enumerate(self._order)}
        self._at_once = at_once
        self._known: dict[K, V] = dict(known or {})
        self._asked: set[K] = set(self._known)

    def __getitem__(self, key: K) -> V:
        if key not in self._asked:
            place = self._place.get(key)
            batch = [key]
            if place is not None:
                batch = self._order[place : place + self._at_once]
                self._at_once = max(self._at_once, min(2 * self._at_once, _MOST))
            self.fetch(batch)
        return self._known[key]

    def expect(self, keys: Iterable[K]) -> None:
        """Put these keys behind the order, those that are not in it yet."""
        new = [key for key in dict.fromkeys(keys) if key not in self._place]
        self._place.update((key, place) for place, key in enumerate(new, len(self._order)))
        self._order += new

    def add(self, known: Mapping[K, V]) -> None:
        """Add values that were read elsewhere already."""
        self._known.update(known)
        self._asked.update(known)

    def fetch(self, keys: Iterable[K]) -> None:
        """Read together what is not known yet of these keys, which are about to be asked for."""
        new = [key for key in dict.fromkeys(keys) if key not in self._asked]
        self._asked.update(new)
        if new:
            self._known.update(self._read(new))

    def __contains__(self, key: Any) -> bool:
        try:
            self[key]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[K]:
        return (key for key in self._order if key in self)

    def __len__(self) -> int:
        self.fetch(self._order)
        return sum(1 for _ in self)
