"""`netkit offer`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..name_arguments import words_argument
from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date


@click.command("offer")
@words_argument("PERSON TEXT", 1, text=True)
@click.option("--close", is_flag=True, help="It is over: the offer that TEXT is a part of.")
@on_option
@common
@pass_session
def command(session: Session, words: list[str], close: bool, day: date | None) -> None:
    """Record what somebody can give."""
    person, text = words
    session.question = f"offer {person}"
    act = session.workspace.close_offer if close else session.workspace.offer
    tell(session, act(person, text, on=day))
