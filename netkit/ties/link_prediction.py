"""Link prediction: who would meet anyway, the network's own part of an introduction.

``score_ij = (c_ij + l_ij / 10) · 2^(−max(R_i, R_j) / 2h)``, with

- ``c_ij = Σ_z v_iz · v_jz / ln(2 + D_z)`` over common contacts z ("saturated Adamic–Adar"),
  ``v = w / (1 + w)``, ``w = Σ 2^(−(now − day) / h)`` over contact-days, ``D_z = Σ_k v_zk``: a
  common contact says more, the stronger both ties and the fewer others that contact knows
  (Adamic & Adar 2003);
- ``l_ij = Σ_yz v_iy · v_yz · v_zj / (ln(2 + D_y) · ln(2 + D_z))`` over paths of three ties, which
  speak where triangles are rare (Kovács et al. 2019);
- ``R_i`` the days since i was in contact with anybody: who has gone quiet meets nobody.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from netkit.errors import NothingFoundError, UsageError
from netkit.model.frozen import dataclass
from netkit.ties.strength import HORIZON_DAYS, saturated, strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netkit.ties.contact_days import Floats, Ints
    from netkit.ties.network import Network

__all__ = ["Candidate", "candidates", "common_ground", "pair_scores", "scores", "tie_matrix"]

LONG_PATHS = 0.1  # a path of three ties against one of two: weighed on the development logs
_BLOCK = 20_000  # pairs at a time: keeps memory flat
_LOOKED_UP = 500_000  # contacts at a time, of pairs whose common ones are looked for
_STARTS = 250  # people at a time whose paths of two ties are kept


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two contacts of a broker who have no tie with each other.

    Attributes
    ----------
    a, b : their ids.
    score : network part of an introduction, comparable within one answer.
    common : ids of those who have ties with both, the weightiest first, five at most.
    """

    a: Hashable
    b: Hashable
    score: float
    common: tuple[Hashable, ...]


def common_ground(shared: Iterable[tuple[float, float, float]]) -> float:
    """Return the score of one pair in plain Python.

    `shared` : for each common contact z its tie with either, ``v_iz`` and ``v_jz``, and the
    sum of all its ties, ``Σ_k v_zk``.

    Two common contacts, both ties at a half; one knows nobody else, one is a hub:

    >>> round(common_ground([(0.5, 0.5, 1.0), (0.5, 0.5, 98.0)]), 3)
    0.282
    """
    return math.fsum(left * right / math.log(2 + total) for left, right, total in shared)


def scores(
    net: Network, pairs: Sequence[tuple[Hashable, Hashable]], horizon_days: float = HORIZON_DAYS
) -> Floats:
    """Return the network part of an introduction for given pairs.

    Parameters
    ----------
    net : the network up to its `as_of`.
    pairs : ids of a and b; the order within a pair does not matter.
    horizon_days : half-life of a tie's weight.

    Returns
    -------
    (n_pairs,) float; 0 for those not joined by two or three ties, or not in the network, and for
    a person with themselves.
    """
    import numpy as np

    from netkit.ties.network import require_network

    require_network(net)
    index = net.index
    if any(isinstance(pair, str) for pair in pairs):
        raise UsageError("pairs are two ids each, as (a, b)")
    try:
        numbered = [(index.get(a, -1), index.get(b, -1)) for a, b in pairs]
    except (TypeError, ValueError) as error:
        raise UsageError(f"pairs are two ids each: {error}") from error
    ends = np.array(numbered, dtype=np.int64).reshape(-1, 2)
    both_there = (ends >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])
    result = np.zeros(len(ends))
    result[both_there] = _view(net, horizon_days).scores(ends[both_there, 0], ends[both_there, 1])
    return result


def candidates(
    net: Network, broker: Hashable, limit: int = 100, horizon_days: float = HORIZON_DAYS
) -> list[Candidate]:
    """Rank the pairs of a broker's contacts that have no tie with each other yet.

    Parameters
    ----------
    net : the network up to its `as_of`.
    broker : id of the person who would introduce them.
    limit : how many pairs to return, best first.
    horizon_days : half-life of a tie's weight.

    Raises
    ------
    NothingFoundError
        If the broker is not in the network.
    """
    from netkit.ties.best_pairs import best_strangers
    from netkit.ties.network import require_network

    require_network(net)
    if not hasattr(limit, "__index__") or limit < 0:
        raise UsageError(f"limit is a number of pairs, not {limit!r}")
    if not isinstance(broker, Hashable) or broker not in net.index:
        raise NothingFoundError(f"{broker!r} is not in this network up to {net.as_of:%Y-%m-%d}")
    view = _view(net, horizon_days)
    best = best_strangers(view.weights, view.awake, net.index[broker], limit)
    return [
        Candidate(net.people[a], net.people[b], score, _common(net, view.weights, a, b))
        for a, b, score in best
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """Ties as a matrix (n_people, n_people), and how far each person is from silence, 0 to 1."""

    weights: Any
    awake: Floats

    def scores(self, left: Ints, right: Ints) -> Floats:
        """Return the scores of pairs of positions."""
        import numpy as np

        ground = pair_scores(self.weights, left, right)
        ground += LONG_PATHS * _long_paths(self.weights, left, right)
        return np.asarray(ground * np.minimum(self.awake[left], self.awake[right]))


def _view(net: Network, horizon: float) -> _View:
    import numpy as np

    from netkit.ties.contact_days import contact_days, tie_columns

    contacts = contact_days(net)
    ties = tie_columns(contacts, half_life=horizon)
    v = saturated(strength(ties.log_strength, contacts.now, horizon, np.exp))
    last = np.full(len(net.people), -np.inf)
    np.maximum.at(last, net.a, ties.last_day)
    np.maximum.at(last, net.b, ties.last_day)
    return _View(tie_matrix(net, v), np.exp2((last - contacts.now) / (2 * horizon)))


def tie_matrix(net: Network, v: Floats) -> Any:
    """Return the values of ties, (n_ties,), as a symmetric sparse matrix (n_people, n_people)."""
    import numpy as np
    from scipy import sparse

    size = len(net.people)
    ends = (np.concatenate((net.a, net.b)), np.concatenate((net.b, net.a)))
    return sparse.csr_array((np.concatenate((v, v)), ends), shape=(size, size))


def pair_scores(weights: Any, left: Ints, right: Ints) -> Floats:
    """Return ``c`` of pairs of positions in the matrix of ties.

    Of each pair the one with fewer contacts is gone through, and each contact looked up among the
    other's: a hub is never gone through for all of its ties.
    """
    import numpy as np

    weights = weights.tocsr()
    weights.sort_indices()
    size, degree = weights.shape[0], np.diff(weights.indptr)
    inverse = 1 / np.log(2 + np.asarray(weights.sum(axis=1)).ravel())
    ties = np.repeat(np.arange(size), degree) * size + weights.indices
    fewer = np.where(degree[left] <= degree[right], left, right)
    more = left + right - fewer
    ends = np.cumsum(degree[fewer])
    result, low = np.zeros(len(left)), 0
    while low < len(left):
        done = ends[low - 1] if low else 0
        high = max(int(np.searchsorted(ends, done + _LOOKED_UP, "right")), low + 1)
        count = degree[fewer[low:high]]
        pair = np.repeat(np.arange(high - low), count)
        place = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
        place += weights.indptr[fewer[low:high]][pair]
        common = weights.indices[place]
        wanted = more[low:high][pair] * size + common
        partner_place = np.minimum(np.searchsorted(ties, wanted), len(ties) - 1)
        both = ties[partner_place] == wanted
        ground = weights.data[place] * weights.data[partner_place] * inverse[common] * both
        result[low:high] = np.bincount(pair, ground, minlength=high - low)
        low = high
    return result


def _shared(weights: Any) -> Any:
    """Return ``v_iz / ln(2 + D_z)``."""
    import numpy as np
    from scipy import sparse

    totals = np.asarray(weights.sum(axis=1)).ravel()
    return (weights @ sparse.diags_array(1 / np.log(2 + totals))).tocsr()


def _long_paths(weights: Any, left: Ints, right: Ints) -> Floats:
    """Return ``l`` of pairs of positions in the matrix of ties."""
    import numpy as np

    shared = _shared(weights)
    result = np.zeros(len(left))
    starts, start = np.unique(left, return_inverse=True)
    order = np.argsort(start, kind="stable")
    for low in range(0, len(starts), _STARTS):
        first, last = np.searchsorted(start[order], (low, low + _STARTS))
        rows = order[first:last]
        two_ties = shared[starts[low : low + _STARTS]] @ shared
        for part in range(0, len(rows), _BLOCK):
            these = rows[part : part + _BLOCK]
            joined = two_ties[start[these] - low] * weights[right[these]]
            result[these] = joined.sum(axis=1)
    return result


def _common(net: Network, weights: Any, a: int, b: int) -> tuple[Hashable, ...]:
    import numpy as np

    both = (weights[[a]] * weights[[b]]).tocoo()
    best = np.argsort(-both.data, kind="stable")[:5]
    return tuple(net.people[z] for z in both.col[best].tolist())
