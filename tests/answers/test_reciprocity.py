import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from netkit.answers.reciprocity import balance, share, sides
from netkit.ties import Network

DAY = 86_400
COUNT = st.integers(0, 200)


@settings(deadline=None)
@given(COUNT, COUNT)
def test_the_share_is_the_beta_posterior(given_: int, received: int) -> None:
    posterior = stats.beta(given_ + 1, received + 1)
    found = share(given_, received)
    assert found.mean == pytest.approx(posterior.mean())
    assert found.interval == pytest.approx((posterior.ppf(0.05), posterior.ppf(0.95)), abs=1e-6)
    assert found.lopsided == pytest.approx(posterior.sf(0.65) + posterior.cdf(0.35), abs=1e-9)


@settings(deadline=None)
@given(COUNT, COUNT)
def test_the_other_side_sees_the_mirror_image(given_: int, received: int) -> None:
    mirrored = {"mostly given": "mostly received", "mostly received": "mostly given"}
    here, there = share(given_, received), share(received, given_)
    assert here.mean == pytest.approx(1 - there.mean)
    assert mirrored.get(here.verdict, here.verdict) == there.verdict


def test_nothing_lopsided_is_called_on_few_contacts() -> None:
    # Beta(5, 1): P(θ > .65) = 1 − .65⁵ = .884; Beta(6, 1): .925
    assert share(2, 0).verdict == "too few to say"
    assert share(4, 0).verdict == "too few to say"
    assert share(5, 0).verdict == "mostly given"
    assert share(0, 5).verdict == "mostly received"


@pytest.mark.parametrize(
    ("given_", "received", "verdict"),
    [
        (50, 50, "balanced"),
        (8, 4, "no clear lean"),
        (80, 20, "mostly given"),
        (0, 0, "too few to say"),
    ],
)
def test_the_verdict_in_words(given_: int, received: int, verdict: str) -> None:
    assert share(given_, received).verdict == verdict


def test_weighted_favours_are_taken() -> None:
    assert share(7.5, 0.0).verdict == "mostly given"


@given(COUNT, COUNT, COUNT)
def test_a_day_of_both_counts_half_to_either(mine: int, theirs: int, both: int) -> None:
    days = mine + theirs + both
    assert sides(days, mine + both, theirs + both) == (mine + both / 2, theirs + both / 2)


def test_who_answers_on_the_day_is_in_balance() -> None:
    """Twenty days of both: Beta(11, 11), P(θ > .65 or θ < .35) = .15."""
    net = Network.from_events("ab" * 20, "ba" * 20, [k // 2 * DAY + k for k in range(40)])
    [row] = balance(net)
    assert (row.given, row.received, row.share, row.verdict) == (20, 20, 0.5, "balanced")
    posterior = stats.beta(11, 11)
    assert row.lopsided == pytest.approx(posterior.sf(0.65) + posterior.cdf(0.35))


def test_contact_days_are_counted_each_way_and_the_surest_come_first() -> None:
    sources = ["a", "a", "b", *"c" * 9]
    targets = ["b", "b", "a", *"d" * 9]
    times = [0, 60, DAY, *(day * DAY for day in range(9))]
    rows = balance(Network.from_events(sources, targets, times))
    surest, even = rows[0], rows[1]
    assert (surest.a, surest.b, surest.given, surest.received) == ("c", "d", 9, 0)
    assert surest.verdict == "mostly given"
    assert (even.given, even.received, even.verdict) == (1, 1, "too few to say")
    assert even.evidence == (2, 1, 0)
    assert surest.because[0].text == "reached out on 9 days, was reached on 0"


def test_an_empty_network_has_no_balance() -> None:
    assert list(balance(Network.from_events([], [], [], as_of=0))) == []
