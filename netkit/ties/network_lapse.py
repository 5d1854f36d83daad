"""The probability that a tie lapses, where the log shows the others' ties too.

``logit p = intercept + Σ slope · (x − centre) / scale`` over the nine features of
`netkit.ties.neighborhood_features`. The defaults were fitted to four logs (messages, e-mail,
texts and
calls, meetings; ``benchmarks/quality/fit.py`` makes them); a network with a past of its own draws
them to it: the mode of a logistic regression with normal priors at the defaults, in which every
past period has an offset of its own. What moves a whole period (a holiday, a term's end) moves all
of its cases together, so that a thousand cases of one week say little about the level of the next.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass, replace
from netkit.ties.lapse import MIN_CASES

if TYPE_CHECKING:
    from netkit.ties.contact_days import Flags, Floats, Ints

__all__ = [
    "DEFAULTS",
    "PERIOD_SPREAD",
    "SHORT_SPREAD",
    "NetworkModel",
    "drawn",
    "newton",
    "probabilities",
]

_SLOPE_PRECISION = 50.0  # as in `netkit.ties.lapse`, here per standard deviation
_INTERCEPT_PRECISION = 1.0  # networks differ in level: standard deviation one logit
PERIOD_SPREAD = 0.35  # and so do the periods of one network, as far as they show beforehand
SHORT_SPREAD = 1.0  # those of under a week more: no two hold the same weekdays
_STEPS = 50
_SUREST = 15.0  # logits; nobody is that sure
_LONGEST_STEP = 2.0  # Newton may overshoot where the outcomes are nearly all alike


@dataclass(frozen=True, slots=True)
class NetworkModel:
    """The numbers of the formula, in the order of `netkit.ties.neighborhood_features.FEATURES`.

    Attributes
    ----------
    intercept : logit of an average tie.
    slopes : logits for each standard deviation of a feature.
    centre, scale : mean and standard deviation of each feature over the logs fitted.
    youth : logits by which a log of no age lies above an old one; negative, it lies below.
    cases : past cases of this network that it was drawn to; 0 for the defaults.
    """

    intercept: float
    slopes: tuple[float, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    youth: float = 0.0
    cases: int = 0

    @property
    def calibrated(self) -> bool:
        """True if it is drawn to the network's own past."""
        return self.cases > 0


#: From all four development logs; the figures in docs/science.md are of fits that leave out the
#: log they are shown for.
DEFAULTS = NetworkModel(
    intercept=1.77,
    slopes=(-0.39, -0.41, 0.62, -0.65, -0.83, 0.60, -0.15, 0.23, -0.23),
    centre=(-0.13, 0.98, 2.22, 1.24, -3.76, -1.30, 2.28, -1.16, -1.15),
    scale=(1.20, 0.68, 1.49, 0.75, 1.17, 1.79, 0.93, 1.34, 0.64),
    youth=-2.02,
)


def probabilities(
    features: Floats, model: NetworkModel = DEFAULTS, shift: float = 0.0, spread: float = 0.0
) -> Floats:
    """Return the probability of no contact in the next h days, (n_ties,).

    The level of the period ahead is a normal deviate; the probability is the mean over it, by
    MacKay's approximation ``σ(x / √(1 + π s²/8))`` (1992).

    Parameters
    ----------
    features : (n_ties, 9) float.
    model : the defaults, or drawn to the network's past.
    shift : the known part of the level of the period ahead, in logits.
    spread : standard deviation of the unknown part, in logits.

    An average tie of the logs that the defaults were fitted to:

    >>> import numpy as np
    >>> model = NetworkModel(0.0, (1.0,) * 9, (2.0,) * 9, (1.0,) * 9)
    >>> probabilities(np.full((1, 9), 2.0), model).tolist()
    [0.5]
    """
    import numpy as np

    logit = model.intercept + shift + _standard(features, model) @ np.array(model.slopes)
    logit /= math.sqrt(1 + math.pi * spread**2 / 8)
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -_SUREST, _SUREST))))


def drawn(
    model: NetworkModel,
    features: Floats,
    lapsed: Flags,
    period: Ints,
    shifts: Floats | None = None,
    spread: float = PERIOD_SPREAD,
) -> NetworkModel:
    """Return the model drawn to past cases; as it is, if they say too little.

    Parameters
    ----------
    model : the prior.
    features : (n_cases, 9) float.
    lapsed : (n_cases,) bool, what became of them.
    period : (n_cases,) int from 0, the past day at which each was seen.
    shifts : (n_periods,) the known part of the level of each period, in logits; 0 each.
    spread : standard deviation of the unknown part, in logits.
    """
    import numpy as np

    if len(lapsed) < MIN_CASES or lapsed.all() or not lapsed.any():
        return model
    periods = np.eye(int(period.max()) + 1)[period]
    rows = np.column_stack((_standard(features, model), np.ones(len(lapsed)), periods))
    size = len(model.slopes)
    prior = np.zeros(rows.shape[1])
    prior[: size + 1] = (*model.slopes, model.intercept)
    precision = np.full(rows.shape[1], 1 / spread**2)
    precision[:size], precision[size] = _SLOPE_PRECISION, _INTERCEPT_PRECISION
    known = None if shifts is None else shifts[period]
    beta = newton(rows, lapsed.astype(np.float64), prior, precision, known=known).tolist()
    return replace(model, intercept=beta[size], slopes=tuple(beta[:size]), cases=len(lapsed))


def newton(
    rows: Floats,
    outcomes: Floats,
    prior: Floats,
    precision: Floats,
    weight: Floats | None = None,
    known: Floats | None = None,
) -> Floats:
    """Return the mode of a logistic regression with independent normal priors.

    Parameters
    ----------
    rows : (n, k). outcomes : (n,) 0 or 1. prior, precision : (k,). weight : (n,), 1 each.
    known : (n,) logits that need no fitting, 0 each.
    """
    import numpy as np

    beta = prior.copy()
    share = np.ones(len(rows)) if weight is None else weight
    offset = np.zeros(len(rows)) if known is None else known
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-rows @ beta - offset))
        gradient = rows.T @ (share * (outcomes - p)) - precision * (beta - prior)
        curvature = (rows * (share * p * (1 - p))[:, None]).T @ rows + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        beta += step * min(1.0, _LONGEST_STEP / max(float(np.abs(step).max()), 1e-300))
        if np.abs(step).max() < 1e-9:
            break
    return beta


def _standard(features: Floats, model: NetworkModel) -> Floats:
    import numpy as np

    return np.asarray((features - np.array(model.centre)) / np.array(model.scale))
