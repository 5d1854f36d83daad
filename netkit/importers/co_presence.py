"""Infer acquaintances between contacts: one model for threads, mails and meetings.

Two people who both took part in something with `n` participants (the owner among them) know each
other with the probability ``base(kind) / (n - 2)``, from this evidence alone: the more people
there are, the less it says about any two of them. ``1 / (n - 2)`` follows Newman's weight for
collaborations of `n` authors [1]_, less the owner, who is always there. The bases are judgements,
not fitted: a meeting has both in one room; a sender knows the address they write to; two addressees
need only be known to a third person.

==========  ====  =====  =====  ======
kind        base  n = 3  n = 6  n = 10
==========  ====  =====  =====  ======
wrote        0.8   0.80   0.20    0.10
meeting      0.6   0.60   0.15    0.08
thread       0.5   0.50   0.12    0.06
mail         0.4   0.40   0.10    0.05
==========  ====  =====  =====  ======

Above ten participants it says nothing. Evidence counts once for a pair, a day and a kind and size
of group: it is dated at the start of its UTC day, so that it is one event however often it is seen
and in whatever order the files come.

References
----------
.. [1] M. E. J. Newman, "Scientific collaboration networks. II", Phys. Rev. E 64, 016132 (2001).
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from netkit.model.events import Acquaintance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.model.people import PersonId

__all__ = ["LARGEST_GROUP", "Presence", "acquaintances", "co_presence"]

#: In what two people took part together. ``wrote``: one of them sent it to the other.
Presence = Literal["wrote", "meeting", "thread", "mail"]

#: Participants, the owner among them; above it there are too many pairs that say too little.
LARGEST_GROUP = 10

_BASE: dict[str, float] = {"wrote": 0.8, "meeting": 0.6, "thread": 0.5, "mail": 0.4}
_SAID: dict[str, str] = {
    "wrote": "one wrote to the other in a mail among {} people",
    "meeting": "both at a meeting of {} people",
    "thread": "both in a conversation of {} people",
    "mail": "both addressed in a mail among {} people",
}


def co_presence(group_size: int, kind: Presence) -> float:
    """Return the probability that two people of a group know each other, from it alone.

    Parameters
    ----------
    group_size : all who took part, the owner among them
    kind : what they took part in

    Returns
    -------
    float
        ``base / (group_size - 2)``; 0 for fewer than three and for more than `LARGEST_GROUP`.

    >>> co_presence(3, "thread"), co_presence(7, "thread"), co_presence(11, "thread")
    (0.5, 0.1, 0.0)
    """
    if not 3 <= group_size <= LARGEST_GROUP:
        return 0.0
    return _BASE[kind] / (group_size - 2)


def acquaintances(
    at: datetime,
    others: Iterable[PersonId],
    kind: Presence,
    *,
    sender: PersonId | None = None,
    source: str = "",
) -> Iterator[Acquaintance]:
    """Yield an acquaintance for each two people of one group, with its probability.

    Parameters
    ----------
    others : who took part, **without the owner** and without anybody unknown; repeats are ignored
    kind : what they took part in
    sender : the one of `others` who wrote a mail: they know those they wrote to
    """
    people = sorted(set(others))
    size = len(people) + 1
    if co_presence(size, kind) == 0.0:
        return
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for a, b in combinations(people, 2):
        presence: Presence = "wrote" if sender in (a, b) else kind
        yield Acquaintance(
            day, a, b, _SAID[presence].format(size), co_presence(size, presence), source=source
        )
