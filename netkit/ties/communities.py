"""Communities of a weighted graph: modularity by whole-array Louvain moves, wholes left whole.

NetworkX's Louvain takes 6 s at 30,000 people; the same idea on sparse arrays takes well under one.
Blondel, Guillaume, Lambiotte & Lefebvre (2008), *Fast unfolding of communities in large networks*,
J. Stat. Mech. P10008. Moving everybody at once lets neighbours swap places for ever; each sweep
therefore lets a random half of them move. After every merging of communities, single nodes may move
again, so that the result is one that no single move improves.

Modularity has two faults here: in a large graph it merges whole companies (its resolution limit,
Fortunato & Barthélemy 2007), and in any sparse graph, random ones too, it finds parts. So each
part is looked at again as a graph of its own, and is split only where the split says more than
chance: a random graph of mean degree k reaches about ``0.97 / √k`` (Reichardt & Bornholdt 2006,
*Statistical mechanics of community detection*, Phys. Rev. E 74), or where the pieces hardly touch:
two thirds of their weight inside (a weak community of Radicchi et al. 2004 asks for half).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

__all__ = ["communities"]

SWEEPS_AT_MOST = 60
STILL_MOVING = 0.001  # a level ends when fewer than this part of the nodes asked still moved
MORE_THAN_CHANCE = 1.1  # a split counts from this many times a random graph's modularity
LEAKS = 1 / 3  # a piece with more of its weight outside is no piece of its own
ROUNDS_AT_MOST = 5
TOO_FEW_TO_SPLIT = 6  # nodes


def communities(
    size: int, sources: Integers, targets: Integers, weights: Floats, *, seed: int = 1
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

    Returns
    -------
    (size,) int, numbered 0, 1, … by falling size (equal sizes: by their first node).
    """
    graph = sparse.coo_array((weights, (sources, targets)), shape=(size, size)).tocsr()
    graph = (graph + graph.T).tocsr()
    rng = np.random.default_rng(seed)
    _, blocks = sparse.csgraph.connected_components(graph, directed=False)
    open_rows = _large(blocks.astype(np.int64), np.arange(size))
    while len(open_rows):
        within = _without_links_between(graph[open_rows][:, open_rows], blocks[open_rows])
        pieces = _pieces(within, _numbered(blocks[open_rows]), rng)
        split = _splits(blocks[open_rows], pieces)
        blocks[open_rows] = pieces + blocks.max() + 1
        open_rows = _large(blocks, open_rows[split])
    return _by_size(_with_most_ties(graph, blocks.astype(np.int64)))


def _with_most_ties(graph: Any, labels: Integers) -> Integers:
    """Let whoever has more than half of their weight in another community move there.

    Modularity sets the best tied of a dominant community apart: all of it costs them too much.
    """
    between = graph.copy()
    between.setdiag(0.0)
    half = _degree(between) / 2
    for _ in range(ROUNDS_AT_MOST):
        links = (between @ _membership(labels)).tocoo()
        row, column = links.coords
        most = links.data > half[row]
        moving = labels[row[most]] != column[most]
        if not moving.any():
            break
        labels = labels.copy()
        labels[row[most][moving]] = column[most][moving]
    return labels


def _large(blocks: Integers, rows: Integers) -> Integers:
    """Return those of these rows whose block is large enough to be split."""
    return rows[np.bincount(blocks)[blocks[rows]] >= TOO_FEW_TO_SPLIT] if len(rows) else rows


def _splits(blocks: Integers, pieces: Integers) -> Flags:
    """Return for each row whether its block fell into several pieces."""
    pairs = np.unique(np.stack([blocks, pieces]), axis=1)
    return np.bincount(pairs[0])[blocks] > 1


def _without_links_between(graph: Any, blocks: Integers) -> Any:
    """Return the graph without the links that lead from one block to another."""
    links = graph.tocoo()
    row, column = links.coords
    inside = blocks[row] == blocks[column]
    inner_links = (links.data[inside], (row[inside], column[inside]))
    return sparse.coo_array(inner_links, shape=graph.shape).tocsr()


def _pieces(graph: Any, blocks: Integers, rng: np.random.Generator) -> Integers:
    """Return the piece of each row: what its block falls into, or the block when it is whole."""
    labels = _louvain(graph, blocks, rng)
    members = _membership(labels)
    between = (members.T @ graph @ members).tocsr()
    block = np.zeros(between.shape[0], dtype=np.int64)
    block[labels] = blocks
    merged = np.arange(between.shape[0])
    for number in np.flatnonzero(_modularity(between, block) <= _by_chance(graph, blocks)):
        parts = np.flatnonzero(block == number)
        merged[parts] = parts[_merged(between[parts][:, parts].toarray())]
    return _numbered(merged[labels])


def _modularity(between: Any, block: Integers) -> Floats:
    """Return the modularity of each block's partition from the weights between the parts."""
    degree = _degree(between)
    everything = np.bincount(block, weights=degree)
    inside = np.bincount(block, weights=between.diagonal()) / everything
    expected = np.bincount(block, weights=(degree / everything[block]) ** 2)
    return np.asarray(inside - expected, dtype=np.float64)


def _by_chance(graph: Any, blocks: Integers) -> Floats:
    """Return the modularity that a split of each block must pass: a random graph's, and more."""
    row = blocks[graph.tocoo().coords[0]]
    squares = np.bincount(row, weights=graph.data**2)
    links = np.bincount(row, weights=graph.data) ** 2 / squares  # if all were of equal weight
    return np.asarray(MORE_THAN_CHANCE * 0.97 / np.sqrt(links / np.bincount(blocks)))


def _degree(graph: Any) -> Floats:
    return np.asarray(graph.sum(axis=1), dtype=np.float64).ravel()


def _merged(between: Floats) -> Integers:
    """Return for each part what it belongs to, once those that leak have joined a neighbour."""
    between = between.copy()
    number = np.arange(len(between))
    while True:
        degree = between.sum(axis=1)
        there = degree > 0
        outside = np.where(there, 1 - np.diag(between) / np.where(there, degree, 1.0), 0.0)
        part = int(np.argmax(outside))
        if outside[part] <= LEAKS:
            return _numbered(number)
        ties = between[part].copy()
        ties[part] = -1.0
        into = int(np.argmax(ties))
        between[into] += between[part]
        between[:, into] += between[:, part]
        between[part] = between[:, part] = 0.0
        number[number == part] = into


def _louvain(graph: Any, blocks: Integers, rng: np.random.Generator) -> Integers:
    """Return the communities of highest modularity that moves and merges find in each block."""
    price = 1.0 / np.bincount(blocks, weights=_degree(graph))
    labels = np.arange(graph.shape[0])
    while True:
        labels = _numbered(_settle(graph, labels, price[blocks], rng))
        members = _membership(labels)
        coarse = (members.T @ graph @ members).tocsr()
        block = np.zeros(coarse.shape[0], dtype=np.int64)
        block[labels] = blocks
        merged = _numbered(_settle(coarse, np.arange(coarse.shape[0]), price[block], rng))
        if merged.max(initial=-1) + 1 == coarse.shape[0]:
            return labels
        labels = merged[labels]


def _membership(labels: Integers) -> Any:
    """Return the (n, k) sparse matrix with a one where a node is in a community."""
    ones = np.ones(len(labels))
    return sparse.csr_array((ones, (np.arange(len(labels)), labels)))


def _settle(graph: Any, labels: Integers, price: Floats, rng: np.random.Generator) -> Integers:
    """Let nodes move to the community that raises modularity most, until few still do.

    price : of each node, one over all the weight of its block.
    """
    degree = _degree(graph)
    between = graph.copy()
    between.setdiag(0.0)
    labels = labels.copy()
    everybody = np.arange(len(labels))
    for _ in range(SWEEPS_AT_MOST):
        movers = np.flatnonzero(rng.random(len(labels)) < 0.5)
        wanted = _best_moves(between, movers, labels, degree, price)
        moved = np.count_nonzero(wanted != labels[movers])
        labels[movers] = wanted
        if moved <= STILL_MOVING * len(movers):
            # The half asked was content; in a small graph that can be chance, so ask everybody.
            best = _best_moves(between, everybody, labels, degree, price)
            if np.count_nonzero(best != labels) <= STILL_MOVING * len(labels):
                break
    return labels


def _best_moves(
    between: Any, movers: Integers, labels: Integers, degree: Floats, price: Floats
) -> Integers:
    """Return for each mover the neighbouring community with the highest gain (or its own).

    The gain of community c for node i is ``w(i, c) - price_i * degree_i * total_c``, with i itself
    taken out of the total of its own community.
    """
    links = (between[movers] @ _membership(labels)).tocsr()
    total = np.bincount(labels, weights=degree, minlength=links.shape[1])
    row = np.repeat(np.arange(len(movers)), np.diff(links.indptr))
    own_label, own_degree = labels[movers], degree[movers]
    cost = price[movers] * own_degree
    own = links.indices == own_label[row]
    gain = links.data - cost[row] * (total[links.indices] - own * own_degree[row])
    stay = -cost * (total[own_label] - own_degree)
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
