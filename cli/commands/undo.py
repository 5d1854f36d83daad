"""`netkit undo`."""

from __future__ import annotations

import click

from netkit.errors import NothingFoundError

from ..output import say
from ..session import Session, common, pass_session


@click.command("undo")
@common
@pass_session
def command(session: Session) -> None:
    """Undo the last thing that was recorded."""
    batch = session.workspace.store.withdraw(session.now)
    if batch is None:
        raise NothingFoundError("nothing is left to undo")
    say(f"undone: {batch.label} ({batch.at:%Y-%m-%d %H:%M} UTC)")
