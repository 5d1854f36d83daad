"""What meets a need, told on pairs that a reader can judge."""

from __future__ import annotations

import pytest

from netkit.answers.introduce.matching import (
    answers,
    best_match,
    coverage,
    given_by,
    needs_of,
    rarity,
)
from tests.answers.invented_facts import Circle, pid


def covers(need: str, given: str) -> float:
    """How well, every word being as rare as the others."""
    return coverage(need, given, {}, 1)


@pytest.mark.parametrize(
    ("need", "better", "worse"),
    [
        ("a patent lawyer", "IP attorney at ACME", "Patent examiner's software engineer"),
        ("a patent lawyer", "Patent counsel", "Divorce lawyer"),
        ("a patent lawyer", "Lawyer", "Founder of a law-tech start-up"),
        ("an engineer", "Mechanical engineer", "Sales engineer"),
        ("a cardiologist", "Cardiologist", "Physician"),
        ("a doctor", "Cardiologist", "Nurse"),
        ("an industrial designer", "Industrial design", "Interior designer"),
        ("a job as a product manager", "Recruiter for product people", "Product manager"),
        ("seed investment", "Angel investor", "Founder raising a seed round"),
        ("user research", "Usability tests", "Cancer research"),
    ],
)
def test_one_answers_a_need_better_than_another(need: str, better: str, worse: str) -> None:
    assert covers(need, better) > 1.5 * covers(need, worse)


def test_what_has_no_word_in_common_answers_nothing() -> None:
    assert covers("a harpist", "Plumber") == 0.0


def test_rare_words_of_a_need_count_for_more() -> None:
    counts = {"battery": 2, "lawyer": 400}
    assert rarity("battery", counts, 1_000) > rarity("lawyer", counts, 1_000)
    rare = coverage("batteries and lawyers", "batteries", counts, 1_000)
    assert rare > coverage("batteries and lawyers", "lawyers", counts, 1_000)


def test_an_offer_is_believed_before_a_skill_and_a_skill_before_a_title() -> None:
    circle = Circle()
    circle.person("Ann", needs=("a tailor",))
    circle.person("Offering", offers=("Tailor",))
    circle.person("Skilled", skills=("Tailor",))
    circle.person("Titled", title="Tailor")
    ann = circle.profiles[pid("Ann")]
    made = {}
    for name in ("Offering", "Skilled", "Titled"):
        match = best_match(ann, circle.profiles[pid(name)], {}, 1)
        assert match is not None
        made[name] = match.score
    assert made == {"Offering": 1.0, "Skilled": 0.7, "Titled": 0.6}


def test_each_need_is_answered_once_the_best_first() -> None:
    circle = Circle()
    circle.person("Ann", needs=("tax advice", "a tailor"))
    circle.person("Bo", skills=("Tax",), offers=("a tailor", "tailor for suits"))
    needs = needs_of(circle.profiles[pid("Ann")].needs, {}, 1)
    found = answers(needs, given_by(circle.profiles[pid("Bo")]))
    assert [(one.need, one.offer) for one in found] == [
        ("a tailor", "a tailor"),
        ("tax advice", "Tax"),
    ]
    assert found[0].evidence == ("Ann needs a tailor", "Bo offers a tailor")


def test_a_chance_word_is_no_match() -> None:
    """ "studio" and "Porto" are all they share: under a fifth of what is looked for."""
    circle = Circle()
    circle.person("Ann", needs=("a cardiologist in Porto",))
    circle.person("Bo", title="Gardener in Porto")
    assert best_match(circle.profiles[pid("Ann")], circle.profiles[pid("Bo")], {}, 1) is None
