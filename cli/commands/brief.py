"""`netkit brief`."""

from __future__ import annotations

import click

from ..name_arguments import name_argument
from ..output import Answer, show
from ..render import practice_views, views
from ..session import Session, common, pass_session


@click.command("brief")
@name_argument()
@click.option("--sources", is_flag=True, help="Say where each thing known of them comes from.")
@common
@pass_session
def command(session: Session, person: str, sources: bool) -> None:
    """What should I know before I talk to X?"""
    who = session.person(person)
    session.question = f"brief {who.name}"
    if sources:
        rows = session.workspace.sources(who)
        show(session, Answer(session.question, rows, views.sources))
        return
    brief = session.workspace.brief(who)
    show(session, Answer(session.question, [brief], practice_views.briefs))
