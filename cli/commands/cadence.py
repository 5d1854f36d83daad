"""`netkit cadence`: how often to be in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netkit.errors import UsageError

from ..day_types import SPAN
from ..output import Answer, show
from ..render import practice_views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.model.when.spans import Span


@click.command("cadence")
@click.argument("person", required=False)
@click.option("--circle", help="Instead of a person: a circle of yours.")
@click.option("--every", metavar="SPAN", type=SPAN, help="The gap to aim for: 30d, 6w, 3m, 1y.")
@click.option("--longest", metavar="SPAN", type=SPAN, help="The gap not to pass; twice that.")
@click.option("--clear", is_flag=True, help="Take it back: what was learnt holds again.")
@common
@pass_session
def command(
    session: Session,
    person: str | None,
    circle: str | None,
    every: Span | None,
    longest: Span | None,
    clear: bool,
) -> None:
    """How often do I want to be in touch?

    For a person or a circle; without it, it is learnt from the tie's own history. 'netkit today'
    proposes a word to whoever was silent for longer.
    """
    from netkit.answers.cadence import SETTING, gap_of
    from netkit.answers.daily import cadences_of, wishes_of

    space = session.workspace
    session.question = "cadence"
    if every or clear:
        gap = None if every is None else gap_of(every, longest)
        wishes = wishes_of(space)
        if circle:
            wishes = wishes.for_circle(circle, gap)
        elif person:
            wishes = wishes.for_person(session.person(person).id, gap)
        else:
            raise UsageError("say whom: cadence X --every 30d, or cadence --circle C --every 30d")
        space.store.set_setting(SETTING, wishes.written())
    who = session.person(person) if person else None
    rows = [
        row
        for row in cadences_of(space, session.as_of)
        if (row["person"] == who if who else row["origin"] != "history")
    ]
    empty = "no wish is kept; 'netkit cadence X --every 30d' keeps one"
    show(session, Answer(session.question, rows, practice_views.cadences, empty=empty))
