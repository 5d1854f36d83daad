"""Strength of a tie: contacts that fade with time (SCIENCE: tie decay).

``S = Σ over contact-days w · 2^(−(now − day) / half_life)``, the tie-decay network of
Ahmad, Porter & Beguerisse-Díaz (2021), over *contact-days*: several messages on one day are
one contact, which predicts better than raw counts (Ureña-Carrion et al. 2020).

The sum is kept as its forward-decayed logarithm ``ls = ln Σ w · 2^(day / half_life)``: it does
not change as time passes, two of them merge in any order, and ranks by strength are ranks
by ``ls``. Every function takes floats or arrays; pass ``exp=numpy.exp`` for arrays.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "BANDS",
    "HALF_LIFE_DAYS",
    "HORIZON_DAYS",
    "NOTABLE_POINTS",
    "Real",
    "band",
    "log_strength",
    "log_sum",
    "saturated",
    "shown",
    "strength",
]

Real: TypeAlias = Any  # a float, or a numpy array of floats

HORIZON_DAYS = 60.0  # the period that "soon" means unless the caller says otherwise
HALF_LIFE_DAYS = 2 * HORIZON_DAYS  # twice the horizon predicted best, see docs/science.md

#: Points of strength, of 100, below which a change is the noise of a message more or less.
NOTABLE_POINTS = 10.0

_LN2 = math.log(2)

# The layers of a personal network by rank (Dunbar 1998; Zhou et al. 2005): about 5, 15, 50, 150.
_LAYERS = ((5, "closest"), (15, "close"), (50, "good"), (150, "active"))
#: The words for how close somebody is, the closest first.
BANDS = (*(name for _, name in _LAYERS), "distant", "faint")
_FAINT = 0.05  # one contact-day more than four half-lives ago


def log_strength(
    days: Iterable[float],
    weights: Iterable[float] | None = None,
    half_life: float = HALF_LIFE_DAYS,
) -> float:
    """Return ``ln Σ w · 2^(day / half_life)`` of a tie's contact-days; −inf for none.

    Parameters
    ----------
    days : contact-days, in days since 1970, each once.
    weights : their weights (1 each); a contact shared among many people may weigh less.
    half_life : days in which a contact loses half its say.
    """
    dated = list(days)
    if not dated:
        return -math.inf
    shares = [1.0] * len(dated) if weights is None else weights
    # Seen from the last of them no power overflows, and those that vanish are worth nothing.
    last, rate, exp = max(dated), _LN2 / half_life, math.exp
    left = [share * exp(rate * (day - last)) for day, share in zip(dated, shares, strict=True)]
    return rate * last + math.log(math.fsum(left))


def strength(
    log_sum: Real,
    now: Real,
    half_life: float = HALF_LIFE_DAYS,
    exp: Callable[[Any], Any] = math.exp,
) -> Real:
    """Return S at day `now`, the expected number of contact-days still in memory.

    A contact now and one a half-life (120 days) ago:

    >>> round(strength(log_strength([880, 1000]), now=1000), 12)
    1.5
    """
    return exp(log_sum - _LN2 * now / half_life)


def log_sum(strength: float, now: Real, half_life: float = HALF_LIFE_DAYS) -> Real:
    """Return the logarithmic sum of a tie that has this strength on day `now`.

    >>> round(strength(log_sum(2.5, 1000.0), 1000.0), 12)
    2.5
    """
    return math.log(strength) + _LN2 * now / half_life if strength > 0 else -math.inf


def saturated(strength: Real) -> Real:
    """Return ``S / (1 + S)``, in [0, 1): each further contact adds less than the last.

    >>> saturated(1.0)
    0.5
    """
    return strength / (1 + strength)


def shown(strength: Real) -> Real:
    """Return strength as it is shown to people, 0 to 100: ``100 · S / (1 + S)``.

    >>> shown(3.0)
    75.0
    """
    return 100 * saturated(strength)


def band(rank: int, strength: float) -> str:
    """Return the word for a tie of this rank (1 = strongest) among its owner's own ties.

    >>> band(4, 9.0), band(40, 1.2), band(2, 0.01)
    ('closest', 'good', 'faint')
    """
    if strength < _FAINT:
        return "faint"
    return next((name for last, name in _LAYERS if rank <= last), "distant")
