"""`netkit reconnect`."""

from __future__ import annotations

import click

from ..output import Answer, show
from ..render import practice_views
from ..session import Session, common, pass_session


@click.command("reconnect")
@click.option("--limit", "-n", default=10, show_default=True, help="How many to show.")
@common
@pass_session
def command(session: Session, limit: int) -> None:
    """Who is worth reconnecting with, and what is my hook?

    Ties silent for a year or more, by how strong they once were and what is open now.
    """
    from netkit.answers.daily import dormant_of

    session.question = "reconnect"
    space = session.workspace
    found = dormant_of(space, session.as_of, limit)
    empty = "no tie of three contact-days or more has been silent for a year"
    show(session, Answer("reconnect", found, practice_views.dormant, empty=empty))
