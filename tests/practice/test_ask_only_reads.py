"""Nothing that `ask` is told changes the network: it runs questions, and shows what would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.ask.intents import intents
from netkit.ask.reading_commands import only_reads
from netkit.store import open_store

if TYPE_CHECKING:
    from netkit.ask.intents import Intent
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
    assert "not understood" in err


def test_forgetting_is_shown_and_refused(circle: Circle) -> None:
    circle.person("Ann Lee")
    code, out, err = circle.run("ask", "Forget Ann Lee everywhere.")
    assert (code, out) == (1, "")
    assert "netkit people forget 'Ann Lee'" in err
    assert "nothing was changed; type it yourself if you mean it" in err


def test_every_command_of_the_examples_either_reads_or_needs_a_yes() -> None:
    writing = {
        " ".join(slot.word for slot in intent.slots if slot.word)
        for intent in intents()
        if not intent.foreign and not only_reads(_words(intent))
    }
    assert writing == {
        "people forget", "people merge", "undo", "today", "person", "log", "backup FILE", "demo",
        "map",
    }  # fmt: skip


def _words(intent: Intent) -> list[str]:
    return [part for slot in intent.slots for part in (slot.option, slot.word) if part]


def test_what_would_write_is_shown_and_refused_without_a_terminal(circle: Circle) -> None:
    circle.person("Ann Lee")
    before = state(circle)
    code, out, err = circle.run("ask", "I had lunch with Ann Lee yesterday")
    assert (code, out) == (1, "")
    assert "netkit log 'I had lunch with Ann Lee yesterday'" in err
    assert state(circle) == before
