"""The probability that a tie sees no contact in the next h days, and what it rests on.

``logit p = 2.75 + 0.50 · ln(R/h + 0.05) − 1.56 · ln(1 + S)`` with R the days since the last
contact and S the strength at half-life 2h. The three coefficients are defaults; they are drawn
to a person's own past when it has enough to say (`calibrate`, maximum a posteriori).
Everything here is plain Python; `logit` and `probability` also take arrays.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from netkit.model.frozen import dataclass
from netkit.ties.strength import HORIZON_DAYS, Real, log_strength, strength

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "DEFAULTS",
    "FEW_DAYS",
    "MIN_CASES",
    "Coefficients",
    "Snapshot",
    "calibrate",
    "day_strength",
    "interval",
    "is_sparse",
    "lapse_probability",
    "logit",
    "probability",
    "snapshot",
    "snapshot_days",
]

FEW_DAYS = 2  # up to this many contact-days there is too little to say more than the silence
MIN_CASES = 10  # fewer past cases than this say nothing against the defaults
_PRECISION = (10.0, 50.0, 50.0)  # how firmly the defaults hold: intercept, silence, strength
_STEPS = 25
#: How far the level of a period was from what was foretold, in logits (root mean square over the
#: held-out logs of more than a year; .51 covered 86 of 100); networks differ by one more.
_LEVEL_SPREAD, _NETWORK_SPREAD = 0.70, 1.0
_Z90 = 1.6448536269514722  # two-sided 90 %


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The three numbers of the lapse formula, and the past cases they were fitted to.

    Attributes
    ----------
    intercept, silence, strength : float, in logits.
    cases : snapshots of past ties that the coefficients were drawn to; 0 for the defaults.
    """

    intercept: float = 2.75
    silence: float = 0.50
    strength: float = -1.56
    cases: int = 0

    @property
    def calibrated(self) -> bool:
        """True if they are drawn to the person's own past."""
        return self.cases > 0


DEFAULTS = Coefficients()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A tie at a past moment, and what then became of it."""

    silent_days: float
    strength: float
    lapsed: bool


def logit(
    silent_days: Real,
    strength: Real,
    horizon: float = HORIZON_DAYS,
    coefficients: Coefficients = DEFAULTS,
    log: Callable[[Any], Any] = math.log,
) -> Real:
    """Return the log-odds of no contact in the next `horizon` days.

    >>> round(logit(silent_days=57, strength=0.0), 12)  # ln(57/60 + 0.05) = 0
    2.75
    """
    silence = log(silent_days / horizon + 0.05)
    return (
        coefficients.intercept
        + coefficients.silence * silence
        + coefficients.strength * log(1 + strength)
    )


def probability(logit: Real, exp: Callable[[Any], Any] = math.exp) -> Real:
    """Return ``1 / (1 + e^−logit)``.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + exp(-logit))


def lapse_probability(
    silent_days: float,
    strength: float,
    horizon: float = HORIZON_DAYS,
    coefficients: Coefficients = DEFAULTS,
) -> float:
    """Return the probability of no contact in the next `horizon` days, for one tie.

    strength : of its contact-days, each with weight 1; see `day_strength`.
    """
    return float(probability(logit(silent_days, strength, horizon, coefficients)))


def interval(probability: float, *, calibrated: bool) -> tuple[float, float]:
    """Return the 90 % interval of a probability of lapse.

    What moves it most is what moves all ties of a period together (a holiday, a new job) and
    cannot be seen beforehand; without calibration also how this network differs from others.

    >>> tuple(round(end, 2) for end in interval(0.74, calibrated=True))
    (0.47, 0.9)
    >>> tuple(round(end, 2) for end in interval(0.74, calibrated=False))
    (0.28, 0.95)
    """
    clipped = min(max(probability, 1e-12), 1 - 1e-12)
    logit = math.log(clipped / (1 - clipped))
    spread = _LEVEL_SPREAD if calibrated else math.hypot(_LEVEL_SPREAD, _NETWORK_SPREAD)
    low, high = logit - _Z90 * spread, logit + _Z90 * spread
    return 1 / (1 + math.exp(-low)), 1 / (1 + math.exp(-high))


def is_sparse(gaps: Sequence[float], horizon: float = HORIZON_DAYS) -> bool:
    """Return True if contacts are too few for a probability of lapse to say much.

    Where the typical tie goes for longer than the horizon without contact anyhow, having none in
    it says little; the fewer contacts a log holds, the worse the formula ranks.

    gaps : mean days between contacts, of each tie with three contact-days.

    >>> is_sparse([10, 30, 45, 200]), is_sparse([40, 90, 120]), is_sparse([])
    (False, True, False)
    """
    return bool(gaps) and sorted(gaps)[len(gaps) // 2] > horizon


def day_strength(days: Iterable[float], now: float, horizon: float = HORIZON_DAYS) -> float:
    """Return the strength that the lapse formula asks for: every contact-day weighs 1.

    A mail to many is a contact with each of them: what it says of the next one does not depend on
    who else read it (weights of one over the recipients lose .02 to .03 of AUC).

    >>> round(day_strength([880.0, 1000.0], 1000.0), 12)
    1.5
    """
    return float(strength(log_strength(days, half_life=2 * horizon), now, 2 * horizon))


def snapshot_days(now: float, horizon: float = HORIZON_DAYS) -> tuple[float, float, float]:
    """Return the past days whose outcome is known by `now`: one, one and a half, two horizons.

    >>> snapshot_days(1000.0)
    (940.0, 910.0, 880.0)
    """
    return now - horizon, now - 1.5 * horizon, now - 2 * horizon


def snapshot(
    days: Sequence[float],
    at: float,
    horizon: float = HORIZON_DAYS,
) -> Snapshot | None:
    """Return the figures of a tie at day `at`, and whether it lapsed in the horizon after.

    None if it then had fewer than two contact-days. `days` : its contact-days, each once.
    """
    past = [day for day in days if day <= at]
    if len(past) < FEW_DAYS:
        return None
    return Snapshot(
        silent_days=at - max(past),
        strength=day_strength(past, at, horizon),
        lapsed=not any(at < day <= at + horizon for day in days),
    )


def calibrate(
    snapshots: Iterable[Snapshot],
    horizon: float = HORIZON_DAYS,
    prior: Coefficients = DEFAULTS,
) -> Coefficients:
    """Return the coefficients drawn to past cases: maximum a posteriori, ridge to `prior`.

    Newton's method on the penalised log-likelihood of a logistic regression; precision 50 on
    the slopes and 10 on the intercept. Under ten cases, or with one outcome only, the past
    says too little: `prior` comes back as it is.
    """
    cases = list(snapshots)
    outcomes = {case.lapsed for case in cases}
    if len(cases) < MIN_CASES or len(outcomes) < 2:
        return prior
    rows = [
        (1.0, math.log(case.silent_days / horizon + 0.05), math.log1p(case.strength))
        for case in cases
    ]
    lapsed = [float(case.lapsed) for case in cases]
    start = [prior.intercept, prior.silence, prior.strength]
    intercept, silence, slope = _maximum_a_posteriori(rows, lapsed, start, _PRECISION)
    return Coefficients(intercept, silence, slope, cases=len(cases))


def _maximum_a_posteriori(
    rows: Sequence[Sequence[float]],
    outcomes: Sequence[float],
    prior: Sequence[float],
    precision: Sequence[float],
) -> list[float]:
    """Return the mode of a logistic regression with independent normal priors."""
    beta = list(prior)
    for _ in range(_STEPS):
        step = _solve(*_newton_system(rows, outcomes, beta, prior, precision))
        beta = [value + change for value, change in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-10:
            break
    return beta


def _newton_system(
    rows: Sequence[Sequence[float]],
    outcomes: Sequence[float],
    beta: Sequence[float],
    prior: Sequence[float],
    precision: Sequence[float],
) -> tuple[list[list[float]], list[float]]:
    """Return minus the Hessian and the gradient of the log-posterior at `beta`."""
    size = range(len(beta))
    hessian = [[precision[i] if i == j else 0.0 for j in size] for i in size]
    gradient = [precision[i] * (prior[i] - beta[i]) for i in size]
    for row, outcome in zip(rows, outcomes, strict=True):
        p = probability(sum(value * slope for value, slope in zip(row, beta, strict=True)))
        for i in size:
            gradient[i] += row[i] * (outcome - p)
            for j in size:
                hessian[i][j] += row[i] * row[j] * p * (1 - p)
    return hessian, gradient


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small positive-definite system by Gauss elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        for j in range(i + 1, size):
            factor = rows[j][i] / rows[i][i]
            rows[j] = [low - factor * high for low, high in zip(rows[j], rows[i], strict=True)]
    solution = [0.0] * size
    for i in reversed(range(size)):
        settled = sum(rows[i][j] * solution[j] for j in range(i + 1, size))
        solution[i] = (rows[i][size] - settled) / rows[i][i]
    return solution
