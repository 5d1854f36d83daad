import numpy as np
import pytest
from scipy.optimize import minimize

from netkit.ties.neighborhood_features import FEATURES
from netkit.ties.network_lapse import DEFAULTS, NetworkModel, drawn, newton, probabilities

PLAIN = NetworkModel(0.5, (1.0, -1.0, *(0.0,) * 7), (0.0,) * 9, (1.0,) * 9)


def cases(seed: int, count: int = 300) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    rows = random.normal(size=(count, 9))
    lapsed = random.random(count) < 1 / (1 + np.exp(-rows[:, 0] + rows[:, 3]))
    return rows, lapsed, random.integers(0, 3, count)


def test_newton_finds_the_mode_that_a_general_optimiser_finds() -> None:
    rows, lapsed, _ = cases(1)
    prior, precision = np.linspace(-1, 1, 9), np.linspace(1, 50, 9)

    def loss(beta: np.ndarray) -> float:
        logit = rows @ beta
        fit = np.logaddexp(0, np.where(lapsed, -logit, logit)).sum()
        return float(fit + 0.5 * (precision * (beta - prior) ** 2).sum())

    oracle = minimize(loss, prior, method="BFGS", options={"gtol": 1e-7}).x
    assert newton(rows, lapsed.astype(float), prior, precision) == pytest.approx(oracle, abs=1e-4)


def test_a_weight_of_two_is_the_same_case_twice() -> None:
    rows, lapsed, _ = cases(2, 40)
    outcomes, prior, precision = lapsed.astype(float), np.zeros(9), np.ones(9)
    twice = newton(np.repeat(rows, 2, axis=0), np.repeat(outcomes, 2), prior, precision)
    weighed = newton(rows, outcomes, prior, precision, np.full(40, 2.0))
    assert weighed == pytest.approx(twice)


def test_the_past_draws_the_model_towards_what_happened() -> None:
    rows, lapsed, period = cases(3)
    model = drawn(PLAIN, rows, lapsed, period)
    assert model.calibrated
    assert model.cases == 300
    assert model.slopes[3] < -0.3  # the truth is −1, the prior 0
    assert PLAIN.cases == 0


def test_cases_of_one_period_move_the_level_less_than_those_of_three() -> None:
    """A week in which all was quiet may be a holiday; three such weeks are a habit."""
    rows = np.zeros((300, 9))
    lapsed = np.arange(300) % 10 > 0  # nine in ten: 2.2 logits
    one = drawn(PLAIN, rows, lapsed, np.zeros(300, dtype=int)).intercept
    three = drawn(PLAIN, rows, lapsed, np.arange(300) // 100).intercept
    assert PLAIN.intercept < one < three < 2.2


def test_what_is_known_of_a_period_does_not_move_the_level() -> None:
    """Nine in ten lapsed in a period known to lie 2.2 logits above the level of 0."""
    rows, lapsed = np.zeros((300, 9)), np.arange(300) % 10 > 0
    level = NetworkModel(0.0, PLAIN.slopes, PLAIN.centre, PLAIN.scale)
    period = np.zeros(300, dtype=int)
    told = drawn(level, rows, lapsed, period, np.array([np.log(9)]))
    assert told.intercept == pytest.approx(0, abs=1e-6)
    assert drawn(level, rows, lapsed, period).intercept > 1
    assert probabilities(np.zeros((1, 9)), told, np.log(9)) == pytest.approx(0.9)


def test_the_wider_the_periods_spread_the_less_one_of_them_says() -> None:
    rows, lapsed, period = np.zeros((300, 9)), np.arange(300) % 10 > 0, np.zeros(300, dtype=int)
    wide = drawn(PLAIN, rows, lapsed, period, spread=1.0).intercept
    narrow = drawn(PLAIN, rows, lapsed, period, spread=0.35).intercept
    assert PLAIN.intercept < wide < narrow


@pytest.mark.parametrize("lapsed", [[True] * 30, [False] * 30, [True, False] * 4])
def test_a_past_that_says_too_little_leaves_the_model(lapsed: list[bool]) -> None:
    rows, period = np.ones((len(lapsed), 9)), np.zeros(len(lapsed), dtype=int)
    assert drawn(DEFAULTS, rows, np.array(lapsed), period) is DEFAULTS


def test_probabilities_are_never_certain() -> None:
    extremes = np.vstack([np.full((1, 9), 1e6), np.full((1, 9), -1e6)])
    assert ((probabilities(extremes) > 0) & (probabilities(extremes) < 1)).all()


def test_the_model_knows_all_features() -> None:
    assert len(DEFAULTS.slopes) == len(DEFAULTS.centre) == len(DEFAULTS.scale) == len(FEATURES)
