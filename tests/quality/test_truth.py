"""The invented lives of the truth benchmark are what they are said to be."""

from collections import Counter

import pytest

from benchmarks.quality.invented_lives import DAYS, invent_lives
from benchmarks.quality.truth import live


def test_a_seed_always_invents_the_same_sixty_people() -> None:
    lives = invent_lives(3)
    assert lives == invent_lives(3) != invent_lives(4)
    assert len({life.name for life in lives}) == len(lives) == 62
    assert Counter(life.fate for life in lives)["steady"] == 34


def test_a_tie_that_ended_has_no_contact_after_its_turn() -> None:
    for life in invent_lives(5):
        if life.fate in {"ghost", "dead", "left"}:
            assert life.days[-1] == life.turn < DAYS
            assert life.is_lost(life.turn + 1)
        if life.fate == "steady":
            assert not life.is_lost(DAYS - 1)


@pytest.mark.slow
def test_most_of_whom_the_product_calls_fading_are_lost() -> None:
    figures = live(21)
    assert figures["fading precision"] >= 0.8
    assert figures["fading recall"] >= 0.75
    assert figures["rings on regular ties"] <= 0.08
