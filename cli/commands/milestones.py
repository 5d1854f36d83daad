"""`netkit milestones`."""

from __future__ import annotations

import click

from netkit.answers.milestones import DAYS_AHEAD

from ..day_types import NUMBER_OF_DAYS
from ..held_back import show_results
from ..render import practice_views
from ..session import Session, common, pass_session


@click.command("milestones")
@click.option(
    "--days", default=str(DAYS_AHEAD), show_default=True, metavar="DAYS|DAY", type=NUMBER_OF_DAYS,
    help="How far ahead to look.",
)  # fmt: skip
@common
@pass_session
def command(session: Session, days: int) -> None:
    """Whose day is coming up?"""
    session.question = "milestones"
    rows = session.workspace.milestones(days=days)
    empty = (
        f"no milestone in the next {days} days; 'netkit milestone X birthday 1980-03-07' keeps one"
    )
    show_results(session, rows, practice_views.milestones, empty=empty)
