"""Find the best pairs of strangers among many people without scoring every pair.

The score of `netkit.ties.link_prediction` is ``(p_i·p_j + λ s_iᵀ V s_j) · min(awake)`` with
``p_iz = v_iz / √ln(2 + D_z)`` and ``s_iz = v_iz / ln(2 + D_z)``. By Cauchy and Schwarz it is at
most ``f_i · f_j`` with ``f_i² = awake_i · (|p_i|² + λ ρ |s_i|²)``, ρ the largest eigenvalue of V:
people are taken by falling f, and a pair is scored only while that product can enter the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.ties.link_prediction import LONG_PATHS

if TYPE_CHECKING:
    from netkit.ties.contact_days import Floats, Ints

__all__ = ["best_strangers"]

_ROWS = 64  # people at a time: a block of them against all others stays below 4 MB
_ROUNDS = 12  # of power iteration; each tightens the bound on ρ, none is needed for it to hold


def best_strangers(
    weights: Any, awake: Floats, people: Ints, limit: int
) -> list[tuple[int, int, float]]:
    """Return the best pairs among `people` that have no tie, with their scores, best first.

    Parameters
    ----------
    weights : (n, n) sparse, symmetric, the values of ties.
    awake : (n,) how far each is from silence, 0 to 1.
    people : positions, ascending. limit : how many pairs at most.
    """
    import numpy as np
    from scipy import sparse

    if limit < 1 or len(people) < 2:
        return []
    log_total = np.log(2 + np.asarray(weights.sum(axis=1)).ravel())
    own = weights[people].tocsr()
    roots = own @ sparse.diags_array(1 / np.sqrt(log_total))
    shares = (own @ sparse.diags_array(1 / log_total)).tocsr()
    bound = np.sqrt(
        awake[people] * (_squares(roots) + LONG_PATHS * _spectral_bound(weights) * _squares(shares))
    )
    order = np.argsort(-bound, kind="stable")
    found = _Best(limit)
    for begin in range(0, len(order), _ROWS):
        rows = order[begin : begin + _ROWS]
        reach = np.searchsorted(-bound[order], -found.least / max(bound[rows[0]], 1e-300), "right")
        columns = order[begin + 1 : max(int(reach), begin + 1)]
        if not len(columns):
            break
        # Both kinds of path end with a tie of j: they are summed before, and meet it at once.
        begins = (own[rows] + LONG_PATHS * (shares[rows] @ weights)).toarray() / log_total
        ground = (own[columns] @ begins.T).T
        ground *= np.minimum.outer(awake[people[rows]], awake[people[columns]])
        tied = own[rows][:, people[columns]].toarray() > 0
        later = np.arange(begin + 1, begin + 1 + len(columns)) > np.arange(
            begin, begin + len(rows)
        ).reshape(-1, 1)
        left, right = np.nonzero(~tied & later & (ground >= found.least))
        found.add(people[rows[left]], people[columns[right]], ground[left, right])
    return found.pairs()


def _squares(matrix: Any) -> Floats:
    import numpy as np

    return np.asarray(matrix.power(2).sum(axis=1)).ravel()


def _spectral_bound(weights: Any) -> float:
    """Return an upper bound of the largest eigenvalue of a matrix without negative entries.

    ``max_i (V x)_i / x_i`` is one for every x > 0 (Collatz 1942).
    """
    import numpy as np

    vector = np.ones(weights.shape[0])
    least = np.inf
    for _ in range(_ROUNDS):
        image = weights @ vector
        least = min(least, float((image / vector).max(initial=0.0)))
        vector = image + 0.01 * image.max(initial=1e-12)  # stays above zero everywhere
    return least


class _Best:
    """The best pairs so far, and the least score that still enters."""

    def __init__(self, limit: int) -> None:
        import numpy as np

        self._limit = limit
        self._left = self._right = np.zeros(0, dtype=np.int64)
        self._scores = np.zeros(0)

    @property
    def least(self) -> float:
        return float(self._scores[-1]) if len(self._scores) == self._limit else 0.0

    def add(self, left: Ints, right: Ints, scores: Floats) -> None:
        """Keep the best; equals by the smaller position, then the larger."""
        import numpy as np

        a = np.concatenate((self._left, np.minimum(left, right)))
        b = np.concatenate((self._right, np.maximum(left, right)))
        scores = np.concatenate((self._scores, scores))
        order = np.lexsort((b, a, -scores))[: self._limit]
        self._left, self._right, self._scores = a[order], b[order], scores[order]

    def pairs(self) -> list[tuple[int, int, float]]:
        """Return position, position and score of each."""
        return list(
            zip(self._left.tolist(), self._right.tolist(), self._scores.tolist(), strict=True)
        )
