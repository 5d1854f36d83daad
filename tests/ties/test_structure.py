import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.errors import NothingFoundError
from netkit.ties import Network
from netkit.ties.link_prediction import candidates, common_ground, scores

EVENTS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 40 * 86400)).filter(
        lambda event: event[0] != event[1]
    ),
    min_size=1,
    max_size=50,
)
Event = tuple[int, int, int]


def network(events: list[Event]) -> Network:
    return Network.from_events(*zip(*events, strict=True), as_of=41 * 86400, unit="s")


def tie_weights(events: list[Event], now: int = 41) -> dict[frozenset[int], float]:
    """v = w / (1 + w) of every pair, the slow way."""
    days: dict[frozenset[int], set[int]] = {}
    for source, target, seconds in events:
        days.setdefault(frozenset((source, target)), set()).add(seconds // 86400)
    sums = {pair: sum(2 ** (-(now - day) / 60) for day in each) for pair, each in days.items()}
    return {pair: w / (1 + w) for pair, w in sums.items()}


def slow_score(events: list[Event], i: int, j: int, now: int = 41) -> float:
    """Two and three ties, by loops over people; the horizon is 60 days."""
    v = tie_weights(events, now)
    people = {person for pair in v for person in pair}

    def tie(x: int, y: int) -> float:
        return v.get(frozenset((x, y)), 0.0) if x != y else 0.0

    total = {z: sum(weight for pair, weight in v.items() if z in pair) for z in people}
    if not {i, j} <= people:
        return 0.0
    two = common_ground([(tie(i, z), tie(j, z), total[z]) for z in people])
    three = sum(
        tie(i, y) * tie(y, z) * tie(z, j) / (math.log(2 + total[y]) * math.log(2 + total[z]))
        for y in people
        for z in people
    )
    last = {z: max(t // 86400 for a, b, t in events if z in (a, b)) for z in (i, j)}
    return (two + three / 10) * 2 ** (-(now - min(last.values())) / 120)


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_scores_equal_the_double_loop(events: list[Event]) -> None:
    pairs = list(combinations(range(8), 2))
    expected = [slow_score(events, i, j) for i, j in pairs]
    assert scores(network(events), pairs).tolist() == pytest.approx(expected, abs=1e-10)


@settings(max_examples=20, deadline=None)
@given(EVENTS)
def test_the_order_within_a_pair_does_not_matter(events: list[Event]) -> None:
    pairs = list(combinations(range(8), 2))
    net = network(events)
    there, back = scores(net, pairs), scores(net, [(j, i) for i, j in pairs])
    assert there == pytest.approx(back)


@settings(max_examples=20, deadline=None)
@given(EVENTS)
def test_people_far_away_change_nothing(events: list[Event]) -> None:
    pairs = list(combinations(range(8), 2))
    strangers = [(100, 101, 5), (101, 102, 900)]
    here, with_strangers = network(events), network(events + strangers)
    assert scores(here, pairs).tolist() == scores(with_strangers, pairs).tolist()


@settings(max_examples=40, deadline=None)
@given(EVENTS, st.integers(1, 7))
def test_a_contact_more_with_anybody_else_lowers_no_score(events: list[Event], other: int) -> None:
    """Of 0 with somebody, today: 0 is nearer to all whom that person knows, further from none."""
    pairs = [(0, j) for j in range(1, 8) if j != other]
    before = scores(network(events), pairs)
    after = scores(network([*events, (0, other, 41 * 86_400)]), pairs)
    assert (after >= before - 1e-12).all()


def test_unknown_people_score_nothing() -> None:
    net = Network.from_events("ab", "bc", [1, 2])
    assert scores(net, [("a", "nobody"), ("a", "c")])[0] == 0
    assert scores(net, []).shape == (0,)


def test_candidates_are_the_brokers_contacts_who_have_no_tie() -> None:
    sources, targets = "zzzzabbc", "abcdbeee"
    net = Network.from_events(sources, targets, range(8))
    found = candidates(net, "z")
    pairs = {frozenset((each.a, each.b)) for each in found}
    assert pairs == {frozenset(pair) for pair in ("ac", "ad", "bc", "bd", "cd")}
    assert frozenset((found[0].a, found[0].b)) == frozenset("bc")  # e knows both of them too
    assert set(found[0].common) == {"z", "e"}
    ranked = [each.score for each in found]
    assert ranked == sorted(ranked, reverse=True)
    assert scores(net, [(each.a, each.b) for each in found]).tolist() == pytest.approx(ranked)


def test_the_limit_keeps_the_best() -> None:
    net = Network.from_events("zzzzabbc", "abcdbeee", range(8))
    assert candidates(net, "z", limit=2) == candidates(net, "z")[:2]


def test_an_unknown_broker_is_said() -> None:
    net = Network.from_events("a", "b", [1])
    with pytest.raises(NothingFoundError, match="'x' is not in this network"):
        candidates(net, "x")


def test_many_pairs_are_scored_in_blocks() -> None:
    net = Network.from_events("ab", "bc", [1, 2])
    many = scores(net, [("a", "c")] * 45_000)
    assert np.ptp(many) == 0
    assert many[0] > 0


def test_two_who_are_three_ties_apart_are_nearer_than_strangers() -> None:
    net = Network.from_events("abcxy", "bcdyz", [1] * 5)
    three, none, two = scores(net, [("a", "d"), ("a", "x"), ("a", "c")])
    assert two > three > none == 0


def test_whoever_has_gone_quiet_meets_nobody() -> None:
    day = 86_400
    net = Network.from_events("zzzz", "abab", [0, 0, 0, 300 * day], as_of=300 * day)
    awake = Network.from_events("zzzz", "abab", [0, 0, 300 * day, 300 * day], as_of=300 * day)
    assert scores(net, [("a", "b")])[0] < scores(awake, [("a", "b")])[0]
