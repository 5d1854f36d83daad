"""Acquaintances that follow from what people took part in together: threads, mails, meetings.

How surely two of a group know each other, says `netkit.ties.acquaintance`; here it becomes an
event. Evidence counts once for a pair, a day and a kind and size of group: it is dated at the start
of its UTC day, so that it is one event however often it is seen and in whatever order the files
come.
"""

from __future__ import annotations

from array import array
from datetime import UTC, datetime
from itertools import combinations
from typing import TYPE_CHECKING

from netkit.model.events import Acquaintance
from netkit.ties.acquaintance import LARGEST_GROUP, Presence, co_presence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.model.people import PersonId

__all__ = ["LABEL", "LARGEST_GROUP", "EvidenceFilter", "acquaintances"]

#: What stands between evidence and the title of its conversation, which may be changed.
LABEL = ", “"

_TEXTS: dict[Presence, str] = {
    "wrote": "one wrote to the other in a mail among {} people",
    "meeting": "both at a meeting of {} people",
    "thread": "both in a conversation of {} people",
    "mail": "both addressed in a mail among {} people",
}
#: Places for pairs in a filter, a power of two: 4 MiB. What is forgotten when they are full is said
#: once more, and changes no figure.
_PLACES = 1 << 18
#: A probability as a whole number, and what it stays below.
_WHOLE, _WHOLES = 1 << 30, 1 << 31


def acquaintances(
    at: datetime,
    others: Iterable[PersonId],
    kind: Presence,
    *,
    sender: PersonId | None = None,
    source: str = "",
    title: str = "",
) -> Iterator[Acquaintance]:
    """Yield an acquaintance for each two people of one group, with its probability.

    Parameters
    ----------
    others : who took part, **without the owner** and without anybody unknown; repeats are ignored
    kind : what they took part in
    sender : the one of `others` who wrote a mail: they know those they wrote to
    title : what the conversation is called; it tells what the evidence is
    """
    people = sorted(set(others))
    size = len(people) + 1
    if co_presence(size, kind) == 0.0:
        return
    label = f"{LABEL}{title}”" if title else ""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for a, b in combinations(people, 2):
        presence: Presence = "wrote" if sender in (a, b) else kind
        yield Acquaintance(
            day,
            a,
            b,
            _TEXTS[presence].format(size) + label,
            co_presence(size, presence),
            source=source,
        )


class EvidenceFilter:
    """Leaves out evidence that adds nothing: as much was seen of the pair before its day.

    A mail to twenty people is evidence of 171 pairs; a hundred such mails are evidence of no more.
    On whatever day the network is looked at, the best piece of each pair by then is there.
    """

    def __init__(self) -> None:
        self._best = _PairValues()

    def news(self, evidence: Iterable[Acquaintance]) -> Iterator[Acquaintance]:
        """Yield the evidence, of one source, that says more than what came before, or earlier."""
        for piece in evidence:
            pair, day = hash((piece.a, piece.b)), piece.at.toordinal()
            weight = round(piece.weight * _WHOLE)
            best_day, best = divmod(self._best.get(pair) or day * _WHOLES, _WHOLES)
            if best_day <= day and best >= weight:
                continue
            if weight >= best:
                self._best.put(pair, day * _WHOLES + weight)
            yield piece


class _PairValues:
    """A number for each of many pairs, by its hash: 16 bytes a place, where a dict takes 100.

    Open addressing in two arrays; when they are full and as long as they may be, all is forgotten.
    """

    def __init__(self) -> None:
        self._make(1 << 8)

    def get(self, pair: int) -> int:
        """Return a pair's number; 0 where it has none."""
        return self._values[self._place(pair)]

    def put(self, pair: int, value: int) -> None:
        """Set a pair's number, which is not 0."""
        place = self._place(pair)
        if not self._values[place]:
            if 4 * self._filled >= 3 * len(self._values):
                self._grow()
                place = self._place(pair)
            self._filled += 1
            self._pairs[place] = pair
        self._values[place] = value

    def _place(self, pair: int) -> int:
        pairs, values, last = self._pairs, self._values, len(self._values) - 1
        place = pair & last
        while values[place] and pairs[place] != pair:
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        stored = [*zip(self._pairs, self._values, strict=True)] if len(self) < _PLACES else []
        self._make(min(2 * len(self), _PLACES))
        for pair, value in stored:
            if value:
                self.put(pair, value)

    def __len__(self) -> int:
        return len(self._values)

    def _make(self, places: int) -> None:
        self._pairs = array("q", bytes(8 * places))
        self._values = array("q", bytes(8 * places))
        self._filled = 0
