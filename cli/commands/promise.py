"""`netkit promise`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..day_types import DUE_DAY
from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date

    from netkit.model.when import PartialDate
    from netkit.recording.promises import PromiseOutcome


@click.command("promise")
@click.argument("words", nargs=-1, required=True)
@click.option("--due", metavar="DAY", type=DUE_DAY, help="By when: friday, 1 December, 2w.")
@click.option("--kept", "became", flag_value="kept", help="It was kept.")
@click.option("--missed", "became", flag_value="missed", help="It was missed.")
@click.option("--released", "became", flag_value="released", help="It no longer holds.")
@on_option
@common
@pass_session
def command(
    session: Session,
    words: tuple[str, ...],
    due: PartialDate | None,
    became: PromiseOutcome | None,
    day: date | None,
) -> None:
    """Record a promise, or what became of one.

    netkit promise me "Ann Lee" "send the paper" --due 2026-12-01 · netkit promise --kept paper
    """
    if became:
        text = " ".join(words)
        session.question = f"promise --{became} {text}"
        tell(session, session.workspace.settle_promise(text, became, on=day))
        return
    if len(words) < 3:
        raise click.UsageError('say who promised what to whom: promise me "Ann Lee" "the paper"')
    giver, receiver, text = session.names(words, 2, text=True)
    session.question = f"promise {giver} {receiver}"
    tell(session, session.workspace.promise(giver, receiver, text, due=due, on=day))
