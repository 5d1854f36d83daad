"""A figure of a formula stands once, in Python: SQL and Cypher take it as a parameter."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from netkit.queries import Figure, Question, question, questions

import netkit
from netkit.ties.outlook import LEAST_CONTACT_DAYS
from netkit.ties.strength import HALF_LIFE_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A number that is no part of a name, a parameter, an element's place or a quoted text.
NUMBER = re.compile(r"(?<![\w$.{:'?\[])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w'.])")
STATEMENT = re.compile(r"\b(SELECT|MATCH|UNWIND|WHERE|MERGE|INSERT|UPDATE|DELETE FROM|RETURN)\b")

#: Nothing, one and its sign; the two of a half-life and of a day that counts half to either side;
#: below every day and every logarithm; one or two steps of a path; what separates texts in one
#: column (`char(30)`).
PLAIN = {"0", "0.0", "1", "-1", "2", "2.0", "-1e9", "-1000000000", "30", "31"}

#: Defaults that are no threshold: how much is shown or looked at, and bounds that exclude nothing.
SIZES = {"limit", "beside", "few"}
OPEN = {-1e9, 1e9}


def numbers(text: str) -> set[str]:
    columns = re.compile(r"ORDER BY \d+(, \d+)*")
    return set(NUMBER.findall(columns.sub("", text)))


def statements() -> Iterator[tuple[str, str]]:
    for path in Path(netkit.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if STATEMENT.search(node.value):
                yield f"{path.name}:{node.lineno}", node.value


def body(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))


def test_statements_in_python_hold_no_figure_of_a_formula() -> None:
    found = {place: numbers(text) - PLAIN for place, text in statements()}
    assert len(found) > 100
    assert {place: figures for place, figures in found.items() if figures} == {}


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_in_cypher_holds_no_figure_of_a_formula(one: Question) -> None:
    assert numbers(body(one.text)) <= PLAIN


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_threshold_of_a_question_is_a_figure_of_netkit(one: Question) -> None:
    plain = {
        name
        for name, value in one.defaults.items()
        if not isinstance(value, str) and value not in OPEN
    }
    assert plain <= SIZES


@pytest.mark.parametrize("text", ["exp(ls - log(2.0) * $day / 120.0)", "t.contact_days >= 4"])
def test_a_figure_that_somebody_writes_into_a_statement_is_seen(text: str) -> None:
    assert numbers(text) - PLAIN


def test_a_threshold_is_read_from_the_room_that_decides() -> None:
    fading, strengths = question("fading"), question("neighbourhood")
    assert isinstance(fading.defaults["days"], Figure)
    assert fading.filled({"person": "p1"})["days"] == LEAST_CONTACT_DAYS
    assert fading.filled({"person": "p1", "days": "2"})["days"] == 2
    given = {"person": "p1", "day": "20000"}
    assert strengths.filled(given)["half_life"] == HALF_LIFE_DAYS


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_every_figure_that_a_question_names_is_there(one: Question) -> None:
    required = dict.fromkeys(one.parameters.keys() - one.defaults.keys(), "1")
    assert not any(isinstance(value, Figure) for value in one.filled(required).values())
