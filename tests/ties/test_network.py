from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from netkit.answers.reciprocity import balance
from netkit.answers.weakening import weakening
from netkit.errors import UsageError
from netkit.maps import from_network
from netkit.ties import Network
from netkit.ties.contact_days import contact_days
from netkit.ties.link_prediction import scores
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


@pytest.mark.parametrize(
    ("times", "options", "seconds"),
    [
        ([1_700_000_000_000], {"unit": "ms"}, 1_700_000_000),
        (pd.to_datetime(["2026-03-01 12:00"]).to_series(), {}, SECONDS),
        (pd.PeriodIndex(["2026-03-01"], freq="D"), {}, SECONDS - 43_200),
        ([pd.Period("2026-03", "M")], {}, SECONDS - 43_200),
        (["01.03.2026 12:00"], {"format": "%d.%m.%Y %H:%M"}, SECONDS),
        (["2026-03-01T13:00:00"], {"zone": "Europe/Berlin"}, SECONDS),
        (["2026-03-01T12:00:00Z"], {"zone": "Europe/Berlin"}, SECONDS),
        ([NOON.replace(hour=21, tzinfo=None)], {"zone": "Asia/Tokyo"}, SECONDS),
        ([20_513], {"unit": "D"}, SECONDS - 43_200),
    ],
)
def test_times_are_read_as_they_are_said_to_be_written(
    times: Any, options: dict[str, Any], seconds: float
) -> None:
    assert Network.from_events("a", "b", times, **options).seconds.tolist() == [seconds]


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ([1_700_000_000_000], "unit='ms'"),
        ([1990, 2001], "a year"),
        (["01.03.2026"], "row 0 has no time"),
        ([1.0, "2026-03-01"], "one kind"),
    ],
)
def test_times_that_cannot_be_what_they_are_taken_for_are_refused(times: Any, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Network.from_events(["a"] * len(times), ["b"] * len(times), times)


@pytest.mark.parametrize("options", [{"unit": "weeks"}, {"zone": "Mars/Olympus"}])
def test_an_unknown_unit_or_zone_is_said(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Network.from_events("a", "b", [1], **options)


def test_rows_that_cannot_be_read_can_be_left_out_and_the_others_keep_their_numbers() -> None:
    net = Network.from_events(
        ["a", None, "a", "a"], "bbcb", [NOON, NOON, None, NOON], errors="drop"
    )
    assert (net.people, net.row.tolist()) == (("a", "b"), [0, 3])


def test_a_contact_day_is_a_day_of_the_owners_clocks() -> None:
    """23:30 and 00:30 in Lisbon in summer are one UTC day, and two days there."""
    times = ["2026-07-01T23:30:00", "2026-07-02T00:30:00"]
    here = Network.from_events("aa", "bb", times, zone="Europe/Lisbon")
    assert contact_days(here).day.tolist() == [20_635.0, 20_636.0]
    there = Network.from_events("aa", "bb", here.seconds.tolist())
    assert contact_days(there).day.tolist() == [20_635.0]


def test_a_date_as_of_ends_in_the_owners_zone() -> None:
    assert epoch_seconds("2026-07-01", "America/New_York") - epoch_seconds("2026-07-01") == 4 * 3600


def test_a_graph_shows_the_strength_that_weakening_shows() -> None:
    """One tie, one strength, whatever its contacts weigh."""
    days = [86_400 * day for day in (1, 9, 30, 31, 60)]
    net = Network.from_events(
        "aabac", "bbaca", days, weights=[1, 0.2, 0.5, 1, 0.25], as_of=86_400 * 80
    )
    graph = net.to_networkx()
    rows = {frozenset((row.a, row.b)): row.strength for row in weakening(net)}
    for a, b, facts in graph.edges(data=True):
        assert facts["strength"] == pytest.approx(rows[frozenset((a, b))])
    scene = from_network(net)
    for tie in scene.ties:
        assert tie.strength == pytest.approx(rows[frozenset((tie.a, tie.b))], abs=0.05)


def test_weights_attributes_and_direction_survive_networkx_there_and_back() -> None:
    net = Network.from_events("aba", "bac", [1, 90_000, 3], weights=[1, 0.5, 0.25], as_of=100_000)
    graph = net.to_networkx()
    graph.nodes["a"]["name"] = "Ann"
    again = Network.from_networkx(graph, as_of=100_000)
    pairs = zip(again.seconds.tolist(), again.weight.tolist(), strict=True)
    assert sorted(pairs) == [(1.0, 1.0), (3.0, 0.25), (90_000.0, 0.5)]
    assert (again.name_of("a"), again.name_of("b"), again.directed) == ("Ann", "b", True)


def test_edges_without_a_day_can_be_given_one() -> None:
    graph: nx.Graph[str] = nx.karate_club_graph()
    net = Network.from_networkx(graph, static_at="2026-01-01")
    assert (len(net.people), net.n_ties, net.directed) == (34, 78, False)
    assert set(net.weight.tolist()) == {float(graph.edges[edge]["weight"]) for edge in graph.edges}


def test_of_a_network_without_directions_no_balance_is_told() -> None:
    meetings = Network.from_events(
        "a" * 12, "b" * 12, range(0, 12 * 86_400, 86_400), directed=False
    )
    assert len(balance(meetings)) == 0
    assert list(balance(meetings).to_frame().columns)[:2] == ["a", "b"]


def test_nobody_is_introduced_to_themselves() -> None:
    net = Network.from_events("abca", "bcab", range(4), as_of=10)
    assert scores(net, [("a", "a"), ("a", "c")])[0] == 0.0


def test_the_strongest_ties_come_by_name() -> None:
    nodes = pd.DataFrame({"id": ["a", "b"], "name": ["Ann", "Bob"]})
    edges = pd.DataFrame(
        {"source": list("aab"), "target": list("bbc"), "timestamp": [0, 90_000, 0]}
    )
    net = Network.from_pandas(edges, nodes, id="id")
    frame = net.strongest(1)
    assert frame[["a", "b", "a_name", "b_name", "contact_days"]].to_numpy().tolist() == [
        ["a", "b", "Ann", "Bob", 2]
    ]
    assert len(net.to_pandas()) == 3
    assert repr(net) == "<Network: 3 people, 2 ties, 3 contacts up to 1970-01-02>"
