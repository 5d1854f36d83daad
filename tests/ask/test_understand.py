"""Questions and their commands: the forty, their parts, and what must be refused."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from netkit.cli.main import cli

from netkit.ask.example_index import built_index
from netkit.ask.installed_index import INSTALLED, index_text
from netkit.ask.intents import intents
from netkit.ask.reading_commands import READING
from netkit.ask.understand import LONGEST_QUESTION, NotUnderstood, Understood, understand
from netkit.errors import UsageError
from netkit.language.name_index import NO_NAMES
from netkit.language.vocabulary import vocabulary
from netkit.workspace.plain_answers import ANSWERS
from tests.ask import question_sets
from tests.ask.invented_names import TWELVE_NAMES

if TYPE_CHECKING:
    from netkit.ask.intents import Intent
    from netkit.language.name_index import NameIndex

HERE = Path(__file__).parent
FORTY: dict[str, list[str]] = tomllib.loads((HERE / "forty.toml").read_text(encoding="utf-8"))
FOREIGN: dict[str, list[str]] = tomllib.loads((HERE / "foreign.toml").read_text(encoding="utf-8"))
REFUSED = [
    *(question for questions in FOREIGN.values() for question in questions),
    *question_sets.refused_questions("refused"),
    *question_sets.refused_questions("refused_later"),
]


def command_of(question: str, names: NameIndex = NO_NAMES) -> tuple[str, ...] | None:
    return question_sets.command_of(question, names)


@pytest.mark.parametrize("number", FORTY)
def test_each_of_the_forty_questions_becomes_its_command(number: str) -> None:
    question, *command = FORTY[number]
    assert command_of(question) == tuple(command)


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("who could host an event in Porto", ("who", "--in", "Porto", "--about", "event")),
        ("somebody in Lyon who repairs violins", ("who", "--in", "Lyon", "--about", "violins")),
        ("everyone at Tandem sorted by name", ("people", "list", "--at", "Tandem", "--sort",
         "name")),
        ("recent contacts in Oslo", ("people", "list", "--in", "Oslo", "--sort", "last")),
        ("gardeners in Prague, but none from Tandem", ("people", "list", "--in", "Prague",
         "--not-at", "Tandem", "--about", "gardeners")),
        ("Which gardeners have I lost contact with for 2 yrs?", ("people", "list", "--about",
         "gardeners", "--silent", "2y")),
        ("tell me everyone in my work circle outside Lyon", ("people", "list", "--not-in", "Lyon",
         "--circle", "work")),
        ("Without Tandem: who knows law in Prague", ("people", "list", "--in", "Prague",
         "--not-at", "Tandem", "--about", "law")),
        ("Victor timeline oct", ("timeline", "Victor", "--since", "2026-10-01", "--until",
         "2026-10-31")),
        ("what happened in the first week of October", ("timeline", "--since", "2026-10-01",
         "--until", "2026-10-07")),
        ("what did I do from 3 to 5 November", ("timeline", "--since", "2026-11-03", "--until",
         "2026-11-05")),
        ("who did I meet the weekend before last", ("timeline", "--since", "2026-11-21",
         "--until", "2026-11-22")),
        ("Who can make an introduction to someone at Corvus?", ("reach", "Corvus")),
        ("my last seven changes", ("history", "--limit", "7")),
        ("thank Rosa for the map in a letter", ("letter", "thanks", "Rosa", "--about", "map")),
    ],
)  # fmt: skip
def test_conditions_orders_abilities_and_days_are_read(
    question: str, command: tuple[str, ...]
) -> None:
    answer = understand(question, TWELVE_NAMES, date(2026, 11, 30))
    assert isinstance(answer, Understood)
    assert question_sets.same_command(answer.command, command)
    assert answer.ignored == ()


@pytest.mark.parametrize(
    "question",
    [
        "Oskar and I were once so close, who else is fading?",
        "what does she want?",
        "you are so slow it hurts",
        "who can fly",
    ],
)
def test_what_would_be_answered_of_others_or_of_nobody_is_refused(question: str) -> None:
    answer = understand(question, TWELVE_NAMES, date(2026, 11, 30))
    assert isinstance(answer, NotUnderstood)


def test_a_word_of_english_is_not_taken_for_a_mistyped_one() -> None:
    """A donor is no door, and Easter is not easier."""
    answer = understand("who is tagged donor", TWELVE_NAMES, date(2026, 11, 30))
    assert isinstance(answer, Understood)
    assert answer.command == ("people", "list", "--tag", "donor")
    eastern = understand("all calls with Oskar since Easter", TWELVE_NAMES, date(2026, 11, 30))
    assert isinstance(eastern, NotUnderstood) or "Easter" in eastern.ignored


def test_what_erases_is_never_near_without_a_word_for_it() -> None:
    answer = understand("everything about Leila in 2025", TWELVE_NAMES, date(2026, 11, 30))
    assert isinstance(answer, Understood)
    assert answer.command[0] == "timeline"


def test_the_index_of_the_examples_is_up_to_date() -> None:
    """Otherwise run `make examples`."""
    assert INSTALLED.read_text(encoding="utf-8") == index_text(built_index())


def test_without_the_index_a_question_is_understood_the_same() -> None:
    code = (
        "from pathlib import Path; from netkit.ask import installed_index;"
        "installed_index.INSTALLED = Path('nowhere');"
        "from netkit.ask.understand import understand;"
        "assert installed_index.installed_index() is None;"
        "print(understand('Which close contacts need a web designer?'))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == str(understand("Which close contacts need a web designer?"))


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("What happened with Ann in October?",
         ("timeline", "Ann", "--since", "2026-10-01", "--until", "2026-10-31")),
        ("Whom did I meet yesterday?", ("timeline", "--since", "2026-11-29", "--until",
         "2026-11-29")),
        ("What did Ann and I do between March and May?",
         ("timeline", "Ann", "--since", "2026-03-01", "--until", "2026-05-31")),
        ("What have I recorded since last Friday?", ("history", "--since", "2026-11-27")),
        ("Who at ACME have I not talked to since summer?",
         ("people", "list", "--at", "ACME", "--silent", "182d")),
    ],
)  # fmt: skip
def test_a_stretch_of_the_past_is_told_by_its_days(
    question: str, command: tuple[str, ...], names: NameIndex
) -> None:
    answer = understand(question, names, date(2026, 11, 30))
    assert isinstance(answer, Understood)
    assert question_sets.same_command(answer.command, command)


@pytest.mark.parametrize(
    ("question", "command", "left"),
    [
        ("Which close contacts of mine live in Berlin?",
         ("people", "list", "--band", "close", "--in", "Berlin"), ()),
        ("engineers at ACME silent for a year",
         ("people", "list", "--at", "ACME", "--about", "engineers", "--silent", "1y"), ()),
        ("top three fading contacts", ("fading", "--limit", "3"), ()),
        ("my dozen best contacts in Lisbon",
         ("people", "list", "--in", "Lisbon", "--sort", "strength", "--limit", "12"), ()),
        ("Who in Berlin owes me a favour?", ("balance", "--one-sided"), ("in Berlin",)),
        ("Who at ACME should I reconnect with?", ("reconnect",), ("at ACME",)),
    ],
)  # fmt: skip
def test_conditions_are_options_or_named(
    question: str, command: tuple[str, ...], left: tuple[str, ...], names: NameIndex
) -> None:
    answer = understand(question, names)
    assert isinstance(answer, Understood)
    assert question_sets.same_command(answer.command, command)
    assert answer.ignored == left


def test_one_sentence_of_several_is_the_question(names: NameIndex) -> None:
    answer = understand("Ann is coming for dinner. What should I know about her?", names)
    assert isinstance(answer, Understood)
    assert answer.command == ("brief", "Ann")


@pytest.mark.parametrize("question", REFUSED)
def test_a_question_about_other_things_gets_three_that_are_understood(
    question: str, names: NameIndex
) -> None:
    answer = understand(question, names)
    assert isinstance(answer, NotUnderstood)
    assert len(set(answer.nearest)) == 3
    assert all(command_of(near) for near in answer.nearest)


@pytest.mark.parametrize("intent", intents(), ids=lambda intent: intent.heading)
def test_a_heading_of_the_examples_is_a_command_of_netkit(intent: Intent) -> None:
    words = [slot.word for slot in intent.slots if slot.word and not slot.word.startswith("-")]
    options = {slot.option or slot.word for slot in intent.slots} - {""} - set(words)
    if intent.foreign:
        return
    command: click.Command = cli
    context = click.Context(cli)
    for word in words:
        if not isinstance(command, click.Group):
            break
        command = command.get_command(context, word) or pytest.fail(f"no command {word}")
    known = {name for parameter in command.params for name in parameter.opts}
    assert options <= known


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


@pytest.mark.parametrize(
    ("span", "since"),
    [
        ("this week", "1w"), ("last month", "1m"), ("this year", "1y"), ("the last report", "last"),
        ("6 months ago", "6m"), ("this quarter", "3m"),
    ],
)  # fmt: skip
def test_a_span_of_time_becomes_the_since_of_the_report(span: str, since: str) -> None:
    assert command_of(f"What changed in my network since {span}?") == ("report", "--since", since)


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("people at ACME and not talked to in 2 months",
         ("people", "list", "--at", "ACME", "--silent", "2m")),
        ("Who in Berlin needs a designer?",
         ("people", "list", "--in", "Berlin", "--needs", "designer")),
        ("Who at Globex knows about wine?", ("who", "--at", "Globex", "--about", "wine")),
    ],
)  # fmt: skip
def test_conditions_combine(question: str, command: tuple[str, ...], names: NameIndex) -> None:
    got = command_of(question, names)
    assert got is not None
    assert question_sets.same_command(got, command)


def test_a_condition_that_the_command_does_not_take_is_named(names: NameIndex) -> None:
    fading = understand("Which friendships in Berlin are fading?", names)
    assert isinstance(fading, Understood)
    assert (fading.command, fading.ignored) == (("fading",), ("in Berlin",))


def test_a_question_that_is_too_long_is_refused_and_a_long_one_read_quickly() -> None:
    with pytest.raises(UsageError, match="too long"):
        understand("who " * LONGEST_QUESTION)
    started = time.process_time()
    understand("who at ACME knows Ann " * (LONGEST_QUESTION // 22))
    assert time.process_time() - started < 1.0


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


@pytest.mark.parametrize(
    "question",
    [
        "Who doesn't like Lisbon?",
        "¿Quién no trabaja en ACME?",
        "which people are not married",
        "Can you delete everyone I have not talked to for a year?",
        "Does Ann earn a lot?",
    ],
)
def test_a_question_that_denies_or_only_asks_is_not_answered_as_if_it_said_the_opposite(
    question: str,
) -> None:
    assert command_of(question) is None


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Who could I zestfully introduce to Ann Smith?", "zestfully"),
    ],
)
def test_a_word_that_no_way_to_ask_holds_is_named_as_not_taken_into_account(
    question: str, word: str
) -> None:
    answer = understand(question)
    assert isinstance(answer, Understood)
    assert word in answer.ignored


def test_every_command_that_only_reads_has_its_method() -> None:
    assert set(ANSWERS) == READING


def test_every_ordinary_word_would_be_taken_for_a_typing_mistake_if_it_were_not_listed() -> None:
    words = vocabulary().plain
    unlisted = vocabulary()._replace(plain=set())
    assert {word for word in words if unlisted.corrected(word) is None} == set()
