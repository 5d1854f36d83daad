"""The probability that two of the owner's people know each other, from what they took part in.

Of `n` people who took part in something, the owner among them, any two know each other with
``logit p = a - b · ln(n - 1)``; a mail that one of the two wrote says more, by 1.46:

=======  ====  ====  =====  ======  ======
kind        a     b  n = 3  n = 10  n = 20
=======  ====  ====  =====  ======  ======
wrote    2.06  0.35   0.86    0.78    0.74
meeting  1.60  0.80   0.74    0.46    0.32
thread   0.60  0.35   0.59    0.46    0.39
mail     0.60  0.35   0.59    0.46    0.39
=======  ====  ====  =====  ======  ======

Mails are fitted to mail logs, leaving out the one that was scored, meetings to encounters in one
office (`python -m benchmarks.quality.acquaintance`); threads and chats are a judgement: as mails.
Above twenty people nothing is said. Further days of the same kind add next to nothing in any log,
so the best piece of each kind counts once; a second kind counts half, a judgement, since two
kinds are not independent. What is inferred stays below the word of somebody who knows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "INFERRED_MOST",
    "LARGEST_GROUP",
    "TOLD",
    "Presence",
    "co_presence",
    "co_worker",
    "combined",
]

#: In what two people took part together. ``wrote``: one of them sent it to the other.
Presence = Literal["wrote", "meeting", "thread", "mail"]

#: Participants, the owner among them; of more nothing was measured.
LARGEST_GROUP = 20
#: How surely two people know each other of whom somebody says so, or a source lists contacts.
TOLD = 0.95
#: However much points to it, unless somebody says so.
INFERRED_MOST = 0.9

_LEVEL: dict[Presence, float] = {"wrote": 2.06, "meeting": 1.6, "thread": 0.6, "mail": 0.6}
_SLOPE: dict[Presence, float] = {"wrote": 0.35, "meeting": 0.8, "thread": 0.35, "mail": 0.35}
_FURTHER = 0.5  # of what a second kind of evidence would say if it were independent

#: That two who worked at one employer at one time know each other: a judgement, for as many
#: people as this of whom the owner knows; of more, the less surely the more there are.
_SAME_EMPLOYER, _SMALL = 0.6, 10
_LARGEST_EMPLOYER = 100  # of more, an employer in common says nothing


def co_presence(group_size: int, kind: Presence) -> float:
    """Return the probability that two people of a group know each other, from it alone.

    Parameters
    ----------
    group_size : all who took part, the owner among them
    kind : what they took part in

    Returns
    -------
    float
        0 for fewer than three and for more than `LARGEST_GROUP`.

    >>> round(co_presence(3, "mail"), 2), round(co_presence(3, "wrote"), 2), co_presence(21, "mail")
    (0.59, 0.86, 0.0)
    """
    if not 3 <= group_size <= LARGEST_GROUP:
        return 0.0
    logit = _LEVEL[kind] - _SLOPE[kind] * math.log(group_size - 1)
    return 1 / (1 + math.exp(-logit))


def co_worker(people: int) -> float:
    """Return the probability that two who shared an employer and some time there know each other.

    people : how many there the owner knows; 0 where that is not known.

    >>> co_worker(3), co_worker(20), co_worker(101)
    (0.6, 0.3, 0.0)
    """
    if people > _LARGEST_EMPLOYER:
        return 0.0
    return _SAME_EMPLOYER * min(1.0, _SMALL / max(people, 1))


def combined(pieces: Iterable[tuple[str, float, bool]]) -> float:
    """Return the probability that two people know each other from all that is known of them.

    Parameters
    ----------
    pieces : each the kind of evidence, the probability from it alone, and whether it was seen
        (somebody says so) rather than inferred.

    Ten mails say what the best of them says; a meeting besides says a little more:

    >>> combined([("mail", 0.5, False)] * 10), combined([])
    (0.5, 0.0)
    >>> combined([("mail", 0.5, False), ("meeting", 0.6, False)])  # 1 - 0.4 · (1 - 0.5/2)
    0.7
    """
    best: dict[str, float] = {}
    evident = False
    for kind, probability, is_evident in pieces:
        best[kind] = max(best.get(kind, 0.0), min(max(probability, 0.0), 1.0))
        evident = evident or is_evident
    if not best:
        return 0.0
    first, *further = sorted(best.values(), reverse=True)
    missed = (1 - first) * math.prod(1 - _FURTHER * probability for probability in further)
    return 1 - missed if evident else min(1 - missed, INFERRED_MOST)
