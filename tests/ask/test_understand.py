"""The question grammar: the forty questions, other ways to put them, and what it must refuse."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.ask.patterns import patterns
from netkit.ask.understand import NotUnderstood, Understood, understand
from netkit.language.name_index import NO_NAMES
from netkit.language.vocabulary import vocabulary

if TYPE_CHECKING:
    from netkit.language.name_index import NameIndex

HERE = Path(__file__).parent
PHRASINGS = ("phrasings", "heldback", "heldback2", "heldback3")


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


FORTY: dict[str, list[str]] = read("forty")
CASES = [
    pytest.param(cases, id=f"{name}-{number}")
    for name in PHRASINGS
    for number, cases in read(name).items()
]


def command_of(question: str, names: NameIndex = NO_NAMES) -> tuple[str, ...] | None:
    answer = understand(question, names)
    return answer.command if isinstance(answer, Understood) else None


@pytest.mark.parametrize("number", FORTY)
def test_each_of_the_forty_questions_becomes_its_command(number: str) -> None:
    question, *command = FORTY[number]
    answer = understand(question)
    assert isinstance(answer, Understood)
    assert answer.command == tuple(command)
    assert {p.name: p.number for p in patterns()}[answer.pattern] == int(number)


@pytest.mark.parametrize("cases", CASES)
def test_other_ways_to_put_a_question_become_the_same_command(
    cases: list[list[str]], names: NameIndex
) -> None:
    got = {question: command_of(question, names) for question, *_ in cases}
    assert got == {question: tuple(command) for question, *command in cases}


@pytest.mark.parametrize("name", PHRASINGS)
def test_most_are_understood_where_no_name_is_known(name: str) -> None:
    cases = [case for cases in read(name).values() for case in cases]
    right = sum(command_of(question) == tuple(command) for question, *command in cases)
    assert right >= 0.95 * len(cases)


@pytest.mark.parametrize("question", [q for some in read("foreign").values() for q in some])
def test_questions_about_other_things_get_three_that_are_understood(question: str) -> None:
    answer = understand(question)
    assert isinstance(answer, NotUnderstood)
    assert len(set(answer.nearest)) == 3
    assert all(command_of(near) for near in answer.nearest)


@pytest.mark.parametrize("number", FORTY)
@pytest.mark.parametrize(
    "opening", ["Could you please tell me: ", "I'd like to know ", "hey netkit, "]
)
def test_a_polite_opening_changes_nothing(number: str, opening: str) -> None:
    question, *command = FORTY[number]
    assert command_of(opening + question[0].lower() + question[1:]) == tuple(command)


@pytest.mark.parametrize("number", FORTY)
def test_swapped_letters_in_a_long_word_change_nothing(number: str) -> None:
    question, *command = FORTY[number]
    known = vocabulary()
    for word in {w.strip("?.,;:") for w in question.split()}:
        if len(word) >= 6 and word.isalpha() and known.form(word.lower()):
            slip = word[:2] + word[3] + word[2] + word[4:]
            assert command_of(question.replace(word, slip)) == tuple(command), slip


@pytest.mark.parametrize("name", ["Ann Smith", "José García", "Jean-Luc Picard", "Grace"])
@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("Who could I introduce to {}?", ("introduce", "{}")),
        ("{}: who could I introduce them to?", ("introduce", "{}")),
        ("what are {}'s goals", ("brief", "{}")),
        ("what are {}’s goals", ("brief", "{}")),
        ('who could i introduce to "{}"', ("introduce", "{}")),
    ],
)
def test_a_name_is_found_wherever_and_however_it_stands(
    name: str, question: str, command: tuple[str, ...], names: NameIndex
) -> None:
    wanted = tuple(part.format(name) for part in command)
    assert command_of(question.format(name), names) == wanted
    lower = command_of(question.format(name.lower()), names)
    assert lower == tuple(part.format(name.lower()) for part in command)


def test_a_quoted_name_may_hold_any_words() -> None:
    question = 'Who could I introduce to "Who Owes Whom Ltd"?'
    assert command_of(question) == ("introduce", "Who Owes Whom Ltd")


def test_what_the_question_leaves_open_is_named() -> None:
    answer = understand("Who would want this article?")
    assert isinstance(answer, Understood)
    assert answer.missing == ("topic",)
    assert answer.command == ("who", "--about", "TOPIC")


def test_who_introduces_whom_decides() -> None:
    assert command_of("Who could I introduce to Ann?") == ("introduce", "Ann")
    assert command_of("Who could introduce me to Ann?") == ("reach", "Ann")
    assert command_of("Who introduced me to Ann?") == ("intro", "list", "--to", "me", "Ann")
    assert command_of("Did I introduce Ann to Bob?") == ("intro", "list", "Ann", "Bob")


def test_who_promised_whom_decides() -> None:
    assert command_of("What did I promise?") == ("promises", "--mine")
    assert command_of("What did people promise me?") == ("promises", "--theirs")


@pytest.mark.parametrize(
    ("span", "since"),
    [
        ("this week", "1w"), ("last month", "1m"), ("this year", "1y"), ("the last report", "last"),
        ("6 months ago", "6m"), ("this quarter", "3m"),
    ],
)  # fmt: skip
def test_a_span_of_time_becomes_the_since_of_the_report(span: str, since: str) -> None:
    assert command_of(f"What changed in my network since {span}?") == ("report", "--since", since)


def test_the_patterns_are_the_forty_questions() -> None:
    assert [pattern.number for pattern in patterns()] == list(range(1, 41))
    assert [pattern.question for pattern in patterns()] == [q for q, *_ in FORTY.values()]


def test_every_feature_a_pattern_names_is_one_the_grammar_gives() -> None:
    known = vocabulary()
    given = {"person", "org", "place", "topic", "target", "two_people", "past"}
    given |= known.concepts | known.classes
    for pattern in patterns():
        for way in pattern.ways:
            for feature in way.spoken_of | way.against:
                concept = feature.replace(">", "<").replace("!", "<").split("<")[0]
                is_word = known.form(concept) is not None and "<" not in feature
                assert concept in given or is_word, f"{pattern.name}: {feature}"


def test_plain_words_are_not_taken_for_typing_mistakes() -> None:
    known = vocabulary()
    assert not [word for word in known.plain if known.form(word) or known.corrected(word)]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    answer = understand(text)
    assert isinstance(answer, Understood | NotUnderstood)


def test_the_same_question_is_always_understood_the_same() -> None:
    code = (
        "from netkit.ask.understand import understand;"
        "print(understand('Who cuold I introdcue to Ann Smith this week, pleese?'))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
    assert "('introduce', 'Ann Smith')" in answers.pop()


def test_asking_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from netkit.ask.understand import understand;"
        "understand('Who cuold I introduce to Ann?');"
        "print({'numpy', 'pandas', 'networkx', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
