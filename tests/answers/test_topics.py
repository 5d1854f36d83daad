"""What texts are about, and how well that finds what people need."""

from __future__ import annotations

import pytest

from benchmarks.quality.topics import auc, best_threshold, figures, read_pairs, table
from netkit.topics.synonyms import ROLES, TOPICS
from netkit.topics.terms import reading, terms


def entries() -> list[tuple[str, str]]:
    lines = (ROLES + TOPICS).replace("\n    ", " ").strip().splitlines()
    split = [line.partition(": ") for line in lines]
    return [(head.partition(" > ")[0], one) for head, _, rest in split for one in rest.split(", ")]


def test_no_word_of_the_table_stands_for_two_ideas() -> None:
    ideas: dict[str, set[str]] = {}
    for idea, entry in entries():
        ideas.setdefault(entry, set()).add(idea)
    assert {entry: found for entry, found in ideas.items() if len(found) > 1} == {}


def test_every_broader_idea_is_an_idea_of_the_table_and_none_holds_itself() -> None:
    heads = [
        line.partition(": ")[0]
        for line in (ROLES + TOPICS).replace("\n    ", " ").strip().splitlines()
    ]
    wider = {
        name: set(found.split(", ")) if found else set()
        for name, _, found in (head.partition(" > ") for head in heads)
    }
    assert len(wider) == len(heads)
    for name, found in wider.items():
        assert found <= wider.keys(), name
        reached = set(found)
        while more := {up for one in reached for up in wider[one]} - reached:
            reached |= more
        assert name not in reached


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        ("Looking for a patent lawyer", "IP attorney at ACME", {"patent", "lawyer"}),
        ("seed investment", "Business Angel", {"investor"}),
        ("machine learning", "AI", {"ml", "data", "analyst"}),
        ("somebody for data protection", "GDPR", {"privacy", "lawyer"}),
        ("translation from German", "Dolmetscher, translator, German", {"translator", "germany"}),
        ("marketing", "Head of Marketing", {"marketing"}),
    ],
)
def test_people_have_several_words_for_one_idea(a: str, b: str, shared: set[str]) -> None:
    assert terms(a) & terms(b) == shared


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("a patent lawyer for a robotics start-up", {"lawyer"}),
        ("Patent examiner's software engineer", {"developer"}),
        ("Founder of a law-tech start-up", {"founder"}),
        ("Head of Legal", {"lawyer"}),
        ("Founder & CEO", {"founder", "ceo"}),
        ("a new job as a product manager", {"recruiter"}),
        ("hiring a backend developer", {"developer"}),
        ("Engineer | Photographer", {"engineer", "photographer"}),
        ("Teaching German", {"germany", "teacher"}),
        ("", set()),
    ],
)
def test_a_text_comes_down_to_what_stands_before_the_first_preposition(
    text: str, heads: set[str]
) -> None:
    assert reading(text).heads == heads


def test_circumstance_says_less_than_the_thing_itself() -> None:
    said = reading("a patent lawyer for a robotics start-up").terms
    assert said["lawyer"] == said["patent"] == 1.0
    assert said["robotics"] == said["startup"] == 0.5


def test_the_figures_of_a_perfect_and_a_useless_score() -> None:
    labels = [True, True, False, False]
    assert auc([4, 3, 2, 1], labels) == 1.0
    assert auc([1, 1, 1, 1], labels) == 0.5
    level = best_threshold([4, 3, 2, 1], labels)
    assert level == 2.5
    best = figures([4, 3, 2, 1], labels, level)
    assert (best.f1, best.accuracy) == (1.0, 1.0)


def test_labelled_pairs_are_many_different_and_balanced() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 240
    assert len({(pair.need, pair.given) for pair in pairs}) == len(pairs)
    assert 0.35 < sum(pair.match for pair in pairs) / len(pairs) < 0.65


@pytest.mark.parametrize(
    ("split", "least"), [("dev", 0.92), ("heldout", 0.92), ("fresh", 0.82), ("unseen", 0.72)]
)
def test_needs_are_matched_better_than_by_whole_text_search(split: str, least: float) -> None:
    """Floors, a little under the AUC measured; `benchmarks.quality.topics` says what they mean."""
    found = {way: row for way, name, _, row in table(read_pairs()) if name == split}
    assert found["netkit"].auc >= least
    assert found["netkit"].auc > found["FTS5 BM25 + synonyms"].auc
    assert found["netkit"].accuracy > found["FTS5 BM25 + synonyms"].accuracy
    assert found["FTS5 BM25 + synonyms"].auc > found["TF-IDF cosine"].auc
