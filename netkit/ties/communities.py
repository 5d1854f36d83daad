"""Who belongs together: modularity communities of a weighted graph, by whole-array Louvain moves.

NetworkX's Louvain takes 6 s at 30,000 people; the same idea on sparse arrays takes well under one.
Blondel, Guillaume, Lambiotte & Lefebvre (2008), *Fast unfolding of communities in large networks*,
J. Stat. Mech. P10008. Moving everybody at once lets neighbours swap places for ever; each sweep
therefore lets a random half of them move. After every merging of communities, single nodes may move
again, so that the result is one that no single move improves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

__all__ = ["communities"]

SWEEPS_AT_MOST = 60
STILL_MOVING = 0.005  # a level ends when fewer than this part of the nodes asked still moved


def communities(
    size: int,
    sources: Integers,
    targets: Integers,
    weights: Floats,
    *,
    start: Integers | None = None,
    resolution: float = 1.0,
    seed: int = 1,
) -> Integers:
    """Return a community number for every node of an undirected weighted graph.

    Parameters
    ----------
    size
        the number of nodes.
    sources, targets : (n_edges,) int
        the ends of each edge, each edge once; parallel edges add up.
    weights : (n_edges,) float
        positive.
    start : (size,) int, optional
        communities to start from, so that a network that hardly changed keeps its groups.
    resolution
        above 1 gives more and smaller communities.

    Returns
    -------
    (size,) int, numbered 0, 1, … by falling size (equal sizes: by their first node).
    """
    graph = sparse.coo_array((weights, (sources, targets)), shape=(size, size)).tocsr()
    graph = graph + graph.T
    rng = np.random.default_rng(seed)
    labels = np.arange(size) if start is None else _numbered(start)
    while True:
        labels = _numbered(_settle(graph, labels, resolution, rng))
        members = _membership(labels)
        coarse = (members.T @ graph @ members).tocsr()
        merged = _numbered(_settle(coarse, np.arange(coarse.shape[0]), resolution, rng))
        if merged.max(initial=-1) + 1 == coarse.shape[0]:
            return _by_size(labels)
        labels = merged[labels]


def _membership(labels: Integers) -> Any:
    """Return the (n, k) sparse matrix with a one where a node is in a community."""
    ones = np.ones(len(labels))
    return sparse.csr_array((ones, (np.arange(len(labels)), labels)))


def _settle(graph: Any, labels: Integers, resolution: float, rng: np.random.Generator) -> Integers:
    """Let nodes move to the community that raises modularity most, until few still do."""
    degree = np.asarray(graph.sum(axis=1)).ravel()
    everything = degree.sum()
    if not everything:
        return labels
    between = graph.copy()
    between.setdiag(0.0)
    labels = labels.copy()
    everybody = np.arange(len(labels))
    for _ in range(SWEEPS_AT_MOST):
        movers = np.flatnonzero(rng.random(len(labels)) < 0.5)
        wanted = _best_moves(between, movers, labels, degree, resolution / everything)
        moved = np.count_nonzero(wanted != labels[movers])
        labels[movers] = wanted
        if moved <= STILL_MOVING * len(movers):
            # The half asked was content; in a small graph that can be chance, so ask everybody.
            best = _best_moves(between, everybody, labels, degree, resolution / everything)
            if np.count_nonzero(best != labels) <= STILL_MOVING * len(labels):
                break
    return labels


def _best_moves(
    between: Any, movers: Integers, labels: Integers, degree: Floats, price: float
) -> Integers:
    """Return for each mover the neighbouring community with the highest gain (or its own).

    The gain of community c for node i is ``w(i, c) - price * degree_i * total_c``, with i itself
    taken out of the total of its own community.
    """
    links = (between[movers] @ _membership(labels)).tocsr()
    total = np.bincount(labels, weights=degree, minlength=links.shape[1])
    row = np.repeat(np.arange(len(movers)), np.diff(links.indptr))
    own_label, own_degree = labels[movers], degree[movers]
    own = links.indices == own_label[row]
    gain = links.data - price * own_degree[row] * (total[links.indices] - own * own_degree[row])
    stay = -price * own_degree * (total[own_label] - own_degree)
    stay[row[own]] = gain[own]
    best = np.full(len(movers), -np.inf)
    linked = np.flatnonzero(np.diff(links.indptr))
    if len(linked):
        best[linked] = np.maximum.reduceat(gain, links.indptr[linked])
    chosen = np.flatnonzero((gain == best[row]) & (gain > stay[row] + 1e-12))
    result = own_label.copy()
    result[row[chosen]] = links.indices[chosen]
    return result


def _numbered(labels: Integers) -> Integers:
    """Renumber communities 0, 1, … without gaps."""
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _by_size(labels: Integers) -> Integers:
    """Renumber communities by falling size, equal ones by their first node."""
    _, first, labels, count = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(count), dtype=np.int64)
    rank[np.lexsort((first, -count))] = np.arange(len(count))
    return rank[labels]
