"""`netkit promises`."""

from __future__ import annotations

import click

from ..output import Answer, show
from ..render import views
from ..session import Session, common, pass_session


@click.command("promises")
@click.option("--mine", "whose", flag_value="mine", help="What I promised.")
@click.option("--theirs", "whose", flag_value="theirs", help="What I was promised.")
@click.option("--all", "every", is_flag=True, help="Kept and released ones too.")
@common
@pass_session
def command(session: Session, whose: str | None, every: bool) -> None:
    """What was promised, by whom, by when?"""
    from netkit.answers.promises import promises
    from netkit.model.events import Promise

    space = session.workspace
    session.question = "promises"
    states = space.states(Promise, as_of=session.as_of)
    people = {person.id: person for person in space.people()}
    found = promises(people, states, space.owner, session.present, every=every)
    shown = [row for row in found if whose in (None, row.whose)]
    empty = "no open promise; 'netkit promise me X \"…\" --due DATE' records one"
    show(session, Answer(session.question, shown, views.promises, empty=empty))
