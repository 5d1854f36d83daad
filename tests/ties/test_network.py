from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from netkit.errors import UsageError
from netkit.ties import Network
from netkit.ties.timestamps import epoch_seconds

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECONDS = NOON.timestamp()


@pytest.mark.parametrize(
    "ids",
    [["ann", "bob"], [7, 3], ["7", 7], [("x", 1), ("y", 2)], [1.5, "b"], [2**70, 1]],
    ids=str,
)
def test_ids_come_back_as_they_were_given(ids: list[Any]) -> None:
    net = Network.from_events(ids[:1], ids[1:], [0])
    assert list(net.people) == ids
    assert [type(each) for each in net.people] == [type(each) for each in ids]


@pytest.mark.parametrize(
    "times",
    [
        [SECONDS],
        np.array([SECONDS]),
        np.array([int(SECONDS)]),
        [NOON],
        [NOON.astimezone(timezone(timedelta(hours=5)))],
        [pd.Timestamp(NOON)],
        pd.Series([NOON]),
        pd.Series([pd.Timestamp(NOON)]).dt.tz_convert("Asia/Tokyo"),
        np.array(["2026-03-01T12:00"], dtype="datetime64[s]"),
        ["2026-03-01T12:00:00Z"],
        ["2026-03-01T13:00:00+01:00"],
    ],
    ids=lambda times: type(times[0]).__name__,
)
def test_times_of_every_kind_mean_the_same_moment(times: Any) -> None:
    assert Network.from_events(["a"], ["b"], times).seconds.tolist() == [SECONDS]


@pytest.mark.parametrize(
    "as_of",
    [
        SECONDS,
        NOON,
        pd.Timestamp(NOON),
        np.datetime64("2026-03-01T12:00"),
        np.float64(SECONDS),
        "2026-03-01T12:00:00+00:00",
    ],
    ids=lambda as_of: type(as_of).__name__,
)
def test_as_of_takes_moments_of_every_kind(as_of: Any) -> None:
    assert epoch_seconds(as_of) == SECONDS


@pytest.mark.parametrize("as_of", [date(2026, 3, 1), "2026-03-01"])
def test_a_date_means_the_end_of_that_day(as_of: Any) -> None:
    hours = [NOON, NOON + timedelta(hours=11, minutes=59), NOON + timedelta(hours=12)]
    net = Network.from_events("aaa", "bcd", hours, as_of=as_of)
    assert net.people == ("a", "b", "c")


def test_nothing_after_as_of_leaves_a_trace() -> None:
    early = Network.from_events("ab", "bc", [10, 20], as_of=25)
    late = Network.from_events("dabe", "abcf", [30, 10, 20, 40], as_of=25)
    assert late.people == early.people
    assert late.seconds.tolist() == early.seconds.tolist()
    assert late.row.tolist() == [1, 2]


def test_a_message_to_oneself_is_no_tie() -> None:
    assert Network.from_events("aa", "ab", [1, 2]).n_ties == 1


def test_events_in_any_order_give_the_same_network() -> None:
    one = Network.from_events("abc", "bca", [3, 1, 2])
    other = Network.from_events("cba", "acb", [2, 1, 3])
    assert one.people == other.people
    assert one.seconds.tolist() == other.seconds.tolist()
    assert one.from_a.tolist() == other.from_a.tolist()


@pytest.mark.parametrize(
    ("events", "says"),
    [
        (("a", "bc", [1]), "same length"),
        ((["a", None], "bc", [1, 2]), "row 1 has no source or no target"),
        (("a", "b", [float("nan")]), "row 0 has no time"),
        (("a", "b", [None]), "row 0 has no time"),
        (("", "", []), "needs as_of"),
    ],
)
def test_what_is_missing_is_said(events: Any, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Network.from_events(*events)


def test_weights_must_be_above_zero() -> None:
    with pytest.raises(UsageError, match="above zero"):
        Network.from_events("a", "b", [1], weights=[0.0])


@pytest.mark.parametrize("as_of", ["tomorrow", "2026-13-01"])
def test_a_date_that_is_none_is_said(as_of: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        Network.from_events("a", "b", [1], as_of=as_of)


def test_a_frame_names_its_columns() -> None:
    frame = pd.DataFrame({"who": [1, 2], "whom": [2, 3], "when": [NOON, NOON], "w": [1.0, 0.5]})
    net = Network.from_pandas(frame, source="who", target="whom", time="when", weight="w")
    assert net.people == (1, 2, 3)
    assert net.weight.tolist() == [1.0, 0.5]
    with pytest.raises(UsageError, match="no column timestamp"):
        Network.from_pandas(frame, source="who", target="whom")


def test_networkx_gives_back_what_it_was_given() -> None:
    net = Network.from_events("abca", "bacb", [1, 90_000, 3, 4], as_of=100_000)
    again = Network.from_networkx(net.to_networkx(), as_of=100_000)
    assert set(again.people) == set(net.people)
    assert sorted(again.seconds.tolist()) == sorted(net.seconds.tolist())
    edge = net.to_networkx()["a"]["b"]
    assert edge["contact_days"] == 1
    assert edge["timestamps"] == [1.0, 4.0]


def test_dated_edges_of_any_graph_make_a_network() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_edge("a", "b", timestamp=NOON)
    graph.add_edge("a", "b", timestamp=NOON + timedelta(days=1))
    assert Network.from_networkx(graph).n_ties == 1
    graph.add_edge("b", "c")
    with pytest.raises(UsageError, match="has no 'timestamp'"):
        Network.from_networkx(graph)


def test_an_empty_graph_is_an_empty_network() -> None:
    assert Network.from_networkx(nx.Graph(), as_of=0).people == ()
