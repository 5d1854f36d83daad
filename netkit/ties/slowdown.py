"""The pace of a tie: a gap drawn to that of all ties, and how fast it is at its own half-life.

``A = Σ 2^(−(now − day) / H)`` with a half-life made to the tie's own measure,
``H = clip(5 · ĝ, h/16, 4h)``, a day at least; low ``A`` means a regular tie is slowing down. The
usual gap ĝ is the geometric mean of its gaps, drawn towards that of all ties as if by five gaps
more, so that a tie with two gaps does not pretend to a measure. It ranks ties by how much they slow
down and is a feature of the lapse model; what is usual, and who is named, says
`netkit.ties.rhythm` and `netkit.ties.outlook`. Every function takes floats or arrays.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from netkit.ties.elementwise import at_least, at_most
from netkit.ties.strength import HORIZON_DAYS, Real

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "ENOUGH_DAYS",
    "alert",
    "half_life",
    "log_gaps",
    "momentum",
    "pace",
    "typical_gap",
]

ENOUGH_DAYS = 5  # contact-days before a tie has a rhythm to speak of
_PRIOR_GAPS = 5  # the typical gap of all ties weighs as much as this many own gaps
_DAY = 1.0
_LN2 = math.log(2)
_FORGOTTEN = 2.0**-1000  # centuries of silence are no error: the logarithm stays a number


def log_gaps(days: Iterable[float]) -> list[float]:
    """Return ``ln(gap in days)`` between successive contact-days, given in any order.

    >>> [round(math.exp(gap), 12) for gap in log_gaps([10, 3, 24])]
    [7.0, 14.0]
    """
    ordered = sorted(set(days))
    return [math.log(later - day) for day, later in pairwise(ordered)]


def typical_gap(
    gap_count: Real,
    sum_log_gap: Real,
    mean_log_gap: float,
    exp: Callable[[Any], Any] = math.exp,
) -> Real:
    """Return ĝ in days: ``ln ĝ = (Σ ln gap + 5 · mean ln gap of all ties) / (m + 5)``.

    Five gaps of 8 days where ties in general have gaps of 2 days:

    >>> round(typical_gap(5, 5 * math.log(8), math.log(2)), 12)
    4.0
    """
    return exp((sum_log_gap + _PRIOR_GAPS * mean_log_gap) / (gap_count + _PRIOR_GAPS))


def half_life(gap: Real, horizon: float = HORIZON_DAYS) -> Real:
    """Return ``H = clip(5 · gap, h/16, 4h)``, the tie's own half-life in days; one at least.

    Within a day nothing slows down: the nights of a log counted in hours are not a silence.

    >>> half_life(7.0), half_life(0.1), half_life(365.0)
    (35.0, 3.75, 240.0)
    """
    return at_most(at_least(5 * gap, max(horizon / 16, _DAY)), 4 * horizon)


def pace(days: Iterable[float], now: float, half_life: float) -> float:
    """Return ``A``: the tie's contact-days as remembered at its own half-life.

    >>> pace([0, 35, 70], now=70, half_life=35.0)
    1.75
    """
    return math.fsum(math.exp2((day - now) / half_life) for day in days if day <= now)


def alert(pace: Real, odds: Real = 1.0) -> Real:
    """Return the alert score ``o / (o + A)``, in (0, 1]: the higher, the more it slows down.

    The odds `o` of lapse sharpen it where the network around the tie tells them (AUC .74 for .73
    without, over three development logs); 1 leaves the tie's own rhythm to speak.

    >>> alert(3.0), alert(3.0, odds=3.0)
    (0.25, 0.5)
    """
    return odds / (odds + pace)


def momentum(
    pace: Real,
    gap: Real,
    half_life: Real,
    age: Real,
    log: Callable[[Any], Any] = math.log,
) -> Real:
    """Return the momentum of a tie, in doublings: 0 its usual pace, −1 half of it, 1 twice.

    ``log2(A / A₀)`` with ``A₀ = H / (ĝ ln 2) · (1 − 2^(−(age + ĝ) / H))``, what contacts every
    ĝ days over the tie's `age` (days since the first one) would have left.

    Ten years of weekly contacts, the last 3.5 days ago, then four weeks of nothing:

    >>> weeks = [7 * week for week in range(521)]
    >>> abs(momentum(pace(weeks, 3643.5, 35.0), 7.0, 35.0, 3643.5)) < 0.01
    True
    >>> round(momentum(pace(weeks, 3671.5, 35.0), 7.0, 35.0, 3671.5), 2)
    -0.8
    """
    usual = half_life / (gap * _LN2) * (1 - 2.0 ** (-(age + gap) / half_life))
    return log(at_least(pace / usual, _FORGOTTEN)) / _LN2
