"""Each line of lines.txt says exactly what stands under it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netkit.errors import UsageError

if TYPE_CHECKING:
    from netkit.workspace import Workspace

LINES = Path(__file__).with_name("lines.txt")


def cases() -> list[tuple[str, list[str]]]:
    """Read the table: a line after ``>``, and indented under it what is answered."""
    rows: list[tuple[str, list[str]]] = []
    for text in LINES.read_text(encoding="utf-8").splitlines():
        if text.startswith("> "):
            rows.append((text[2:], []))
        elif text.startswith("    "):
            rows[-1][1].append(text.strip())
    return rows


def answered(network: Workspace, line: str) -> list[str]:
    """Answer a line as --yes does, the likeliest of namesakes taken; nothing is recorded."""
    plan = network.log_line(line)
    asked = [
        f"asks: {question}"
        for question in plan.questions
        if not question.startswith(("Nobody is called", "Nobody else is called"))
    ]
    for mention in plan.new_names:
        plan.add(mention)
    for mention in plan.unsettled:
        plan.choose(mention, mention.choices[0])
    try:
        _, told = plan.change()
    except UsageError as error:
        return [*asked, f"error: {error}"]
    return [*asked, *told]


@pytest.mark.parametrize(("line", "expected"), cases(), ids=lambda value: str(value)[:60])
def test_a_line_is_kept_exactly_and_says_on_whom(
    network: Workspace, line: str, expected: list[str]
) -> None:
    today = "on Wednesday 18 November 2026"
    told = [text for text in answered(network, line) if text != today]
    assert told == expected


def test_there_are_three_hundred_lines_and_none_stands_twice() -> None:
    lines = [line for line, _ in cases()]
    assert len(lines) >= 300
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(("line", "expected"), cases(), ids=lambda value: str(value)[:60])
def test_everybody_known_who_is_named_is_in_the_answer(
    network: Workspace, line: str, expected: list[str]
) -> None:
    """Nothing is lost: a full name that the network knows stands in what is kept."""
    people = {person.name for person in network.people()} - {"Mia Moss"}
    named = [name for name in people if name in line]
    assert all(any(name in text for text in expected) for name in named)
