"""How the questions of a line are answered, and what becomes of it then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from netkit.errors import UsageError
from netkit.journal.keep_line import LONGEST
from netkit.model.events import Note
from netkit.model.names import given_name, without_title

if TYPE_CHECKING:
    from netkit.workspace import Workspace


def test_a_name_that_is_not_added_leaves_the_line_as_a_note(network: Workspace) -> None:
    plan = network.log_line("lunch with Bo and Zed Quill, Zed needs a boat")

    plan.keep_whole_line("Zed Quill was not added")
    change, told = plan.change()

    assert [type(event) for event in change.events] == [Note]
    assert told[-1] == "kept as a note on Bo Ray: lunch with Bo and Zed Quill, Zed needs a boat"
    assert change.handles == []


def test_a_line_of_nobody_known_is_kept_on_the_owner_when_its_name_is_not_added(
    network: Workspace,
) -> None:
    plan = network.log_line("lunch with Zed Quill")

    plan.keep_whole_line("Zed Quill was not added")

    assert plan.change()[1][-1] == "kept as a note on yourself: lunch with Zed Quill"


def test_a_day_that_was_asked_for_is_the_day_of_the_line(network: Workspace) -> None:
    plan = network.log_line("the other day: lunch with Bo")
    assert plan.unread_day == "Which day is “the other day”?"

    plan.set_day("last Tuesday")

    assert plan.change()[1] == ["on Tuesday 17 November 2026", "lunch with Bo Ray"]


def test_a_text_that_is_no_line_is_refused_at_once(network: Workspace) -> None:
    with pytest.raises(UsageError, match="2000 characters at most"):
        network.log_line("lunch with Bo and " * 1000)


@pytest.mark.parametrize("line", ["", " ", "it rained", "lunch", "?!", "he called", "a" * 1500])
def test_a_line_that_names_nobody_records_nothing(network: Workspace, line: str) -> None:
    with pytest.raises(UsageError, match="nothing was recorded"):
        network.log_line(line).change()


@pytest.mark.parametrize(
    ("name", "given", "plain"),
    [
        ("Dr. Anna Meyer", "Anna", "Anna Meyer"),
        ("Prof. Dr.-Ing. Jan Kok", "Jan", "Jan Kok"),
        ("Meyer, Anna", "Anna", "Meyer, Anna"),
        ("Dr. Meyer", "Dr. Meyer", "Meyer"),
        ("Anna Meyer, PhD", "Anna", "Anna Meyer, PhD"),
        ("Miro Drapal", "Miro", "Miro Drapal"),
        ("", "", ""),
    ],
)
def test_a_title_is_no_first_name(name: str, given: str, plain: str) -> None:
    assert given_name(name) == given
    assert without_title(name) == plain


def test_a_line_that_is_too_long_is_refused_at_once(network: Workspace) -> None:
    with pytest.raises(UsageError, match="2000 characters at most"):
        network.log_line("Ann, " * 1600)


def test_the_longest_line_is_read_within_a_second(network: Workspace) -> None:
    started = time.process_time()
    network.log_line(("Bo, Petra and " * 200)[:LONGEST])
    assert time.process_time() - started < 1.0
