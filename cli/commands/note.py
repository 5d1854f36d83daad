"""`netkit note`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..name_arguments import words_argument
from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date


@click.command("note")
@words_argument("PERSON TEXT", 1, text=True)
@click.option("--topic", help="It belongs to a topic you are on with them: what was decided.")
@click.option("--next", "following", default="", help="With a topic: its next step.")
@click.option("--close", is_flag=True, help="With a topic: it has come to its end.")
@on_option
@common
@pass_session
def command(
    session: Session,
    words: list[str],
    topic: str | None,
    following: str,
    close: bool,
    day: date | None,
) -> None:
    """Keep a note about somebody.

    With a topic it becomes part of a series: the first note says what it is about, each further
    one what was decided and why; 'netkit brief' shows where the topic stands.
    """
    person, text = words
    session.question = f"note {person}"
    change = session.workspace.note(
        person, text, topic=topic or "", next_step=following, close=close, on=day
    )
    tell(session, change)
