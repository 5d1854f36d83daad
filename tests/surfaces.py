"""Ask surfaces of a network, in a process of its own: ``python -m tests.surfaces FILE SURFACE…``.

A surface is "question: door", as "fading: command"; printed is one JSON object of what each says.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.cli.main import main as netkit
from netkit.cli.mcp_tools import QUESTIONS, workspace_tool

from netkit.answers.plain_values import plain
from netkit.maps.gather import gather
from netkit.maps.scene_data import scene_data
from netkit.reports.content import report_of
from netkit.workspace import open_workspace
from tests.test_contradictions import check_report, check_rings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.reports.content import Report
    from netkit.workspace import Workspace

EVERY = 10**6
FORMS = [word for form in ("html", "md", "txt") for word in ("--format", form)]


def command(network: str, *words: str) -> Any:
    """Return what a command prints, with its exit code when it is not 0."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            netkit(["--network", network, *words])
        except SystemExit as ended:
            if ended.code:
                return [ended.code, printed.getvalue()]
    return printed.getvalue()


class Surfaces:
    """What each surface of a network says, by "question: surface"; asked when it is looked up."""

    def __init__(self, workspace: Workspace, network: str) -> None:
        self._workspace, self._network = workspace, network

    def say(self, surface: str) -> Any:
        """Return what a surface says of a question."""
        question, _, door = surface.partition(": ")
        say = {"library": self._library, "command": self._command, "assistant": self._assistant}
        return plain(say[door](question) if door in say else self._drawn_or_told(question, door))

    @cached_property
    def _names(self) -> tuple[str, str]:
        people = self._workspace.people_list(limit=EVERY, sort="strength")
        return people[0].person.name, people[-1].person.name

    def _library(self, question: str) -> Any:
        ask = {
            "fading": lambda ws: ws.fading(limit=EVERY),
            "balance": lambda ws: ws.balance(kind="all", limit=EVERY),
            "groups": lambda ws: ws.groups(limit=EVERY),
            "introduce": lambda ws: ws.introduce_pairs(limit=50),
            "today": lambda ws: ws.today(),
            "milestones": lambda ws: ws.milestones(),
            "stalls": lambda ws: ws.stalls(self._names[0]),
            "strength": lambda ws: ws.people_list(limit=EVERY),
            "reach": lambda ws: ws.reach(self._names[1]),
        }
        return ask[question](self._workspace)

    def _command(self, question: str) -> Any:
        words = {
            "fading": ["fading", "--limit", "0"],
            "balance": ["balance", "--limit", "0"],
            "groups": ["network", "--groups", "--limit", "0"],
            "introduce": ["introduce", "--limit", "50"],
            "today": ["today", "--peek"],
            "milestones": ["milestones"],
            "stalls": ["stalls", self._names[0]],
            "strength": ["people", "--limit", "0"],
            "brief": ["brief", self._names[0]],
            "reach": ["reach", self._names[1]],
            "--as-of": ["--as-of", "candlemas", "fading"],
            "--since": ["history", "--since", "candlemas"],
            "letter": ["letter", "reconnect", self._names[0]],
        }
        return command(self._network, "--json", *words[question])

    def _assistant(self, question: str) -> Any:
        asked: dict[str, tuple[str, dict[str, Any]]] = {
            "fading": ("fading", {"limit": EVERY}),
            "balance": ("balance", {"kind": "all", "limit": EVERY}),
            "groups": ("groups", {"limit": EVERY}),
            "introduce": ("who_should_meet", {"limit": 50}),
            "today": ("today", {}),
            "milestones": ("milestones", {}),
            "letter": ("letter", {"kind": "reconnect", "person": self._names[0]}),
        }
        name, arguments = asked[question]
        tool = workspace_tool(self._network, name, QUESTIONS[name], lambda found: found, asks=True)
        return tool(**arguments)

    def _drawn_or_told(self, question: str, door: str) -> Any:
        if door == "map":
            return self._map(question)
        if door == "graph":
            edges = self._workspace.to_networkx().edges(data=True)
            return sorted((str(a), str(b), edge.get("strength")) for a, b, edge in edges)
        if door in self._papers:
            return self._papers[door]
        names = {"today": "acts"}
        return getattr(self._report, names.get(question, question))

    def _map(self, question: str) -> Any:
        columns = {"fading": "outlook", "balance": "leaning", "strength": "strength"}
        if question in columns:
            return [(row["id"], row[columns[question]]) for row in self._scene["people"]]
        if question == "colours":
            return self._page["palettes"]
        return self._scene[{"introduce": "suggestions"}.get(question, question)]

    @cached_property
    def _scene(self) -> dict[str, Any]:
        return scene_data(gather(self._workspace.view))

    @cached_property
    def _report(self) -> Report:
        return report_of(self._workspace.view, None, top=EVERY)[0]

    @cached_property
    def _page(self) -> Any:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "map.html"
            command(self._network, "map", "--output", str(page))
            return json.loads(page.read_text().split('id="data">')[1].split("</script>")[0])

    @cached_property
    def _papers(self) -> dict[str, str]:
        with tempfile.TemporaryDirectory() as folder:
            command(self._network, "report", "--no-keep", "--output", folder, *FORMS)
            return {file.suffix: file.read_text() for file in Path(folder).glob("*report*")}


def said(network: str, surfaces: Sequence[str]) -> dict[str, Any]:
    """Return what surfaces say, where the report and the map's rings agree with the commands."""
    with open_workspace(network) as workspace:
        check_rings(workspace)
        check_report(workspace)
        asked = Surfaces(workspace, network)
        return {surface: asked.say(surface) for surface in surfaces}


if __name__ == "__main__":
    print(json.dumps(said(sys.argv[1], sys.argv[2:]), default=str))
