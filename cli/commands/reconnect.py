"""`netkit reconnect`."""

from __future__ import annotations

import click

from ..held_back import held_back_option, show_results
from ..limit_option import limit_option
from ..render import practice_views
from ..session import Session, common, pass_session


@click.command("reconnect")
@limit_option(10)
@held_back_option
@common
@pass_session
def command(session: Session, limit: int, held_back: bool) -> None:
    """Who is worth reconnecting with, and what is my hook?

    Ties silent for a year or more, by how strong they once were and what is open now.
    """
    session.question = "reconnect"
    rows = session.workspace.reconnect(limit=limit)
    empty = "no tie of three contact-days or more has been silent for a year"
    show_results(session, rows, practice_views.dormant, empty=empty, held_back=held_back)
