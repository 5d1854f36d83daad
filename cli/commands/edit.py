"""`netkit edit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..day_types import PAST_DAY
from ..record import tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date


@click.command("edit")
@click.argument("number", type=click.IntRange(1))
@click.argument("words", nargs=-1, metavar="[TEXT]")
@click.option("--on", "day", metavar="DAY", type=PAST_DAY, help="Its day; as it is if left out.")
@common
@pass_session
def command(session: Session, number: int, words: tuple[str, ...], day: date | None) -> None:
    """Correct an entry: other words, another day.

    NUMBER stands before it in 'netkit timeline'. 'netkit undo' brings back what stood there.
    """
    session.question = f"edit {number}"
    tell(session, session.workspace.edit(number, " ".join(words), on=day))
