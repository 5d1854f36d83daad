"""Acquaintances that follow from what people took part in together: threads, mails, meetings.

How surely two of a group know each other, says `netkit.ties.acquaintance`; here it becomes an
event. Evidence counts once for a pair, a day and a kind and size of group: it is dated at the start
of its UTC day, so that it is one event however often it is seen and in whatever order the files
come.
"""

from __future__ import annotations

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
#: Pairs remembered by a filter: what is forgotten is said once more, and changes no figure.
_REMEMBERED = 200_000


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
        #: By the hash of a pair, shorter than its ids: a mailbox has a hundred thousand pairs.
        self._best: dict[int, tuple[datetime, float]] = {}

    def news(self, evidence: Iterable[Acquaintance]) -> Iterator[Acquaintance]:
        """Yield the evidence, of one source, that says more than what came before, or earlier."""
        shared: dict[tuple[datetime, float], tuple[datetime, float]] = {}  # by all pairs of a mail
        for piece in evidence:
            pair = hash((piece.a, piece.b))
            at, weight = self._best.get(pair, (piece.at, 0.0))
            if at <= piece.at and weight >= piece.weight:
                continue
            if piece.weight >= weight:
                if len(self._best) >= _REMEMBERED:
                    self._best.clear()
                best = piece.at, piece.weight
                self._best[pair] = shared.setdefault(best, best)
            yield piece
