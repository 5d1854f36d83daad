"""`netkit cadence`: how often to be in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..day_types import SPAN
from ..name_arguments import name_argument
from ..output import Answer, show
from ..render import practice_views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.model.when.spans import Span


@click.command("cadence")
@name_argument(required=False)
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
    space = session.workspace
    session.question = "cadence"
    if every or clear:
        space.set_cadence(
            person, circle=circle or "", every=None if clear else every, longest=longest
        )
    rows = space.cadence(person)
    empty = "no wish is kept; 'netkit cadence X --every 30d' keeps one"
    show(session, Answer(session.question, rows, practice_views.cadences, empty=empty))
