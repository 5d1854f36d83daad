"""`netkit introduce`: the giver's question."""

from __future__ import annotations

import click

from ..held_back import held_back_option, show_results
from ..limit_option import limit_option
from ..name_arguments import name_argument
from ..render import views
from ..session import Session, common, pass_session


@click.command("introduce")
@name_argument(required=False)
@click.option("--needs", is_flag=True, help="Only pairs where one offers what the other needs.")
@limit_option(10)
@held_back_option
@common
@pass_session
def command(session: Session, person: str | None, needs: bool, limit: int, held_back: bool) -> None:
    """Who could I introduce to X, or: which two should meet?

    With PERSON: whom of the people you know they should meet, and why. Without: which two of
    them should meet.
    """
    session.question = f"introduce {person}" if person else "introduce"
    if person is None:
        pairs = session.workspace.introduce_pairs(needs=needs, limit=limit)
        empty = "nothing known brings two people together; 'netkit need' records what one looks for"
        show_results(session, pairs, views.pairs, empty=empty, held_back=held_back)
        return
    asked = session.person(person)
    empty = (
        f"nothing known of {asked.name} points to somebody you know;"
        f' \'netkit need "{asked.name}" "…"\' records what they look for'
    )
    rows = session.workspace.introduce(asked, limit=limit)
    show_results(session, rows, views.introductions, empty=empty, held_back=held_back)
