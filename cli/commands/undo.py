"""`netkit undo`."""

from __future__ import annotations

import click

from ..output import Answer, show
from ..session import Session, common, pass_session


@click.command("undo")
@common
@pass_session
def command(session: Session) -> None:
    """Undo the last thing that was recorded."""
    batch = session.workspace.undo()
    text = f"undone: {batch.label} ({batch.at:%Y-%m-%d %H:%M} UTC)"
    session.question = "undo"
    rows = [{"undone": batch.label, "at": batch.at}]
    show(session, Answer("undo", rows, lambda page, _: page.line((text, ""))))
