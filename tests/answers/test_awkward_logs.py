"""Whatever log comes through the library's face: no error, no missing number, shares are shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.answers.introduce.introductions import candidates, scores
from netkit.answers.reciprocity import balance
from netkit.answers.weakening import weakening
from netkit.ties import Network

DAY = 86_400.0
START = datetime(2026, 1, 5, tzinfo=UTC)
Columns = tuple[Iterable[Any], Iterable[Any], Iterable[Any]]
LOGS: dict[str, Columns] = {
    "one event": ([1], [2], [0]),
    "one pair": ([1] * 9, [2] * 9, [day * DAY for day in range(9)]),
    "ten events in ten seconds": ("abcdeabcde", "bcdeacdeab", range(10)),
    "fractions of seconds": ([1, 2, 3] * 5, [2, 3, 1] * 5, [k * 0.37 for k in range(15)]),
    "datetimes": ("ab" * 5, "bc" * 5, [START + timedelta(days=k) for k in range(10)]),
    "ISO strings": ("ab" * 5, "bc" * 5, [f"2026-01-{day:02}" for day in range(1, 11)]),
    "numpy days": (
        np.array(["a", "b"] * 5), np.array(["b", "c"] * 5),
        np.datetime64("2026-01-01") + np.arange(10),
    ),
    "pandas": (
        pd.Series(["a", "b"] * 5, dtype="category"), pd.Series(["b", "c"] * 5, dtype="category"),
        pd.Series(pd.date_range("2026-01-01", periods=10, tz="Europe/Lisbon")),
    ),
    "with oneself": ([1, 1, 2, 2], [1, 2, 2, 3], [0, DAY, 2 * DAY, 3 * DAY]),
    "with oneself alone": ([1, 1], [1, 1], [0, DAY]),
    "the same row again": ([1] * 50 + [2] * 50, [2] * 50 + [3] * 50, [DAY] * 100),
    "all at once": (list(range(20)) * 15, [k // 15 for k in range(300)], np.zeros(300)),
    "decades of silence": ([1, 2, 3] * 6, [2, 3, 1] * 6, [0, 1, 2, 1e9, 1e9 + 1, 2e9] * 3),
    "before 1970": ([1, 2, 3] * 4, [2, 3, 1] * 4, [-1e9 + k * DAY for k in range(12)]),
    "ids of any kind": (["a", 1, 2, ("t",)] * 3, [1, "a", ("t",), 2] * 3, range(12)),
    "one person's own": ([0] * 300, list(range(1, 301)), np.arange(300) * 3_600),
    "as regular as a clock": (
        [a for a in range(9) for b in range(a) for _ in range(20)],
        [b for a in range(9) for b in range(a) for _ in range(20)],
        [week * 7 * DAY for _ in range(36) for week in range(20)],
    ),
}  # fmt: skip


def assert_sound(net: Network, horizon: float) -> None:
    ties = weakening(net, horizon).to_frame()
    assert np.isfinite(ties.select_dtypes("number").to_numpy(dtype=float)).all()
    assert ((ties["lapse_probability"] > 0) & (ties["lapse_probability"] < 1)).all()
    some = net.people[:5]
    assert np.isfinite(scores(net, [(a, b) for a in some for b in some], horizon)).all()
    for broker in some:
        assert all(np.isfinite(each.score) for each in candidates(net, broker, 20, horizon))
    for row in balance(net):
        low, high = row.interval
        assert 0 <= low < row.share < high <= 1


@pytest.mark.parametrize("horizon", [0.1, 3.0, 7.0, 60.0, 3_650.0])
@pytest.mark.parametrize("name", LOGS)
def test_a_log_of_any_kind_is_answered_in_numbers(name: str, horizon: float) -> None:
    assert_sound(Network.from_events(*LOGS[name]), horizon)


@pytest.mark.parametrize("as_of", [-5.0, 1e10])
def test_a_moment_before_all_or_centuries_after_is_answered_too(as_of: float) -> None:
    assert_sound(Network.from_events(*LOGS["fractions of seconds"], as_of=as_of), 60.0)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(-1e9, 4e9)),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from((0.5, 7.0, 30.0, 400.0)),
)
def test_any_log_at_all(events: list[tuple[int, int, float]], horizon: float) -> None:
    assert_sound(Network.from_events(*zip(*events, strict=True), unit="s"), horizon)
