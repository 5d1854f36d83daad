"""The answer of `netkit` alone: what to do next in this network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.next_steps import BEGINNING

from .output import Answer, note, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.next_steps import NextStep

    from .render.page import Page
    from .session import Session

__all__ = ["show_next_steps"]


def show_next_steps(session: Session) -> None:
    """Show the next steps of the network; where there is none, how to begin."""
    session.question = "netkit"
    if _is_missing(session):
        show(session, Answer("netkit", BEGINNING, _steps))
    else:
        show(session, Answer("netkit", session.workspace.next_steps(), _steps))
    if session.format == "human":
        note("'netkit --help' lists the commands")


def _is_missing(session: Session) -> bool:
    """Return True where no network was made yet, and none was named."""
    from pathlib import Path

    return not session.on_server and not session.network and not Path(session.url).exists()


def _steps(page: Page, results: Sequence[NextStep]) -> None:
    from .render.page import Column

    columns = [Column(style="bold"), Column()]
    page.table(columns, [(step.command, step.text) for step in results])
