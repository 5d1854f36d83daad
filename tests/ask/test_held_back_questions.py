"""Phrasings that are no examples: how many become their command, and which are refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netkit.ask.intents import intents
from netkit.ask.reading_commands import only_reads
from netkit.ask.understand import Understood, understand
from tests.ask import question_sets
from tests.ask.invented_names import LEARNT_NAMES, MORE_NAMES, TWELVE_NAMES
from tests.ask.question_sets import command_of

if TYPE_CHECKING:
    from netkit.language.name_index import NameIndex


@pytest.mark.parametrize(
    ("name", "share"), [("held_back", 0.93), ("held_back_later", 0.85), ("held_back_last", 0.93)]
)
def test_most_held_back_phrasings_become_their_command(
    name: str, share: float, names: NameIndex
) -> None:
    """The shares of the first trial, and why they rose, are in docs/decisions."""
    asked = question_sets.questions(name)
    right = sum(
        got is not None and any(question_sets.same_command(got, wanted) for wanted in row.commands)
        for row in asked
        for got in [command_of(row.text, names)]
    )
    assert right >= share * len(asked)


@pytest.mark.parametrize("name", ["held_back_kinds", "held_back_professional"])
def test_most_phrasings_of_many_styles_get_their_command_and_few_write(
    name: str, names: NameIndex
) -> None:
    asked = question_sets.dated_questions(name)
    answers = [(row, understand(row.text, names, row.asked_on)) for row in asked]
    right = sum(row.is_right(answer) for row, answer in answers)
    assert right >= 0.95 * len(asked)
    writing = [
        row.text
        for row, answer in answers
        if isinstance(answer, Understood) and not only_reads(answer.command)
    ]
    assert set(writing) <= {"undo the last import", "please remove Grace Hopper"}  # shown, not run


def test_ordinary_variations_are_understood() -> None:
    names = MORE_NAMES
    asked = question_sets.dated_questions("held_back_variations")
    answers = [(row, understand(row.text, names, row.asked_on)) for row in asked]
    right = sum(row.is_right(answer) for row, answer in answers)
    assert right >= 0.96 * len(asked)


@pytest.mark.parametrize(
    ("name", "names", "share"),
    [("held_back_twelve", TWELVE_NAMES, 0.94), ("held_back_learnt", LEARNT_NAMES, 0.96)],
)
def test_phrasings_of_many_people_are_understood_and_few_are_misread(
    name: str, names: NameIndex, share: float
) -> None:
    """A misreading is an answer that is none of the right ones, and leaves nothing named."""
    asked = question_sets.dated_questions(name)
    answers = [(row, understand(row.text, names, row.asked_on)) for row in asked]
    right = sum(row.is_right(answer) for row, answer in answers)
    misread = sum(
        isinstance(answer, Understood)
        and not (answer.missing or answer.ignored or row.is_right(answer))
        for row, answer in answers
    )
    assert right >= share * len(asked)
    assert misread <= 0.02 * len(asked)


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("refused_twelve", TWELVE_NAMES),
        ("refused_variations", MORE_NAMES),
        ("refused_learnt", LEARNT_NAMES),
    ],
)
def test_fresh_questions_about_other_things_are_refused(name: str, names: NameIndex) -> None:
    taken = [
        text
        for text in question_sets.refused_questions(name)
        if isinstance(answer := understand(text, names, date(2026, 11, 30)), Understood)
        and not answer.missing
    ]
    assert taken == []


def test_no_held_back_phrasing_is_an_example() -> None:
    examples = {phrasing.casefold() for intent in intents() for phrasing in intent.phrasings}
    for name in ("held_back", "held_back_later", "held_back_last"):
        assert not examples & {row.text.casefold() for row in question_sets.questions(name)}
