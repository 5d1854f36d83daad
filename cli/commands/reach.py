"""`netkit reach`: who can introduce me."""

from __future__ import annotations

import click

from ..held_back import held_back_option, show_results
from ..limit_option import limit_option
from ..name_arguments import name_argument
from ..output import Answer, show
from ..render import views
from ..session import Session, common, pass_session


@click.command("reach")
@name_argument("target", required=False)
@click.option("--asks", metavar="C", help="Instead: have I asked C for introductions too often?")
@limit_option(5, "How many ways to show")
@held_back_option
@common
@pass_session
def command(
    session: Session, target: str | None, asks: str | None, limit: int, held_back: bool
) -> None:
    """Who can introduce me to X, or into an organization?

    TARGET is a person, or an organization where somebody you can reach works. In a team, your
    colleagues are asked too, as far as each granted it to you.
    """
    if asks:
        _asks(session, asks)
        return
    if not target:
        raise click.UsageError("name a person or an organization")
    session.question = f"reach {target}"
    rows = session.workspace.reach(target, limit=limit)
    empty = (
        f"no evidence of who knows {target}: nobody you know was seen with them;"
        " mail, calendars and group threads hold such evidence"
    )
    show_results(session, rows, views.ways, empty=empty, held_back=held_back)


def _asks(session: Session, name: str) -> None:
    """Show how often somebody was asked for introductions of late."""
    person = session.person(name)
    session.question = f"reach --asks {person.name}"
    requests = session.workspace.introduction_requests(person)
    show(session, Answer(session.question, [requests], views.sentences))
