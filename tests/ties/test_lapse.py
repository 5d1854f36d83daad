import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from netkit.ties.lapse import (
    DEFAULTS,
    Coefficients,
    Snapshot,
    calibrate,
    day_strength,
    interval,
    lapse_probability,
    logit,
    probability,
    snapshot,
    snapshot_days,
)

CASES = [
    Snapshot(silent_days=10.0 * i % 97, strength=0.3 * (i % 7), lapsed=i % 3 == 0)
    for i in range(60)
]


@settings(deadline=None)
@given(st.floats(0, 2000), st.floats(0, 50), st.floats(0.1, 300))
def test_longer_silence_never_lowers_the_probability(
    silent: float, strength: float, more: float
) -> None:
    assert logit(silent + more, strength) > logit(silent, strength)


@settings(deadline=None)
@given(st.floats(0, 2000), st.floats(0, 50), st.floats(0.01, 10))
def test_a_stronger_tie_is_less_likely_to_lapse(
    silent: float, strength: float, more: float
) -> None:
    assert logit(silent, strength + more) < logit(silent, strength)


@settings(deadline=None)
@given(st.floats(0, 2000), st.floats(0, 50), st.floats(0.1, 10))
def test_the_formula_has_no_scale_of_its_own(silent: float, strength: float, scale: float) -> None:
    assert logit(silent * scale, strength, 60 * scale) == pytest.approx(
        logit(silent, strength, 60), abs=1e-9
    )


def test_both_of_two_contacts_speak() -> None:
    two, later = day_strength([0, 20], 50), day_strength([20], 50)
    assert lapse_probability(30, two) < lapse_probability(30, later)


def test_arrays_and_floats_give_the_same() -> None:
    silent, strength = np.array([1.0, 40.0]), np.array([0.2, 3.0])
    together = probability(logit(silent, strength, log=np.log), np.exp)
    alone = [probability(logit(*pair)) for pair in zip(silent, strength, strict=True)]
    assert together.tolist() == pytest.approx(alone, rel=1e-12)


def test_calibration_finds_the_mode_of_the_posterior() -> None:
    """The oracle is a general optimiser on the penalised log-likelihood."""

    def loss(beta: np.ndarray) -> float:
        total = 5.0 * (beta[0] - 2.75) ** 2 + 25 * (beta[1] - 0.5) ** 2 + 25 * (beta[2] + 1.56) ** 2
        for case in CASES:
            p = 1 / (
                1
                + math.exp(
                    -beta[0]
                    - beta[1] * math.log(case.silent_days / 60 + 0.05)
                    - beta[2] * math.log1p(case.strength)
                )
            )
            total -= math.log(p if case.lapsed else 1 - p)
        return float(total)

    oracle = minimize(loss, [2.75, 0.5, -1.56], method="Nelder-Mead", options={"xatol": 1e-9})
    found = calibrate(CASES)
    assert found.calibrated
    assert found.cases == len(CASES)
    assert [found.intercept, found.silence, found.strength] == pytest.approx(oracle.x, abs=1e-4)


@pytest.mark.parametrize(
    "cases", [CASES[:9], [Snapshot(5, 1, lapsed=True)] * 30, []], ids=["few", "one outcome", "none"]
)
def test_a_past_that_says_too_little_leaves_the_defaults(cases: list[Snapshot]) -> None:
    assert calibrate(cases) == DEFAULTS
    assert not calibrate(cases).calibrated


def test_calibration_moves_the_mean_towards_what_happened() -> None:
    lasting = [Snapshot(30, 1, lapsed=i % 20 == 0) for i in range(200)]
    fitted = calibrate(lasting)
    before = probability(logit(30, 1))
    assert probability(logit(30, 1, coefficients=fitted)) < before


def test_a_snapshot_sees_nothing_of_what_came_after() -> None:
    days = [1.0, 5.0, 40.0, 90.0]
    assert snapshot(days, 50) == snapshot([1.0, 5.0, 40.0, 91.0], 50)
    at_50 = snapshot(days, 50)
    assert at_50 is not None
    assert at_50.silent_days == 10
    assert not at_50.lapsed
    gone = snapshot(days, 20, horizon=15)
    assert gone is not None
    assert gone.lapsed


def test_a_snapshot_needs_two_contact_days() -> None:
    assert snapshot([1.0, 40.0], 30) is None


def test_snapshots_end_where_the_present_begins() -> None:
    assert all(day + 60 <= 500 for day in snapshot_days(500.0))


def test_probabilities_stay_between_nought_and_one() -> None:
    extremes = product([0.0, 1e6], [0.0, 1e6])
    assert all(0 < probability(logit(*pair)) < 1 for pair in extremes)


def test_defaults_are_those_of_the_published_fit() -> None:
    assert Coefficients(2.75, 0.50, -1.56) == DEFAULTS


@settings(deadline=None)
@given(st.floats(0, 1), st.booleans())
def test_the_interval_holds_the_probability_and_is_wider_uncalibrated(
    p: float, drawn: bool
) -> None:
    low, high = interval(p, calibrated=drawn)
    assert 0 <= low <= p + 1e-9
    assert p - 1e-9 <= high <= 1
    wide = interval(p, calibrated=False)
    assert wide[0] <= low
    assert high <= wide[1]
    assert interval(1 - p, calibrated=drawn) == pytest.approx((1 - high, 1 - low), abs=1e-6)
