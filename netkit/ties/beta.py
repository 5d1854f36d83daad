"""The Beta distribution in plain Python: shares with their uncertainty, without scipy.

``I_x(a, b)``, the probability that a Beta(a, b) share is below x, by Lentz's continued fraction
(Numerical Recipes §6.4); quantiles by Newton's method on it, inside a bracket that is halved
where a step would leave it.
"""

from __future__ import annotations

import math
from functools import lru_cache

__all__ = ["cdf", "quantile"]

_TINY = 1e-300
_PRECISION = 1e-14


@lru_cache(maxsize=65_536)
def cdf(x: float, a: float, b: float) -> float:
    """Return ``I_x(a, b)``, the probability that a Beta(a, b) variable is at most x.

    >>> round(cdf(0.65, 6, 1), 12) == round(0.65**6, 12)
    True
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast only below the mean
        return 1 - cdf(1 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    log_front += a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta function."""
    c, d = 1.0, 1 / _nonzero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            c, d = _nonzero(1 + term / c), 1 / _nonzero(1 + term * d)
            value *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return value


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


@lru_cache(maxsize=65_536)
def quantile(p: float, a: float, b: float) -> float:
    """Return x such that a Beta(a, b) share is at most x with probability p.

    >>> round(quantile(0.5, 3, 3), 9)
    0.5
    """
    low, high, share = 0.0, 1.0, a / (a + b)
    log_scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    while high - low > 1e-9:
        excess = cdf(share, a, b) - p
        low, high = (share, high) if excess < 0 else (low, share)
        slope = math.exp(
            log_scale + (a - 1) * math.log(share) + (b - 1) * math.log1p(-share)
        )  # the density
        step = excess / slope if slope > _TINY else math.inf
        if abs(step) < 1e-7 and low < share - step < high:  # the error left is about its square
            return share - step
        share = share - step if low < share - step < high else (low + high) / 2
    return (low + high) / 2
