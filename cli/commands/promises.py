"""`netkit promises`."""

from __future__ import annotations

from typing import Literal

import click

from ..held_back import show_results
from ..name_arguments import name_argument
from ..render import views
from ..session import Session, common, pass_session


@click.command("promises")
@name_argument(required=False)
@click.option("--mine", "whose", flag_value="mine", help="What I promised.")
@click.option("--theirs", "whose", flag_value="theirs", help="What I was promised.")
@click.option("--all", "every", is_flag=True, help="Kept and released ones too.")
@common
@pass_session
def command(
    session: Session, person: str | None, whose: Literal["mine", "theirs"] | None, every: bool
) -> None:
    """List promises: of what, by whom, by when."""
    session.question = f"promises {person}" if person else "promises"
    asked = session.person(person) if person else None
    rows = session.workspace.promises(asked, whose=whose, every=every)
    empty = "no open promise; 'netkit promise me X \"…\" --due DATE' records one"
    show_results(session, rows, views.promises, empty=empty)
