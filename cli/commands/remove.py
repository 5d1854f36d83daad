"""`netkit remove`."""

from __future__ import annotations

import click

from ..record import tell
from ..session import Session, common, pass_session


@click.command("remove")
@click.argument("number", type=click.IntRange(1))
@common
@pass_session
def command(session: Session, number: int) -> None:
    """Take an entry out of the record.

    NUMBER stands before it in 'netkit timeline'. 'netkit undo' brings it back; an import does not.
    """
    session.question = f"remove {number}"
    tell(session, session.workspace.remove(number))
