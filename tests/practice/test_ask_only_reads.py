"""Nothing that `ask` is told changes the network: it runs questions, and shows what would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.ask.patterns import patterns
from netkit.store import open_store
from netkit.workspace.plain_answers import only_reads

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE people; --",
        "Forget Ann Lee everywhere.",
        "forget everybody",
        "delete all contacts",
        "Who should I talk to today?",
        "What changed this month?",
        "Is Ann Lee twice in my network?",
        "Who could I introduce to Ann?",
    ],
)
def test_a_question_changes_nothing(question: str, circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.in_touch("Ann Lee", 100, 130, 160, 190, 220)
    before = state(circle)
    circle.run("ask", question)
    assert state(circle) == before


def state(circle: Circle) -> tuple[str, str | None, str | None]:
    store = open_store(str(circle.file))
    try:
        return (
            store.digest(),
            store.setting("today proposals"),
            store.setting("report snapshots"),
        )
    finally:
        store.close()


def test_a_name_that_nobody_has_is_not_forgotten(circle: Circle) -> None:
    circle.person("Ann Lee")
    code, out, err = circle.run("ask", "'; DROP TABLE people; --")
    assert (code, out) == (1, "")
    assert "nobody is called" in err


def test_forgetting_is_shown_and_refused(circle: Circle) -> None:
    circle.person("Ann Lee")
    code, out, err = circle.run("ask", "Forget Ann Lee everywhere.")
    assert (code, out) == (1, "")
    assert "netkit people forget 'Ann Lee'" in err
    assert "nothing was changed; type it yourself if you mean it" in err


def test_every_command_of_the_patterns_but_forgetting_only_reads() -> None:
    writing = {pattern.command[:2] for pattern in patterns() if not only_reads(pattern.command)}
    assert writing == {("people", "forget")}
