"""The invented lives of the truth benchmark are what they are said to be."""

from collections import Counter
from itertools import pairwise

import pytest

from benchmarks.quality.invented_lives import DAYS, invent_lives
from benchmarks.quality.other_lives import invent_other_lives
from benchmarks.quality.truth import live


def test_a_seed_always_invents_the_same_sixty_people() -> None:
    lives = invent_lives(3)
    assert lives == invent_lives(3) != invent_lives(4)
    assert len({life.name for life in lives}) == len(lives) == 62
    fates = Counter(life.fate for life in lives)
    assert fates["steady"] == 33
    assert min(fates.values()) >= 1


def test_a_tie_that_ended_has_no_contact_after_its_turn() -> None:
    for life in invent_lives(5):
        if life.fate in {"silent", "dead", "left", "peace"}:
            assert life.days[-1] == life.turn < DAYS
            assert life.is_lost(life.turn + 1)
        if life.fate == "unanswered":
            later = [contact for contact in life.contacts if contact.day > life.turn]
            assert 1 <= len(later) <= 4
            assert all(contact.mine and contact.channel == "mail" for contact in later)
        if life.fate == "steady":
            assert not life.is_lost(DAYS - 1)


def test_whoever_died_or_asked_for_peace_is_nobody_to_write_to_once_that_is_known() -> None:
    told = [life for seed in range(5) for life in invent_lives(seed) if life.told < DAYS]
    assert {life.fate for life in told} == {"dead", "peace"}
    assert all(life.is_willing(life.turn) and not life.is_willing(life.told) for life in told)


@pytest.mark.slow
def test_most_of_whom_the_product_calls_fading_are_lost() -> None:
    figures = live(21)
    assert figures["fading precision"] >= 0.8
    assert figures["fading recall"] >= 0.75
    assert figures["fell silent precision"] >= 0.8
    assert figures["acts precision"] >= 0.85
    assert figures["rings on regular ties"] <= 0.08


def test_the_other_people_live_as_their_fates_say() -> None:
    for life in invent_other_lives(7):
        days = life.days
        assert days == sorted(set(days))
        assert not set(days) & set(range(300, 335))  # the owner's leave
        after = [day for day in days if day > life.turn]
        if life.fate in {"silent", "dead"}:
            assert not after
        if life.fate == "fade":
            assert all(late - early > 2 * life.period for early, late in pairwise(after[1:]))
        if life.fate == "sleep" and after:
            assert min(after) - life.turn > 2 * life.period
