import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from netkit.ties.beta import cdf, quantile

COUNT = st.floats(1, 3000)


@settings(deadline=None)
@given(st.floats(0, 1), COUNT, COUNT)
def test_the_distribution_is_that_of_scipy(x: float, a: float, b: float) -> None:
    assert cdf(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-9)


@settings(deadline=None)
@given(st.floats(0.01, 0.99), COUNT, COUNT)
def test_quantiles_are_those_of_scipy(p: float, a: float, b: float) -> None:
    assert quantile(p, a, b) == pytest.approx(stats.beta.ppf(p, a, b), abs=1e-7)
