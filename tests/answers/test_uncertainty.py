import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.answers.wording import TOO_FEW, certainty, interval


@pytest.mark.parametrize("probability", [0.0, 0.5, 1.0])
def test_two_contacts_are_too_few_for_any_word(probability: float) -> None:
    assert certainty(probability, 2) == TOO_FEW


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.95, "clearly"),
        (0.75, "probably"),
        (0.6, "perhaps"),
        (0.5, "as likely as not"),
        (0.4, "perhaps not"),
        (0.25, "probably not"),
        (0.05, "clearly not"),
    ],
)
def test_each_probability_has_its_word(probability: float, words: str) -> None:
    assert certainty(probability, 100) == words


def test_few_cases_are_never_clear() -> None:
    assert certainty(0.99, 9) == "probably"
    assert certainty(0.01, 9) == "probably not"


@settings(deadline=None)
@given(st.floats(0, 1), st.integers(3, 1000))
def test_the_opposite_sounds_as_sure(probability: float, cases: int) -> None:
    strip = {certainty(p, cases).removesuffix(" not") for p in (probability, 1 - probability)}
    assert len(strip - {"as likely as"}) <= 1


def test_the_interval_is_wilsons() -> None:
    """statsmodels' proportion_confint(8, 10, 0.1, "wilson") gives (0.5408, 0.9315)."""
    assert interval(8, 10) == pytest.approx((0.5408, 0.9315), abs=1e-3)


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(1, 50))
def test_the_interval_holds_the_share_and_shrinks_with_cases(came: int, more: int) -> None:
    cases = came + more
    low, high = interval(came, cases)
    assert 0 <= low <= came / cases <= high <= 1
    wide = interval(came * 10, cases * 10)
    assert wide[1] - wide[0] < high - low
