"""`netkit need`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..name_arguments import words_argument
from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date


@click.command("need")
@words_argument("PERSON TEXT", 1, text=True)
@click.option("--close", is_flag=True, help="It is over: the need that TEXT is a part of.")
@on_option
@common
@pass_session
def command(session: Session, words: list[str], close: bool, day: date | None) -> None:
    """Record what somebody looks for."""
    person, text = words
    session.question = f"need {person}"
    act = session.workspace.close_need if close else session.workspace.need
    tell(session, act(person, text, on=day))
