"""Questions that list people: conditions in any order, each also denied, or nothing at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netkit.ask.people_questions import people_question
from netkit.ask.searches import searched_text
from netkit.ask.tokens import tokens_of
from netkit.ask.understand import Understood, understand

if TYPE_CHECKING:
    from netkit.language.name_index import NameIndex

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("UX people at ACME", "who --at ACME --about UX"),
        ("data scientists, Berlin", "who --in Berlin --about data scientists"),
        ("Any welders at Globex?", "who --at Globex --about welders"),
        ("marketing folks near Berlin", "who --in Berlin --about marketing"),
        ("close contacts who don't work at ACME", "people list --not-at ACME --band close"),
        ("everybody at Globex outside Berlin", "people list --at Globex --not-in Berlin"),
        ("people in my book club circle, not heard from in 2 months",
         "people list --circle book club --silent 2m"),
        ("how many people do I know in Berlin", "who --in Berlin"),
        ("who at ACME isn't a lawyer", "people list --at ACME --not-about lawyer"),
        ("friends in my climbing circle who need a flat",
         "people list --needs flat --circle climbing"),
        ("people tagged mentor whom I haven't written to in a year",
         "people list --tag mentor --silent 1y"),
        ("Which of my contacts in Berlin have I not seen for 6 months?",
         "people list --in Berlin --silent 6m"),
        ("not spoken to for 3 months, at Globex", "people list --at Globex --silent 3m"),
        ("Anyone in Berlin looking for work?", "people list --in Berlin --needs work"),
        ("my 4 closest friends at ACME", "people list --at ACME --sort strength --limit 4"),
    ],
)  # fmt: skip
def test_conditions_in_any_order_become_options(
    question: str, command: str, names: NameIndex
) -> None:
    understood = understand(question, names, TODAY)
    assert isinstance(understood, Understood)
    assert (" ".join(understood.command), understood.ignored) == (command, ())


@pytest.mark.parametrize(
    ("question", "ignored"),
    [
        ("everyone at ACME except Ann Smith", ("except Ann Smith",)),
        ("who do I know at both ACME and Globex", ("at Globex",)),
    ],
)
def test_a_condition_without_an_option_is_named(
    question: str, ignored: tuple[str, ...], names: NameIndex
) -> None:
    understood = understand(question, names, TODAY)
    assert isinstance(understood, Understood)
    assert understood.ignored == ignored


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("search for seed money", "seed money"),
        ("look up the sauna in my notes", ""),
        ("search my mails for invoices", "invoices"),
        ("search for someone in Berlin", ""),
        ("who is searching for a flat", ""),
    ],
)
def test_an_order_to_search_names_its_text(question: str, text: str, names: NameIndex) -> None:
    assert searched_text(tokens_of(question, names, TODAY)) == text


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Berlin?",
        "humidity in Berlin",
        "how many inhabitants has Berlin",
        "young people in Berlin",
        "archive everyone at ACME",
        "who hasn't written to me in a year",
        "people I don't know at ACME",
        "I need a lawyer in Berlin",
        "designers",
        "Wer ist nicht in Berlin?",
        "",
    ],
)
def test_what_is_no_list_of_conditions_is_left_to_the_examples(
    question: str, names: NameIndex
) -> None:
    assert people_question(tokens_of(question, names, TODAY)) is None
