"""`netkit stalls`."""

from __future__ import annotations

import click

from ..output import Answer, show
from ..render import practice_views
from ..session import Session, common, pass_session


@click.command("stalls")
@click.argument("person", required=False)
@click.option("--unanswered", is_flag=True, help="Who has not answered my last three messages?")
@click.option("--limit", "-n", default=10, show_default=True, help="How many to show.")
@common
@pass_session
def command(session: Session, person: str | None, unanswered: bool, limit: int) -> None:
    """Why is it stalling, and what would help?

    A verdict with its evidence: you dropped the ball, they step back, mismatch, cooling by
    itself, unknown; and one way to take it up again. After three unanswered messages: wait.
    """
    from netkit.answers.practice import stall_of, stalls_of, unanswered_of

    space = session.workspace
    if person:
        who = session.person(person)
        session.question = f"stalls {who.name}"
        found, empty = [stall_of(space, who, session.as_of)], ""
    elif unanswered:
        session.question = "stalls --unanswered"
        found = unanswered_of(space, session.as_of, limit)
        empty = "everybody answered one of your last three messages"
    else:
        session.question = "stalls"
        found = stalls_of(space, session.as_of, limit)
        empty = "nothing points to a stall among your closest ties"
    show(session, Answer(session.question, found, practice_views.stalls, empty=empty))
