import numpy as np
import pytest

from netkit.answers.backtest import Backtest, backtest
from netkit.ties import Network

DAY = 86_400


def circle(days: int, stop: int) -> tuple[list[int], list[int], list[int]]:
    """Forty people, each in touch with the next two weekly; every third tie ends on day `stop`."""
    rows = [
        (a, (a + step) % 40, day * DAY)
        for a in range(40)
        for step in (1, 2)
        for day in range(a % 7, days, 7)
        if day < stop or (a + step) % 3
    ]
    sources, targets, times = zip(*rows, strict=True)
    return list(sources), list(targets), list(times)


def test_the_figures_are_those_of_the_forecasts() -> None:
    found = backtest(Network.from_events(*circle(500, 250)), 30)
    assert found.cuts == 12  # of 365 days
    assert sum(each.cases for each in found.bins) == found.cases
    assert found.right <= found.cases
    assert found.lapsed <= found.called
    assert found.base_brier == pytest.approx(found.base_rate * (1 - found.base_rate))
    assert found.brier < found.base_brier
    assert f"right {found.right} times of {found.cases}" in found.sentence
    always = max(found.base_rate, 1 - found.base_rate)
    assert f"saying the same of every tie, {always:.0%}" in found.sentence


def test_ties_that_ended_are_found_and_living_ones_are_not() -> None:
    found = backtest(Network.from_events(*circle(400, 250)), 30)
    assert found.right / found.cases > 0.9
    assert found.called > 0
    assert found.lapsed / found.called > 0.8


def test_what_is_asked_of_the_past_does_not_depend_on_names() -> None:
    sources, targets, times = circle(300, 150)
    named = Network.from_events([f"p{a}" for a in sources], [f"p{b}" for b in targets], times)
    assert backtest(named, 30) == backtest(Network.from_events(sources, targets, times), 30)


def test_one_persons_own_log_can_be_asked_too() -> None:
    random = np.random.default_rng(4)
    others, days = random.integers(1, 40, 1500), random.integers(0, 500, 1500)
    net = Network.from_events(np.zeros(1500, dtype=int), others, days * DAY)
    assert backtest(net, 60).cases > 100


def test_a_short_past_says_that_it_is_short() -> None:
    found = backtest(Network.from_events([1, 2], [2, 3], [0, DAY], as_of=100 * DAY))
    assert found.sentence.startswith("too little past to say")
    assert isinstance(found, Backtest)
    assert backtest(Network.from_events([], [], [], as_of=0)).cases == 0
