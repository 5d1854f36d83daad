"""The future of a map: what is left of each tie if nobody writes."""

from __future__ import annotations

from math import exp2

from netkit.ties.strength import HALF_LIFE_DAYS

__all__ = ["HALF_LIFE_DAYS", "MONTHS_AHEAD", "later", "months_ahead"]

MONTHS_AHEAD = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 24)
DAYS_PER_MONTH = 365.25 / 12


def months_ahead() -> tuple[int, ...]:
    """Return the days after today at which a map shows the future."""
    return tuple(round(months * DAYS_PER_MONTH) for months in MONTHS_AHEAD)


def later(strength: float, days: float) -> float:
    """Return the strength (0 to 100) that is left after so many days without contact.

    The strength shown is ``100*S/(1+S)``; S halves every :data:`HALF_LIFE_DAYS`.

    Examples
    --------
    >>> later(50.0, 120)  # S = 1 becomes 1/2
    33.33333333333333
    """
    if strength >= 100.0:
        return 100.0
    contacts = strength / (100.0 - strength) * exp2(-days / HALF_LIFE_DAYS)
    return 100.0 * contacts / (1.0 + contacts)
