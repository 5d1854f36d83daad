"""The best pairs of strangers are those that scoring every pair gives."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.ties import Network
from netkit.ties.link_prediction import candidates, scores

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
