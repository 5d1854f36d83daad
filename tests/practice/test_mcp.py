"""`netkit mcp` as an assistant sees it: the real client, over stdin and stdout."""

from __future__ import annotations

import asyncio
import inspect
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from netkit.cli.mcp_tools import QUESTIONS, RECORDINGS

from netkit.model.events import Note
from netkit.store import open_store
from netkit.workspace import Workspace

mcp = pytest.importorskip("mcp")

if TYPE_CHECKING:
    from tests.practice.conftest import Circle

WRITING = {"log", "need", "offer", "promise", "note", "undo"}


def talk(circle: Circle, calls: list[tuple[str, dict[str, Any]]], *options: str) -> Any:
    """Start the server, list its tools, call some; the tools and what they answered."""
    command = shutil.which("netkit", path=str(Path(sys.executable).parent)) or "netkit"

    async def session() -> tuple[dict[str, Any], list[Any]]:
        server = mcp.StdioServerParameters(
            command=command, args=["--network", str(circle.file), "mcp", *options]
        )
        async with mcp.Client(server) as client:
            tools = (await client.list_tools()).tools
            answers = [await client.call_tool(name, arguments) for name, arguments in calls]
        return {tool.name: tool for tool in tools}, [one.structured_content for one in answers]

    return asyncio.run(asyncio.wait_for(session(), 60))


def test_only_tools_that_read_are_offered_and_they_write_nothing(circle: Circle) -> None:
    circle.person("Ann Lee")
    before = state(circle)

    tools, answers = talk(
        circle,
        [
            ("brief", {"person": "Ann"}),
            ("ask_in_plain_words", {"question": "Who should I talk to today?"}),
            ("ask_in_plain_words", {"question": "Forget Ann Lee everywhere."}),
            ("who", {"text": "Nobody Atall"}),
            ("brief", {"person": "Nobody Atall"}),
        ],
    )

    brief, today, forget, nobody, unknown = answers
    assert not WRITING & tools.keys()
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert brief["results"][0]["person"]["name"] == "Ann Lee"
    assert today["command"] == ["today"]
    assert forget["command"] == ["people", "forget", "Ann Lee"]
    assert (nobody["results"], nobody["exit_code"]) == ([], 1)
    assert "nobody is called" in unknown["notes"][0]
    assert state(circle) == before


def state(circle: Circle) -> tuple[str, str | None]:
    store = open_store(str(circle.file))
    try:
        return store.digest(), store.setting("today proposals")
    finally:
        store.close()


def test_writing_tools_write_and_undo(circle: Circle) -> None:
    circle.person("Ann Lee")

    tools, answers = talk(
        circle,
        [
            ("log", {"line": "coffee with Ann Lee, Ann needs a patent lawyer"}),
            ("brief", {"person": "Ann"}),
            ("undo", {}),
            ("brief", {"person": "Ann"}),
        ],
        "--write",
    )

    assert tools.keys() >= WRITING
    assert not any(tools[name].annotations.read_only_hint for name in WRITING)
    assert answers[0]["understood"][-1] == "Ann Lee needs: a patent lawyer"
    assert answers[1]["results"][0]["needs"] == ["a patent lawyer"]
    assert answers[3]["results"][0]["needs"] == []


def test_contact_details_are_left_out_unless_asked_for(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.told(Note(circle.ago(3), ann, "reach her at ann@example.org or +49 30 1234567"))
    asked = [("brief", {"person": "Ann"})]

    [hidden] = talk(circle, asked)[1]
    [shown] = talk(circle, asked, "--contact-details")[1]

    assert "ann@example.org" not in str(hidden)
    assert "1234567" not in str(hidden)
    assert "17 Nov 2026, note: reach her at [left out] or [left out]" in str(hidden)
    assert "ann@example.org or +49 30 1234567" in str(shown)


#: Methods that are no tool, each for its reason.
NO_TOOLS = {
    "publish": "gives others what one knows: only its owner decides",
    "publication_notes": "for whoever has published",
    "close": "a tool opens and closes the network itself",
    "at": "every question takes as_of",
    "person": "a name is looked up where it is meant",
    "people": "the tool called people lists them, with filters",
    "network": "an object of the library",
    "map": "a page for a browser",
    "graph_file": "a file for a program",
    "vcards": "a file for a program",
    "query": "Cypher, for a person who writes it",
    "import_mail_server": "takes a password",
    "import_options": "values of the library",
    "forget": "nothing brings it back: it stays with the person at the terminal",
    "finish_forgetting": "part of forget",
    "log_line": "the tool log records the plan",
    "ask": "ask_in_plain_words answers as well",
    "answer": "ask_in_plain_words",
    "open_duplicates": "counts duplicates for the doctor",
    "decide_group": "decide_duplicates takes names",
    "accept_duplicates": "many joins at once are for somebody who has looked at them",
    "duplicate_verdicts": "a table from a file",
    "decide_told": "confirm_told_introduction and dismiss_told_introduction",
    "decide_told_row": "confirm_told_introduction and dismiss_told_introduction",
    "introductions": "the tool introductions names one person or two",
    "remember_proposals": "today remembers what it proposed to a person",
    "keep_report": "a report of an assistant's takes nothing from the owner's",
    "remember_people": "reports remember whom they proposed",
    "bring_in": "import_file takes one path; schedules bring in several sources",
    "add_frame": "an object of the library",
    "to_networkx": "an object of the library",
    "backtest": "a check of the figures, for whoever changes them",
}


def test_every_question_and_recording_is_a_tool_or_has_a_reason_to_be_none() -> None:
    methods = {name for name, value in vars_of(Workspace) if not name.startswith("_")}
    tools = {method.__name__ for method in (*QUESTIONS.values(), *RECORDINGS.values())}
    assert methods - tools == NO_TOOLS.keys()


def vars_of(room: type) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in inspect.getmembers(room, inspect.isfunction)]


def test_a_file_is_imported_and_a_report_is_asked_for(circle: Circle, tmp_path: Path) -> None:
    circle.person("Ann Lee")
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Otto Quist\nEMAIL:otto@example.org\nEND:VCARD\n"
    (tmp_path / "cards.vcf").write_text(card, encoding="utf-8")

    answers = talk(
        circle,
        [
            ("import_file", {"path": str(tmp_path / "cards.vcf")}),
            ("import_file", {"path": str(tmp_path / "missing.vcf")}),
            ("who", {"text": "Otto"}),
            ("report", {}),
        ],
        "--write",
    )[1]

    imported, missing, otto, report = answers
    assert imported["results"][0]["new"]["people"] == 1
    assert (missing["exit_code"], missing["results"]) == (3, [])
    assert otto["results"][0]["person"]["name"] == "Otto Quist"
    assert report["results"][0]["as_of"].startswith("20")


def test_a_question_is_answered_as_of_a_past_day(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.told(Note(circle.ago(3), ann, "likes chess"))

    answers = talk(
        circle,
        [("timeline", {"person": "Ann"}), ("timeline", {"person": "Ann", "as_of": "2020-01-01"})],
    )[1]

    assert [len(answer["results"]) for answer in answers] == [1, 0]
