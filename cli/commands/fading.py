"""`netkit fading`: who am I losing touch with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..day_types import SINCE
from ..held_back import held_back_option, show_results
from ..limit_option import limit_option
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date


@click.command("fading")
@click.option("--since", metavar="DAY|SPAN", type=SINCE, help="Who was close then and is not now.")
@click.option("--all", "every", is_flag=True, help="Every pair of a many-owner network.")
@limit_option(10)
@held_back_option
@common
@pass_session
def command(session: Session, since: date | None, every: bool, limit: int, held_back: bool) -> None:
    """List the people I am losing touch with.

    Ties that are silent for longer than is usual between the two, what is most at stake first.
    """
    session.question = "fading --all" if every else "fading"
    if every:
        pairs = session.workspace.fading_pairs(limit=limit)
        show_results(session, pairs, views.tie_rows, empty="there is no tie yet")
        return
    rows = session.workspace.fading(since=since, limit=limit)
    empty = "no tie is silent for longer than is usual"
    show_results(session, rows, views.fading, empty=empty, held_back=held_back)
