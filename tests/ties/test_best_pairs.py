"""The best pairs of strangers are those that scoring every pair gives."""

from __future__ import annotations

import time
import tracemalloc
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from benchmarks.library import edges
from netkit.answers.weakening import weakening
from netkit.ties import Network, link_prediction
from netkit.ties.link_prediction import candidates, scores

if TYPE_CHECKING:
    import pytest

TIES = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(0, 400)), min_size=3, max_size=90
)


@settings(max_examples=80, deadline=None)
@given(TIES, st.integers(1, 12))
def test_they_are_the_best_of_all_pairs(ties: list[tuple[int, int, int]], limit: int) -> None:
    own = [(99, a, day) for a, _, day in ties]
    events = [*ties, *own]
    net = Network.from_events(
        *zip(*((a, b, day * 86_400) for a, b, day in events), strict=True),
        as_of=401 * 86_400, unit="s",
    )  # fmt: skip
    tied = {frozenset((net.people[a], net.people[b])) for a, b in zip(net.a, net.b, strict=True)}
    friends = sorted({a for a, *_ in ties if a in net.index})
    strangers = [pair for pair in combinations(friends, 2) if frozenset(pair) not in tied]
    every = sorted(scores(net, strangers).tolist(), reverse=True)[:limit]
    best = candidates(net, 99, limit)
    assert np.allclose([one.score for one in best], every, rtol=1e-9, atol=1e-12)
    assert all(frozenset((one.a, one.b)) not in tied for one in best)
    assert len({frozenset((one.a, one.b)) for one in best}) == len(best)


def test_common_ground_of_pairs_is_that_of_whole_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oracle is the formula on dense rows; a few contacts at a time give the same."""
    rng = np.random.default_rng(5)
    half = sparse.random_array((40, 40), density=0.2, rng=rng)
    ties = sparse.csr_array(sparse.triu(half, 1) + sparse.triu(half, 1).T)
    left, right = rng.integers(0, 40, (2, 300))
    dense = ties.toarray()
    inverse = 1 / np.log(2 + dense.sum(axis=1))
    expected = [(dense[a] * dense[b] * inverse).sum() for a, b in zip(left, right, strict=True)]
    for at_once in (5, 500_000):
        monkeypatch.setattr(link_prediction, "_LOOKED_UP", at_once)
        assert np.allclose(link_prediction.pair_scores(ties, left, right), expected)
    assert len(link_prediction.pair_scores(ties, left[:0], right[:0])) == 0


def test_a_hub_is_answered_in_a_second_and_a_heavy_tailed_network_in_little_memory() -> None:
    """A tenth of what benchmarks/library.py measures: a hub of 682 among 30,000 edges."""
    frame = edges("heavy-tailed", 30_000)
    net = Network.from_pandas(frame)
    counts = np.bincount(np.concatenate((net.a, net.b)))
    tracemalloc.start()
    begin = time.process_time()
    assert len(candidates(net, net.people[int(counts.argmax())])) == 100
    seconds = time.process_time() - begin
    assert len(weakening(net)) == net.n_ties
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 5  # a tenth of a second without tracing and other work on the machine
    assert peak < 100 * 2**20
