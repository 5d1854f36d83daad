"""`netkit history`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..day_types import SINCE
from ..held_back import show_results
from ..limit_option import limit_option
from ..render import record_views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date


@click.command("history")
@click.option("--since", metavar="DAY|SPAN", type=SINCE, help="Only what was recorded since then.")
@limit_option(30)
@common
@pass_session
def command(session: Session, since: date | None, limit: int) -> None:
    """List the recorded changes, the newest first.

    Each has a number that 'netkit undo' takes.
    """
    session.question = "history"
    rows = session.workspace.history(since=since, limit=limit)
    empty = "nothing was recorded then"
    show_results(session, rows, record_views.history, empty=empty)
