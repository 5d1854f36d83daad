"""`netkit undo`."""

from __future__ import annotations

import click

from ..output import say
from ..session import Session, common, pass_session


@click.command("undo")
@common
@pass_session
def command(session: Session) -> None:
    """Undo the last thing that was recorded."""
    batch = session.workspace.undo()
    say(f"undone: {batch.label} ({batch.at:%Y-%m-%d %H:%M} UTC)")
