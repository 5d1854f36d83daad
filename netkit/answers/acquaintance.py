"""Who knows whom: the one place that says how surely two people know each other.

By evidence, by contact between them that a source lists, or because they were at one employer at
one time. `introduce`, `reach`, `network` and the map ask here. Co-workers are inferred from jobs
where two people are compared or a way is looked for; nobody draws a line between any two of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.model.events import Acquaintance
    from netkit.model.history import Recorded

__all__ = [
    "LARGEST_EMPLOYER", "SAME_EMPLOYER", "acquaintance_probability", "coworker_probability",
]  # fmt: skip

_INFERRED_MOST = 0.9  # of all inferred evidence together: below the word of somebody who knows
#: That two people who worked at one employer at one time know each other; a judgement.
SAME_EMPLOYER = 0.6
#: Of so many people there whom the owner knows, any two still know each other so surely; of more,
#: the less surely the more there are. Beyond the last it says nothing.
_SMALL_EMPLOYER, LARGEST_EMPLOYER = 10, 100


def acquaintance_probability(
    evidence: Iterable[Recorded[Acquaintance]], contact_days: int = 0
) -> float:
    """Return the probability that two people know each other: one minus every miss.

    Pieces of evidence are taken as independent; inferred ones never pass 0.9 together. Contact
    between the two that a source lists leaves no doubt.

    >>> acquaintance_probability([]), acquaintance_probability([], contact_days=1)
    (0.0, 1.0)
    """
    if contact_days:
        return 1.0
    missed, seen = 1.0, False
    for acquaintance in evidence:
        missed *= 1.0 - min(max(acquaintance.event.weight, 0.0), 1.0)
        seen = seen or acquaintance.event.seen
    return 1.0 - missed if seen else min(1.0 - missed, _INFERRED_MOST)


def coworker_probability(people: int) -> float:
    """Return the probability that two co-workers know each other, by the size of their employer.

    people : how many the owner knows who work or worked there.

    >>> coworker_probability(2), coworker_probability(20), coworker_probability(101)
    (0.6, 0.3, 0.0)
    """
    if people > LARGEST_EMPLOYER:
        return 0.0
    return SAME_EMPLOYER * min(1.0, _SMALL_EMPLOYER / max(people, 1))
