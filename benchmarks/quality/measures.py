"""Measures of rightness, each in a few lines of numpy; the tests hold them against scipy."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "auc",
    "average_precision",
    "brier",
    "calibration",
    "hits",
    "level_error",
    "log_loss",
    "ranks",
    "roc",
    "spearman",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def ranks(values: NDArray[Any]) -> Floats:
    """Return ranks from 1; equal values share the mean of theirs.

    >>> ranks(np.array([3.0, 1.0, 3.0])).tolist()
    [2.5, 1.0, 2.5]
    """
    _, group, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[group])


def auc(true: Flags, score: Floats) -> float:
    """Return the probability that a true case scores above a false one; NaN without both.

    >>> auc(np.array([True, False, True]), np.array([3.0, 2.0, 2.0]))
    0.75
    """
    positive, negative = int(true.sum()), int((~true).sum())
    if not positive or not negative:
        return float("nan")
    above = ranks(score)[true].sum() - positive * (positive + 1) / 2
    return float(above / (positive * negative))


def spearman(left: Floats, right: Floats) -> float:
    """Return the rank correlation; NaN if either does not vary."""
    pair = (ranks(left), ranks(right))
    if np.ptp(pair[0]) == 0 or np.ptp(pair[1]) == 0:
        return float("nan")
    return float(np.corrcoef(*pair)[0, 1])


def brier(true: Flags, probability: Floats) -> float:
    """Return the mean squared error of probabilities."""
    return float(np.mean((probability - true) ** 2))


def level_error(true: Flags, probability: Floats) -> float:
    """Return by how many logits all probabilities together were too low, in hindsight.

    >>> round(level_error(np.array([True, True, True, False]), np.full(4, 0.5)), 3)  # ln 3
    1.099
    """
    logit = np.log(probability / (1 - probability))
    level = 0.0
    for _ in range(50):
        said = 1 / (1 + np.exp(-logit - level))
        level += float(np.clip((true - said).sum() / (said * (1 - said)).sum(), -1, 1))
    return level


def log_loss(true: Flags, probability: Floats) -> float:
    """Return the mean surprise in nats; a certainty that fails counts as one in a thousand."""
    said = np.clip(np.where(true, probability, 1 - probability), 1e-3, None)
    return float(-np.log(said).mean())


def average_precision(true: Flags, score: Floats) -> float:
    """Return the mean precision at the true cases, down the ranking; first come, first served.

    >>> average_precision(np.array([False, True]), np.array([1.0, 0.5]))
    0.5
    """
    ranked = true[np.argsort(-score, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean())


def hits(true: Flags, score: Floats, first: int = 5) -> float:
    """Return the share of true cases among the `first` (fewer if there are fewer)."""
    return float(true[np.argsort(-score, kind="stable")[:first]].mean())


def roc(true: Flags, score: Floats, points: int = 40) -> list[tuple[float, float]]:
    """Return (false-alarm rate, hit rate) at evenly spread thresholds, from (0, 0) to (1, 1)."""
    ranked = true[np.argsort(-score, kind="stable")]
    hit = np.concatenate(([0.0], np.cumsum(ranked) / max(int(ranked.sum()), 1)))
    false = np.concatenate(([0.0], np.cumsum(~ranked) / max(int((~ranked).sum()), 1)))
    shown = np.linspace(0, len(ranked), points).astype(int)
    return [(round(float(false[k]), 4), round(float(hit[k]), 4)) for k in shown]


def calibration(true: Flags, probability: Floats, bins: int = 10) -> list[tuple[float, float, int]]:
    """Return (mean probability said, share that came true, cases) of each tenth of the scale."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    return [
        (
            round(float(probability[place == k].mean()), 4),
            round(float(true[place == k].mean()), 4),
            int((place == k).sum()),
        )
        for k in range(bins)
        if (place == k).any()
    ]
