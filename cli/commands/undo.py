"""`netkit undo`."""

from __future__ import annotations

import click

from ..held_back import show_results
from ..output import Answer, show
from ..render import record_views
from ..session import Session, common, pass_session


@click.command("undo")
@click.argument("number", type=click.IntRange(1), required=False)
@click.option("--list", "listed", is_flag=True, help="Only list what can be undone.")
@common
@pass_session
def command(session: Session, number: int | None, listed: bool) -> None:
    """Undo the last thing that was recorded, or one by its number.

    Numbers stand in 'netkit undo --list', 'netkit history' and 'netkit timeline'. 'netkit redo'
    records again what was undone last.
    """
    session.question = "undo" if number is None else f"undo {number}"
    if listed:
        rows = session.workspace.history(undoable=True, limit=20)
        show_results(session, rows, record_views.history, empty="nothing is left to undo")
        return
    batch = session.workspace.undo(number)
    text = f"undone: {batch.label} ({batch.at:%Y-%m-%d %H:%M})"
    undone = [{"undone": batch.label, "at": batch.at}]
    notes = session.workspace.publication_notes()
    show(session, Answer(session.question, undone, lambda page, _: page.line((text, "")), notes))
