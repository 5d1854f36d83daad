"""Whole-network answers equal those of the plain formulas; nothing of the future is seen."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.answers.tie_forecast import Weakening
from netkit.answers.weakening import weakening
from netkit.ties import Network, lapse, network_lapse, slowdown
from netkit.ties import neighborhood_features as surroundings
from netkit.ties.contact_days import contact_days, tie_columns
from netkit.ties.network_lapse import PERIOD_SPREAD
from netkit.ties.outlook import outlook
from netkit.ties.owner_clock import owner_clock
from netkit.ties.strength import log_strength, shown, strength

DAY = 86_400
DAYS_OF_TIES = st.lists(
    st.lists(st.integers(0, 300), min_size=1, max_size=25, unique=True), min_size=1, max_size=12
)
NOW = 301


def network(days_of_ties: list[list[int]], now: int = NOW) -> Network:
    """One owner, 0, with a tie to 1, 2, … on the given days."""
    rows = [(tie + 1, day * DAY) for tie, days in enumerate(days_of_ties) for day in days]
    others, times = zip(*rows, strict=True)
    return Network.from_events([0] * len(rows), others, times, as_of=now * DAY)


def by_other(net: Network, horizon: float = 60.0) -> dict[object, Weakening]:
    return {row.b if row.a == 0 else row.a: row for row in weakening(net, horizon)}


def _momentum(days: list[int], usual: float) -> float:
    if not usual:
        return 0.0
    half_life = slowdown.half_life(usual)
    pace = slowdown.pace(days, NOW, half_life)
    return float(slowdown.momentum(pace, usual, half_life, NOW - min(days)))


@settings(max_examples=40, deadline=None)
@given(DAYS_OF_TIES)
def test_every_figure_is_that_of_the_plain_formulas(days_of_ties: list[list[int]]) -> None:
    found = by_other(network(days_of_ties))
    gaps = [gap for days in days_of_ties for gap in slowdown.log_gaps(days)]
    mean = sum(gaps) / max(len(gaps), 1)
    snapshots = [
        case
        for at in lapse.snapshot_days(NOW)
        for days in days_of_ties
        if (case := lapse.snapshot([float(day) for day in days], at))
    ]
    coefficients = lapse.calibrate(snapshots)
    clock = owner_clock(Counter(day for days in days_of_ties for day in {*days}), NOW)
    for tie, days in enumerate(days_of_ties):
        row, own = found[tie + 1], slowdown.log_gaps(days)
        gap = slowdown.typical_gap(len(own), sum(own), mean)
        half_life = slowdown.half_life(gap)
        power = strength(log_strength(days), NOW)
        silent = NOW - max(days)
        pace = slowdown.pace(days, NOW, half_life)
        view = outlook(days, NOW, clock)
        usual = view.rhythm.usual_days if view.rhythm else 0.0
        expected = (
            shown(power),
            _momentum(days, usual),
            lapse.lapse_probability(silent, power, coefficients=coefficients),
            slowdown.alert(pace),
            silent,
            usual,
        )
        got = (
            row.strength,
            row.momentum,
            row.lapse_probability,
            row.weakening,
            row.silent_days,
            row.usual_gap_days,
        )
        assert got == pytest.approx(expected, rel=1e-7, abs=1e-9)
        assert row.contact_days == len(days)
        assert row.cases == coefficients.cases


def test_every_tie_comes_once_and_regular_ones_first() -> None:
    regular, slowing = list(range(0, 300, 7)), list(range(0, 230, 7))
    rows = weakening(network([[300], regular, slowing, [1, 2]]))
    order = [row.b for row in rows]
    assert order[:2] == [3, 2]
    assert sorted(order) == [1, 2, 3, 4]  # type: ignore[type-var]
    assert rows[0].weakening > rows[1].weakening


def test_a_slowing_tie_says_why() -> None:
    slowing = by_other(network([list(range(0, 230, 7)), list(range(0, 301, 7))]))[1]
    kinds = [reason.kind for reason in slowing.because]
    assert kinds == ["silence", "momentum", "lapse"]
    # 0, 7, … 224; the usual gap of both ties is 7 days, the silence 301 − 224
    assert slowing.because[0].text == "77 days since the last contact, usually every week, 32 times"
    assert slowing.momentum < -1
    assert slowing.evidence == (32, 31, 30)


def test_few_contacts_say_no_more_than_that() -> None:
    row = by_other(network([[5, 9]]))[1]
    assert row.because[-1].text == "too few to say"
    assert not row.calibrated


def test_later_events_change_nothing() -> None:
    days = [[3, 9, 40, 120], [100, 110, 130, 200, 290]]
    with_future = network([[*each, 500, 600] for each in days])
    now, then = by_other(network(days)), by_other(with_future)
    for other, row in now.items():
        future = then[other]
        assert (future.lapse_probability, future.weakening, future.strength) == (
            row.lapse_probability,
            row.weakening,
            row.strength,
        )


def test_short_periods_count_contacts_per_hour() -> None:
    hours = [3600 * hour for hour in range(0, 48, 4)]
    net = Network.from_events([0] * 12, [1] * 12, hours, as_of=50 * 3600)
    [row] = weakening(net, horizon_days=3)
    assert row.contact_days == 12
    assert row.silent_days == pytest.approx(6 / 24)
    assert row.usual_gap_days == pytest.approx(4 / 24)


def test_an_empty_network_has_no_ties() -> None:
    rows = weakening(Network.from_events([], [], [], as_of=0))
    assert list(rows) == []
    assert rows.to_frame().empty


def test_the_frame_has_one_row_per_tie_and_says_why() -> None:
    rows = weakening(network([[1, 8, 15], [20]]))
    frame = rows.to_frame()
    assert frame["b"].tolist() == [row.b for row in rows]
    assert frame["lapse_probability"].tolist() == [row.lapse_probability for row in rows]
    assert frame["because"].str.contains("since the last contact").all()
    assert "because" not in rows.to_frame(reasons=False)


def test_rows_behave_like_a_list() -> None:
    rows = weakening(network([[1], [2], [3]]))
    assert len(rows) == 3
    assert rows[-1] == list(rows)[2]
    assert list(rows[1:]) == list(rows)[1:]
    assert type(rows[0].lapse_probability) is float
    with pytest.raises(IndexError):
        rows[3]


def test_probabilities_are_always_numbers() -> None:
    random = np.random.default_rng(5)
    net = Network.from_events(
        random.integers(0, 30, 500), random.integers(0, 30, 500), random.uniform(0, 4e7, 500)
    )
    for row in weakening(net):
        assert 0 < row.lapse_probability < 1
        assert math.isfinite(row.momentum)
        assert 0 < row.weakening <= 1


def crowd(days: int = 400, people: int = 40) -> tuple[list[int], list[int], list[int]]:
    """Everyone is in touch with the next three, at a pace of their own; half fall silent."""
    rows = [
        (a, (a + step) % people, day * DAY)
        for a in range(people)
        for step in (1, 2, 3)
        for day in range(a % 5, days if a % 2 else days - 90, 3 + 4 * step)
    ]
    sources, targets, times = (list(column) for column in zip(*rows, strict=True))
    return sources, targets, times


def test_a_network_of_many_is_judged_by_its_surroundings_too() -> None:
    net = Network.from_events(*crowd())
    rows = weakening(net)
    assert all(row.calibrated for row in rows)
    assert rows[0].cases > 100
    silent = [row.lapse_probability for row in rows if row.silent_days > 60]
    live = [row.lapse_probability for row in rows if row.silent_days < 15]
    assert min(silent) > max(live)


def test_the_probability_of_a_tie_is_that_of_the_formula() -> None:
    """Without a past to draw from, it is the shipped model on the features of the present."""
    sources, targets, times = crowd(days=100)
    net = Network.from_events(sources, targets, times)
    rows = weakening(net, horizon_days=120)
    contacts = contact_days(net)
    every = np.arange(net.n_ties)
    seen = surroundings.features(net, contacts, tie_columns(contacts, 240), 120, every)
    shift = network_lapse.DEFAULTS.youth * 2 ** (-(contacts.now - contacts.day.min()) / 120)
    expected = network_lapse.probabilities(seen, shift=shift, spread=PERIOD_SPREAD)
    assert not rows[0].calibrated
    found = {(row.a, row.b): row for row in rows}
    ties = tie_columns(contacts)
    mean = float(ties.sum_log_gap.sum() / ties.gap_count.sum())
    for tie, (a, b) in enumerate(zip(net.a.tolist(), net.b.tolist(), strict=True)):
        row = found[net.people[a], net.people[b]]
        assert row.lapse_probability == pytest.approx(float(expected[tie]))
        odds = row.lapse_probability / (1 - row.lapse_probability)
        days = contacts.day[contacts.tie == tie].tolist()
        own = slowdown.log_gaps(days)
        half_life = slowdown.half_life(slowdown.typical_gap(len(own), sum(own), mean), 120)
        pace = slowdown.pace(days, contacts.now, half_life)
        assert row.weakening == pytest.approx(slowdown.alert(pace, odds))


def test_in_a_network_of_many_too_later_events_change_nothing() -> None:
    sources, targets, times = crowd()
    now = 300 * DAY
    early = [row for row in zip(sources, targets, times, strict=True) if row[2] <= now]
    alone = Network.from_events(*zip(*early, strict=True), as_of=now)
    cropped = Network.from_events(sources, targets, times, as_of=now)
    figures = ["lapse_probability", "weakening", "strength", "momentum"]
    here, there = (weakening(net).to_frame(reasons=False)[figures] for net in (alone, cropped))
    assert here.equals(there)
