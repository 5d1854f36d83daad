"""`netkit timeline`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..day_types import AS_OF, SINCE
from ..held_back import show_results
from ..limit_option import limit_option
from ..name_arguments import name_argument
from ..render import record_views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command("timeline")
@name_argument(required=False)
@click.option("--since", metavar="DAY|SPAN", type=SINCE, help="Only what happened since then.")
@click.option("--until", metavar="DAY", type=AS_OF, help="Only what happened until then.")
@limit_option(30)
@common
@pass_session
def command(
    session: Session,
    person: str | None,
    since: date | None,
    until: datetime | None,
    limit: int,
) -> None:
    """List the entries about X, or of a time, the newest first.

    Contacts, notes, favours, promises, introductions, jobs and days, each with a number that
    'netkit edit', 'remove' and 'undo' take. Without X: everybody, 30 days back.
    """
    who = session.person(person) if person else None
    session.question = f"timeline {who.name}" if who else "timeline"
    rows = session.workspace.timeline(who, since=since, until=until, limit=limit)
    empty = "nothing is on record there; 'netkit log \"lunch with Ann Lee\"' records what happens"
    show_results(session, rows, record_views.timeline, empty=empty)
