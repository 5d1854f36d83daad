"""`netkit stalls`."""

from __future__ import annotations

import click

from ..held_back import show_results
from ..limit_option import limit_option
from ..name_arguments import name_argument
from ..render import practice_views
from ..session import Session, common, pass_session


@click.command("stalls")
@name_argument(required=False)
@click.option("--unanswered", is_flag=True, help="Who has not answered my last three messages?")
@limit_option(10)
@common
@pass_session
def command(session: Session, person: str | None, unanswered: bool, limit: int) -> None:
    """Why is it stalling, and what would help?

    A verdict with its evidence: you dropped the ball, they step back, mismatch, cooling by
    itself, unknown; and one way to take it up again. After three unanswered messages: wait.
    """
    asked = session.person(person) if person else None
    if asked is not None:
        session.question, empty = f"stalls {asked.name}", ""
    elif unanswered:
        session.question = "stalls --unanswered"
        empty = "everybody answered one of your last three messages"
    else:
        session.question = "stalls"
        empty = "nothing points to a stall among your closest ties"
    rows = session.workspace.stalls(asked, unanswered=unanswered, limit=limit)
    show_results(session, rows, practice_views.stalls, empty=empty)
