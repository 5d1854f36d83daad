"""Needs that are met in other words: who is proposed, why, and how far."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from netkit.examples.demo import make_demo

from netkit.answers.introduce import other_words
from netkit.answers.introduce.introductions import introductions, introductions_for
from netkit.errors import NothingFoundError
from netkit.topics import meaning
from netkit.workspace import open_workspace
from tests.answers.invented_facts import NOW, Circle, pid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from netkit.answers.facts import Facts
    from netkit.workspace import Workspace

KNEE, PHYSIO = "my knee hurts when I run", "sports physiotherapy"


def knee() -> Circle:
    circle = Circle()
    circle.person("Ann", needs=(KNEE,), seen=(3,))
    circle.person("Bo", offers=(PHYSIO,), seen=(3,))
    circle.person("Cy", offers=("wedding cakes",), seen=(3,))
    return circle


def test_a_need_met_in_other_words_is_proposed_and_says_both_texts() -> None:
    facts = replace(knee().facts(), meanings={(KNEE, PHYSIO): 0.3})
    [row] = introductions_for(facts, pid("Ann"))
    assert row.person.name == "Bo"
    reason = next(why for why in row.because if why.kind == "need")
    assert reason.text == (
        f"Ann needs “{KNEE}”, which means much the same as “{PHYSIO}”, which Bo offers"
    )
    assert reason.weight == pytest.approx(0.3)
    assert reason.evidence == (f"Ann needs {KNEE}", f"Bo offers {PHYSIO}")


def test_without_meaning_nobody_is_proposed() -> None:
    assert not introductions_for(knee().facts(), pid("Ann"))


def test_the_giver_is_told_of_it_too() -> None:
    facts = replace(knee().facts(), meanings={(KNEE, PHYSIO): 0.3})
    [row] = introductions_for(facts, pid("Bo"))
    assert "which means much the same as" in row.because[0].text


def test_two_who_should_meet_are_found_by_meaning() -> None:
    facts = replace(knee().facts(), meanings={(KNEE, PHYSIO): 0.3})
    assert {row.name for pair in introductions(facts) for row in (pair.a, pair.b)} == {"Ann", "Bo"}


@pytest.mark.parametrize(
    ("origin", "said", "weight"),
    [("skills", "is skilled in", 0.7 * 0.3), ("title", "is", 0.6 * 0.3)],
)
def test_a_skill_or_title_is_believed_as_it_is_by_words(
    origin: str, said: str, weight: float
) -> None:
    circle = Circle()
    circle.person("Ann", needs=(KNEE,))
    if origin == "title":
        circle.person("Bo", title="Physiotherapist")
    else:
        circle.person("Bo", skills=("Physiotherapist",))
    facts = replace(circle.facts(), meanings={(KNEE, "Physiotherapist"): 0.3})
    [row] = introductions_for(facts, pid("Ann"))
    reason = next(why for why in row.because if why.kind == "need")
    assert reason.text.endswith(f"which Bo {said}")
    assert reason.weight == pytest.approx(weight)


def test_where_words_match_they_are_the_reason() -> None:
    circle = Circle()
    circle.person("Ann", needs=("a tailor",))
    circle.person("Bo", offers=("tailor",))
    facts = circle.facts()
    both = replace(facts, meanings={("a tailor", "tailor"): 0.4})
    assert introductions_for(both, pid("Ann")) == introductions_for(facts, pid("Ann"))


def half_alike(
    needs: Mapping[str, bytes], given: Mapping[str, bytes]
) -> dict[tuple[str, str], float]:
    """Call every ninth pair of texts the same, by their letters."""
    return {
        (need, text): 0.22 + (len(need) * len(text) % 18) / 100
        for need in needs
        for text in given
        if (sum(map(ord, need)) + sum(map(ord, text))) % 9 == 0
    }


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    workspace = open_workspace(tmp_path / "demo.netkit", now=NOW)
    make_demo(workspace, tmp_path, people=150, messages=1_500)
    store = workspace.store
    sides = [("need" if r.origin == "need" else "given", r.text) for r in store.utterances()]
    store.keep_vectors(dict.fromkeys(sides, b"x"))
    monkeypatch.setattr(meaning, "alike", half_alike)
    return workspace


def asked(facts: Facts, person: str, limit: int) -> list[object]:
    try:
        return list(introductions_for(facts, pid(person), limit=limit))
    except NothingFoundError:  # they asked for none
        return []


@pytest.mark.parametrize("limit", [3, 1_000])
def test_the_surroundings_give_the_same_answer_by_meaning_as_everything(
    spoken: Workspace, limit: int
) -> None:
    with spoken:
        facts = spoken.view.facts()
        by_meaning = 0
        for person in sorted(facts.profiles.keys() - {spoken.view.owner})[::4]:
            whole = asked(facts, person, limit)
            by_meaning += sum("means much the same" in str(row) for row in whole)
            assert asked(spoken.view.facts_around(person), person, limit) == whole
        assert by_meaning > 20


def test_a_need_that_words_meet_is_left_to_words(spoken: Workspace) -> None:
    with spoken:
        needs = {need for need, _ in other_words.all_meanings(spoken.store)}
        said = {row.text for row in spoken.store.utterances() if row.origin == "need"}
        assert "software for patient diaries" in said - needs  # offered in these very words
        assert needs


def test_pairs_are_looked_for_by_meaning_too(spoken: Workspace) -> None:
    with spoken:
        rows = introductions(spoken.view.facts_at_large(), limit=40)
        assert any("means much the same" in why.text for row in rows for why in row.because)


def test_many_needs_are_looked_through_like_few(
    spoken: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with spoken:
        by_index = other_words.all_meanings(spoken.store)
        monkeypatch.setattr(other_words, "_FEW", 10**6)
        assert other_words.all_meanings(spoken.store) == by_index
        assert len({need for need, _ in by_index}) > 5
