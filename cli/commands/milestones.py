"""`netkit milestones`."""

from __future__ import annotations

import click

from ..day_types import NUMBER_OF_DAYS
from ..output import Answer, show
from ..render import practice_views
from ..session import Session, common, pass_session


@click.command("milestones")
@click.option(
    "--days", default="30", show_default=True, metavar="DAYS|DAY", type=NUMBER_OF_DAYS,
    help="How far ahead to look.",
)  # fmt: skip
@common
@pass_session
def command(session: Session, days: int) -> None:
    """Whose day is coming up?"""
    from netkit.answers.daily import milestones_of
    from netkit.answers.today import milestones_ahead

    session.question = "milestones"
    people = session.workspace.acquainted()
    ahead = milestones_ahead(
        milestones_of(session.workspace, session.as_of), session.present.date(), days
    )
    found = [
        {"person": people[one.event.person], "kind": one.event.kind, "day": day, "because": [why]}
        for day, one, why in ahead
        if one.event.person in people
    ]
    empty = (
        f"no milestone in the next {days} days; 'netkit milestone X birthday 1980-03-07' keeps one"
    )
    show(session, Answer(session.question, found, practice_views.milestones, empty=empty))
