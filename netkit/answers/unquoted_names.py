"""Names typed without quotes: where a line of words can only mean one thing."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from netkit.answers.name_lookup import matching
from netkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netkit.store.port import Store

__all__ = ["split_names"]

#: No name is looked for in more words than these: "Maria da Conceição dos Santos at Acme".
_LONGEST = 7


def split_names(store: Store, words: Sequence[str], names: int, *, text: bool) -> list[str]:
    """Return words typed without quotes as `names` names and, with `text`, what follows them.

    As many words as parts are taken as they are. Of more, each way to split them is tried in
    which every name means one person; of those that mean the same people the longest names win.

    Raises
    ------
    UsageError
        No split, or splits of different people, can be meant.
    """
    parts = names + int(text)
    if len(words) <= parts:
        return list(words)
    meant: dict[str, str | None] = {}
    readings: dict[tuple[str, ...], list[str]] = {}
    for split in _splits(words, parts):
        people = [_person(store, name, meant) for name in split[:names]]
        whole = tuple(person for person in people if person is not None)
        if len(whole) == names:
            readings[whole] = split  # later ones have longer names
    if len(readings) == 1:
        return next(iter(readings.values()))
    typed = " ".join(words)
    trouble = "can mean different people" if readings else "names nobody for certain"
    raise UsageError(f'“{typed}” {trouble}; put each name in quotes: "Ann Lee"')


def _splits(words: Sequence[str], parts: int) -> Iterator[list[str]]:
    """Yield the ways to split words into parts, shorter first names first."""
    for cuts in combinations(range(1, len(words)), parts - 1):
        bounds = list(pairwise([0, *cuts, len(words)]))
        if all(end - start <= _LONGEST for start, end in bounds[:-1]):
            yield [" ".join(words[start:end]) for start, end in bounds]


def _person(store: Store, name: str, meant: dict[str, str | None]) -> str | None:
    """Return the id of the only person a name means; each name is looked up once."""
    if name not in meant:
        people = [] if name.lower() == "me" else matching(store, name)
        meant[name] = "me" if name.lower() == "me" else people[0].id if len(people) == 1 else None
    return meant[name]
