import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.ties.strength import band, log_strength, saturated, shown, strength

DAYS = st.lists(st.integers(0, 25_000), min_size=1, max_size=40, unique=True)


@settings(deadline=None)
@given(DAYS, st.integers(25_000, 26_000), st.floats(5, 500))
def test_strength_is_the_sum_of_decayed_contacts(
    days: list[int], now: int, half_life: float
) -> None:
    slowly = sum(2 ** (-(now - day) / half_life) for day in days)
    assert strength(log_strength(days, half_life=half_life), now, half_life) == pytest.approx(
        slowly, rel=1e-9
    )


@settings(deadline=None)
@given(DAYS, st.randoms(use_true_random=False))
def test_the_order_of_contacts_does_not_matter(days: list[int], chance: random.Random) -> None:
    shuffled = days.copy()
    chance.shuffle(shuffled)
    assert log_strength(shuffled) == pytest.approx(log_strength(days), rel=1e-12)


@settings(deadline=None)
@given(DAYS, st.integers(0, 24_000))
def test_one_more_contact_never_lowers_strength(days: list[int], another: int) -> None:
    more = sorted({*days, another})
    assert log_strength(more) >= log_strength(sorted(days)) - 1e-12


def test_strength_halves_in_a_half_life() -> None:
    tie = log_strength([100, 130, 140])
    assert strength(tie, 320) == pytest.approx(strength(tie, 200) / 2)


def test_no_contact_is_no_strength() -> None:
    assert log_strength([]) == -math.inf
    assert strength(log_strength([]), now=10) == 0.0


def test_a_contact_in_the_far_future_does_not_overflow() -> None:
    assert math.isfinite(log_strength([1e9], half_life=1.0))


def test_shown_strength_stays_below_a_hundred() -> None:
    assert shown(0.0) == 0
    assert shown(1e9) < 100
    assert saturated(3.0) == 0.75


def test_bands_follow_the_layers_of_a_personal_network() -> None:
    # 5, 15, 50, 150: Zhou, Sornette, Hill & Dunbar 2005
    words = [band(rank, 1.0) for rank in (5, 6, 15, 16, 50, 51, 150, 151)]
    assert words == [
        "closest", "close", "close", "good", "good", "active", "active", "distant",
    ]  # fmt: skip


def test_a_tie_without_recent_contact_is_faint_whatever_its_rank() -> None:
    assert band(1, 0.04) == "faint"
