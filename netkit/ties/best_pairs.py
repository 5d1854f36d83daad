"""Find the best pairs of strangers among a broker's contacts without scoring every pair.

The score of `netkit.ties.link_prediction` is ``(c_ij + λ l_ij) · min(awake_i, awake_j)``. The
broker b is a contact of both; what runs through b is split off and known for every pair:

- ``c_ij = p_i·p_j + v_ib v_jb / ln(2 + D_b)`` with ``p_iz = v_iz / √ln(2 + D_z)``, z ≠ b;
- ``l_ij = s_iᵀ V s_j + β_i γ_j + γ_i β_j`` with ``s_iz = v_iz / ln(2 + D_z)``, z ≠ b,
  ``β_i = v_ib / ln(2 + D_b)``, ``γ_i = Σ_z s_iz v_zb``, V without b.

The one costly term has a bound: ``s_iᵀ V s_j ≤ g_i g_j`` with ``g_i² = |V s_i| |s_i|``. By Cauchy
and Schwarz the whole score is at most ``f_i f_j``, ``f_i² = awake_i (|p_i|² + v_ib² / ln(2 + D_b)
+ λ (g_i² + t β_i² + γ_i² / t))`` for any t > 0. People are taken by falling f while that product
can enter the answer; of their pairs all but the costly term is summed, and that one is computed
where the sum and its bound could enter: a fraction of a percent of all pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.frozen import dataclass
from netkit.ties.link_prediction import LONG_PATHS

if TYPE_CHECKING:
    from netkit.ties.contact_days import Floats, Ints

__all__ = ["best_strangers"]

_ROWS = 128  # people at a time: a block of them against all others stays below 16 MB
_PAIRS = 2_000  # whose costly term is computed at a time, the most promising first


def best_strangers(
    weights: Any, awake: Floats, broker: int, limit: int
) -> list[tuple[int, int, float]]:
    """Return the best pairs of a broker's contacts without a tie, with their scores, best first.

    Parameters
    ----------
    weights : (n, n) sparse, symmetric, the values of ties.
    awake : (n,) how far each is from silence, 0 to 1.
    broker : position. limit : how many pairs at most.
    """
    import numpy as np

    if limit < 1 or weights[[broker]].nnz < 2:
        return []
    contacts = _contacts(weights, awake, broker)
    best = _Best(limit)
    for begin in range(0, len(contacts.people), _ROWS):
        highest = max(float(contacts.bound[begin]), 1e-300)
        end = int(np.searchsorted(-contacts.bound, -best.least / highest, "right"))
        if end <= begin + 1:
            break
        _take_block(contacts, begin, end, best)
    return best.pairs()


@dataclass(frozen=True, slots=True, eq=False)
class _Contacts:
    """The contacts of the broker, by falling bound; names of columns as in the module's formulas.

    own, roots, shares : (n_contacts, n) sparse: v, p and s without the broker.
    ties : (n, n) sparse, V without the broker.
    """

    people: Ints
    awake: Floats
    bound: Floats
    own: Any
    roots: Any
    shares: Any
    ties: Any
    direct: Floats
    beta: Floats
    gamma: Floats
    reach: Floats

    def paths(self, rows: Ints) -> Floats:
        """Return ``s_iᵀ V`` of some contacts, (n_rows, n)."""
        return (self.shares[rows] @ self.ties).toarray()  # type: ignore[no-any-return]


def _contacts(weights: Any, awake: Floats, broker: int) -> _Contacts:
    import numpy as np
    from scipy import sparse

    people = np.sort(weights[[broker]].indices)
    log_total = np.log(2 + np.asarray(weights.sum(axis=1)).ravel())
    to_broker = weights[[broker]].toarray().ravel()
    others = np.ones(weights.shape[0])
    others[broker] = 0.0
    without = sparse.diags_array(others)
    ties = _pruned(without @ weights @ without)
    own = _pruned(weights[people] @ without)
    roots = (own @ sparse.diags_array(1 / np.sqrt(log_total))).tocsr()
    shares = (own @ sparse.diags_array(1 / log_total)).tocsr()
    direct = to_broker[people] / np.sqrt(log_total[broker])
    beta, gamma = to_broker[people] / log_total[broker], shares @ to_broker
    reach = np.sqrt(np.sqrt(_path_squares(shares, ties) * _squares(shares)))
    scale = float(gamma.mean() / beta.mean()) if beta.any() and gamma.any() else 1.0
    sides = reach**2 + scale * beta**2 + gamma**2 / scale
    bound = np.sqrt(awake[people] * (_squares(roots) + direct**2 + LONG_PATHS * sides))
    order = np.argsort(-bound, kind="stable")
    return _Contacts(
        people[order], awake[people][order], bound[order], own[order], roots[order], shares[order],
        ties, direct[order], beta[order], gamma[order], reach[order],
    )  # fmt: skip


def _pruned(matrix: Any) -> Any:
    rows = matrix.tocsr()
    rows.eliminate_zeros()
    return rows


def _squares(matrix: Any) -> Floats:
    import numpy as np

    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.bincount(row, matrix.data**2, minlength=matrix.shape[0]).astype(np.float64)


def _path_squares(shares: Any, ties: Any) -> Floats:
    """Return ``|V s_i|²``, a few hundred rows at a time: a whole product would fill the memory."""
    import numpy as np

    step = 4 * _ROWS
    parts = [_squares(shares[low : low + step] @ ties) for low in range(0, shares.shape[0], step)]
    return np.concatenate(parts)


def _take_block(contacts: _Contacts, begin: int, end: int, best: _Best) -> None:
    """Add the pairs of a block of rows that can enter, the most promising first."""
    import numpy as np

    left, right, partial, most = _promising(contacts, begin, end, best)
    order = np.argsort(-most, kind="stable")
    starts, start = np.unique(left, return_inverse=True)
    paths = contacts.paths(starts) if len(starts) else None
    for low in range(0, len(order), _PAIRS):
        part = order[low : low + _PAIRS]
        if paths is None or most[part[0]] < best.least:
            return
        ends = contacts.shares[right[part]].tocoo()
        through = np.bincount(
            ends.row, ends.data * paths[start[part][ends.row], ends.col], minlength=len(part)
        )
        awake = np.minimum(contacts.awake[left[part]], contacts.awake[right[part]])
        scores = partial[part] + LONG_PATHS * through * awake
        best.add(contacts.people[left[part]], contacts.people[right[part]], scores)


def _promising(
    contacts: _Contacts, begin: int, end: int, best: _Best
) -> tuple[Ints, Ints, Floats, Floats]:
    """Return the untied pairs of a block of rows that may enter the answer.

    As left, right, their score without the costly term, and the most it can be with it.
    """
    import numpy as np

    rows, columns = slice(begin, min(begin + _ROWS, end)), slice(begin + 1, end)
    partial = (contacts.roots[rows] @ contacts.roots[columns].T).toarray()
    partial += np.outer(contacts.direct[rows], contacts.direct[columns])
    for side, other in ((contacts.beta, contacts.gamma), (contacts.gamma, contacts.beta)):
        partial += LONG_PATHS * np.outer(side[rows], other[columns])
    awake = np.minimum.outer(contacts.awake[rows], contacts.awake[columns])
    partial *= awake
    most = partial + LONG_PATHS * np.outer(contacts.reach[rows], contacts.reach[columns]) * awake
    later = np.arange(end - begin - 1) >= np.arange(most.shape[0]).reshape(-1, 1)
    tied = contacts.own[rows][:, contacts.people[columns]].tocoo()
    later[tied.row, tied.col] = False
    left, right = np.nonzero(later & (most >= best.least))
    values, bounds = partial[left, right], most[left, right]
    chosen = np.flatnonzero(bounds >= best.least_with(values))
    return left[chosen] + begin, right[chosen] + begin + 1, values[chosen], bounds[chosen]


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

    def least_with(self, scores: Floats) -> float:
        """Return the least score that enters once pairs of at least these scores are in."""
        import numpy as np

        both = np.concatenate((self._scores, scores))
        if len(both) < self._limit:
            return 0.0
        return float(np.partition(both, len(both) - self._limit)[len(both) - self._limit])

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
