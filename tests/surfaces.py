"""Ask every surface of one network, in a process of its own: ``python -m tests.surfaces FILE``.

Prints one JSON object of "question: surface" and what that surface says.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
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


def assistant(network: str, name: str, **arguments: Any) -> Any:
    """Return what an assistant's tool answers."""
    return workspace_tool(network, name, QUESTIONS[name], lambda found: found, asks=True)(
        **arguments
    )


def surfaces(network: str) -> dict[str, Any]:
    """Return what every surface says."""
    with open_workspace(network) as workspace:
        people = workspace.people_list(limit=EVERY, sort="strength")
        close, far = people[0].person.name, people[-1].person.name
        answers = {**_asked(workspace, network, close, far), **_drawn_and_told(workspace, network)}
    return {surface: plain(said) for surface, said in answers.items()}


def _asked(workspace: Workspace, network: str, name: str, far: str) -> dict[str, Any]:
    return {
        "fading: library": workspace.fading(limit=EVERY),
        "fading: command": command(network, "--json", "fading", "--limit", "0"),
        "fading: assistant": assistant(network, "fading", limit=EVERY),
        "balance: library": workspace.balance(kind="all", limit=EVERY),
        "balance: command": command(network, "--json", "balance", "--limit", "0"),
        "balance: assistant": assistant(network, "balance", limit=EVERY),
        "groups: library": workspace.groups(limit=EVERY),
        "groups: command": command(network, "--json", "network", "--groups", "--limit", "0"),
        "groups: assistant": assistant(network, "groups", limit=EVERY),
        "introduce: library": workspace.introduce_pairs(limit=50),
        "introduce: command": command(network, "--json", "introduce", "--limit", "50"),
        "introduce: assistant": assistant(network, "who_should_meet", limit=50),
        "today: library": workspace.today(),
        "today: command": command(network, "--json", "today"),
        "today: assistant": assistant(network, "today"),
        "milestones: library": workspace.milestones(),
        "milestones: command": command(network, "--json", "milestones"),
        "milestones: assistant": assistant(network, "milestones"),
        "stalls: library": workspace.stalls(name),
        "stalls: command": command(network, "--json", "stalls", name),
        "strength: library": workspace.people_list(limit=EVERY),
        "strength: command": command(network, "--json", "people", "--limit", "0"),
        "strength: brief": command(network, "--json", "brief", name),
        "reach: library": workspace.reach(far),
        "reach: command": command(network, "--json", "reach", far),
        "moment: --as-of": command(network, "--as-of", "candlemas", "--json", "fading"),
        "moment: --since": command(network, "--json", "history", "--since", "candlemas"),
        "letter: command": command(network, "--json", "letter", "reconnect", name),
        "letter: assistant": assistant(network, "letter", kind="reconnect", person=name),
    }


def _drawn_and_told(workspace: Workspace, network: str) -> dict[str, Any]:
    data = scene_data(gather(workspace.view))
    report, _ = report_of(workspace.view, None, top=EVERY)
    graph = workspace.to_networkx()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        command(network, "map", "--output", str(page))
        drawn = json.loads(page.read_text().split('id="data">')[1].split("</script>")[0])
        command(network, "report", "--no-keep", "--output", folder, *FORMS)
        papers = {
            f"report: {file.suffix}": file.read_text() for file in Path(folder).glob("*report*")
        }
    return {
        "fading: map": [(row["id"], row["outlook"]) for row in data["people"]],
        "fading: report": report.fading,
        "balance: map": [(row["id"], row["leaning"]) for row in data["people"]],
        "balance: report": report.balance,
        "groups: map": data["groups"],
        "introduce: map": data["suggestions"],
        "strength: map": [(row["id"], row["strength"]) for row in data["people"]],
        "strength: graph": sorted(
            (str(a), str(b), edge.get("strength")) for a, b, edge in graph.edges(data=True)
        ),
        "today: report": report.acts,
        "milestones: report": report.milestones,
        "colour: page": drawn["palettes"],
        **papers,
    }


def check_one_truth(network: str) -> None:
    """Hold the surfaces to one truth, as ``test_contradictions`` does."""
    with open_workspace(network) as workspace:
        check_rings(workspace)
        check_report(workspace)


if __name__ == "__main__":
    check_one_truth(sys.argv[1])
    print(json.dumps(surfaces(sys.argv[1]), default=str))
