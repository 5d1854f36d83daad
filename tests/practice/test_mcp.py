"""`netkit mcp` as an assistant sees it: the real client, over stdin and stdout."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netkit.model.events import Note
from netkit.store import open_store

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
