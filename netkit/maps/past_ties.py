"""The past of many ties at once: their strengths on past days, their contacts by period."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from netkit.ties import strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    #: The day of a contact, and the weight of the day out and in.
    ContactDay: TypeAlias = tuple[float, float, float]

__all__ = ["ContactDay", "past_strengths", "tie_histories", "unanswered_days"]


def past_strengths(
    ties: Sequence[Sequence[ContactDay]], past: Sequence[int]
) -> list[tuple[float, ...]]:
    """Return the strengths of each tie that an ``--as-of`` of past days shows.

    Parameters
    ----------
    ties : the contact-days of each.
    past : the past days.

    Returns
    -------
    For each tie a strength for each past day, 0 to 100, one decimal.
    """
    import numpy as np

    tie, rows = _columns(ties)
    weights = rows[:, 1:].max(axis=1, initial=0.0)
    powers = strength.log_sum(1.0, rows[:, 0])
    shown = []
    for day in past:
        past_rows = rows[:, 0] <= day  # later ones would overflow
        left = weights[past_rows] * strength.strength(powers[past_rows], day, exp=np.exp)
        shown.append(strength.shown(np.bincount(tie[past_rows], left, len(ties))).round(1))
    return list(zip(*(column.tolist() for column in shown), strict=True)) or [()] * len(ties)


def tie_histories(
    ties: Sequence[Sequence[ContactDay]], past: Sequence[int]
) -> list[tuple[tuple[int, int], ...]]:
    """Return the days on which either side of each tie reached out, by period.

    A period lies before each past day, and one since the last. The first is as long as the second;
    what was before it is not counted. Empty for a tie without contact.
    """
    import numpy as np

    if len(past) < 2:
        return [()] * len(ties)
    tie, rows = _columns(ties)
    recent = rows[:, 0] > 2 * past[0] - past[1]
    tie, rows = tie[recent], rows[recent]
    periods = len(past) + 1
    place = tie * periods + np.searchsorted(past, rows[:, 0], side="left")
    sides = [
        np.bincount(place[rows[:, side] > 0], minlength=len(ties) * periods)
        .reshape(-1, periods)
        .tolist()
        for side in (1, 2)
    ]
    return [
        tuple(zip(mine, theirs, strict=True)) if days else ()
        for days, mine, theirs in zip(ties, *sides, strict=True)
    ]


def unanswered_days(
    ties: Sequence[Sequence[ContactDay]], past: Sequence[int]
) -> list[list[tuple[int, int]]]:
    """Return on how many days the other wrote, of ties in which the owner never had by then.

    Parameters
    ----------
    ties : the contact-days of each.
    past : the past days.

    Returns
    -------
    For each past day, (number of the tie, days in) of each such tie.
    """
    import numpy as np

    tie, rows = _columns(ties)
    day, out, in_ = rows.T
    unanswered = []
    for until in past:
        past_days = day <= until
        written = np.bincount(tie[past_days & (out > 0)], minlength=len(ties)) > 0
        days_in = np.bincount(tie[past_days & (in_ > 0)], minlength=len(ties))
        waiting = np.flatnonzero(~written & (days_in > 0))
        unanswered.append(list(zip(waiting.tolist(), days_in[waiting].tolist(), strict=True)))
    return unanswered


def _columns(
    ties: Sequence[Sequence[ContactDay]],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the number of the tie of each contact-day, and the contact-days, (n, 3)."""
    import numpy as np

    tie = np.repeat(np.arange(len(ties)), [len(days) for days in ties])
    rows = np.fromiter(chain.from_iterable(chain.from_iterable(ties)), np.float64, 3 * len(tie))
    return tie, rows.reshape(-1, 3)
