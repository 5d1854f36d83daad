"""`netkit redo`."""

from __future__ import annotations

import click

from ..output import Answer, show
from ..session import Session, common, pass_session


@click.command("redo")
@common
@pass_session
def command(session: Session) -> None:
    """Record again what was undone last."""
    session.question = "redo"
    label = session.workspace.redo().label
    rows = [{"redone": label}]
    text = f"recorded again: {label}"
    show(session, Answer("redo", rows, lambda page, _: page.line((text, ""))))
