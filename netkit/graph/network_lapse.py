"""The probability that a tie lapses, where the log shows the others' ties too.

``logit p = intercept + Σ slope · (x − centre) / scale`` over the seven features of
`netkit.graph.surroundings`. The defaults were fitted to four logs (messages, e-mail, texts and
calls, meetings; ``benchmarks/quality/fit.py`` makes them); a network with a past of its own draws
them to it: the mode of a logistic regression with normal priors at the defaults, in which every
past period has an offset of its own. What moves a whole period (a holiday, a term's end) moves all
of its cases together, so that a thousand cases of one week say little about the level of the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netkit.graph.lapse import MIN_CASES

if TYPE_CHECKING:
    from netkit.graph.contacts import Flags, Floats, Ints

__all__ = ["DEFAULTS", "NetworkModel", "drawn", "newton", "probabilities"]

_SLOPE_PRECISION = 50.0  # as in `netkit.graph.lapse`, here per standard deviation
_INTERCEPT_PRECISION = 2.0  # networks differ in level: standard deviation 0.7 logits
_PERIOD_PRECISION = 1 / 0.9**2  # so do the periods of one network: 0.9 logits
_STEPS = 50
_SUREST = 15.0  # logits; nobody is that sure
_LONGEST_STEP = 2.0  # Newton may overshoot where the outcomes are nearly all alike


@dataclass(frozen=True, slots=True)
class NetworkModel:
    """The numbers of the formula, in the order of `netkit.graph.surroundings.FEATURES`.

    Attributes
    ----------
    intercept : logit of an average tie.
    slopes : logits for each standard deviation of a feature.
    centre, scale : mean and standard deviation of each feature over the logs fitted.
    cases : past cases of this network that it was drawn to; 0 for the defaults.
    """

    intercept: float
    slopes: tuple[float, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    cases: int = 0

    @property
    def calibrated(self) -> bool:
        """Whether it is drawn to the network's own past."""
        return self.cases > 0


#: From all four development logs; the figures in docs/science.md are of fits that leave out the
#: log they are shown for.
DEFAULTS = NetworkModel(
    intercept=1.58,
    slopes=(-0.49, -1.10, 0.65, -0.43, 0.10, 0.22, -0.29),
    centre=(0.06, 0.96, 2.40, -3.79, 2.31, -1.01, -1.26),
    scale=(1.11, 0.69, 1.40, 1.17, 0.93, 1.33, 0.59),
)


def probabilities(features: Floats, model: NetworkModel = DEFAULTS) -> Floats:
    """Return the probability of no contact in the next h days, (n_ties,).

    An average tie of the logs that the defaults were fitted to:

    >>> import numpy as np
    >>> model = NetworkModel(0.0, (1.0,) * 7, (2.0,) * 7, (1.0,) * 7)
    >>> probabilities(np.full((1, 7), 2.0), model).tolist()
    [0.5]
    """
    import numpy as np

    logit = model.intercept + _standard(features, model) @ np.array(model.slopes)
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -_SUREST, _SUREST))))


def drawn(model: NetworkModel, features: Floats, lapsed: Flags, period: Ints) -> NetworkModel:
    """Return the model drawn to past cases; as it is, if they say too little.

    Parameters
    ----------
    model : the prior.
    features : (n_cases, 7) float.
    lapsed : (n_cases,) bool, what became of them.
    period : (n_cases,) int from 0, the past day at which each was seen.
    """
    import numpy as np

    if len(lapsed) < MIN_CASES or lapsed.all() or not lapsed.any():
        return model
    periods = np.eye(int(period.max()) + 1)[period]
    rows = np.column_stack((_standard(features, model), np.ones(len(lapsed)), periods))
    size = len(model.slopes)
    prior = np.zeros(rows.shape[1])
    prior[: size + 1] = (*model.slopes, model.intercept)
    precision = np.full(rows.shape[1], _PERIOD_PRECISION)
    precision[:size], precision[size] = _SLOPE_PRECISION, _INTERCEPT_PRECISION
    beta = newton(rows, lapsed.astype(np.float64), prior, precision).tolist()
    return replace(model, intercept=beta[size], slopes=tuple(beta[:size]), cases=len(lapsed))


def newton(
    rows: Floats, outcomes: Floats, prior: Floats, precision: Floats, weight: Floats | None = None
) -> Floats:
    """Return the mode of a logistic regression with independent normal priors.

    Parameters
    ----------
    rows : (n, k). outcomes : (n,) 0 or 1. prior, precision : (k,). weight : (n,), 1 each.
    """
    import numpy as np

    beta = prior.copy()
    share = np.ones(len(rows)) if weight is None else weight
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-rows @ beta))
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
