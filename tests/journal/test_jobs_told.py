"""A job that the log tells outlasts the employer that was typed before it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(str(tmp_path / "me.netkit"), now=NOW) as opened:
        opened.set_owner("Mia Moss")
        opened.add_person("Timo Aas", organization="Portline Group", title="clerk")
        yield opened


def employers(workspace: Workspace) -> tuple[str, set[str]]:
    """Return where Timo works now, and where `who` says that he works now."""
    rows = [
        at
        for at in ("Portline", "Vopex", "Acme")
        for row in workspace.who(at=at)
        if any(reason.text.startswith("is at") for reason in row.because)
    ]
    return workspace.person("Timo Aas").organization, set(rows)


@pytest.mark.parametrize(
    ("lines", "employer", "at"),
    [
        (["Timo joined Vopex as COO in September"], "Vopex", {"Vopex"}),
        (["Timo left Portline Group for Vopex"], "Vopex", {"Vopex"}),
        (["Timo left Portline Group"], "", set()),
        (["Timo left Portline"], "", set()),
        (["Timo now works at Vopex"], "Vopex", {"Vopex"}),
        (
            ["Timo joined Vopex as COO in September", "Timo joined Acme in 2012"],
            "Vopex",
            {"Vopex"},
        ),
    ],
)
def test_what_the_log_tells_of_a_job_outlasts_the_employer_typed_before(
    workspace: Workspace, lines: list[str], employer: str, at: set[str]
) -> None:
    for line in lines:
        workspace.log(line)
    assert employers(workspace) == (employer, at)


def test_a_move_outlasts_the_city_typed_before(workspace: Workspace) -> None:
    workspace.change_person("Timo Aas", city="Oslo")
    workspace.log("Timo moved to Lyon")
    assert workspace.person("Timo Aas").city == "Lyon"
