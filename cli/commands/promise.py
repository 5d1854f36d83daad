"""`netkit promise`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netkit.model.events import Promise, Step
from netkit.model.history import is_open

from ..day_types import DUE_DAY
from ..record import TYPED, on_option, one_state, record, when
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date

    from netkit.model.when import PartialDate


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
    became: str | None,
    day: date | None,
) -> None:
    """Record a promise, or what became of one.

    netkit promise me "Ann Lee" "send the paper" --due 2026-12-01 · netkit promise --kept paper
    """
    at = when(session, day)
    if became:
        text = " ".join(words)
        session.question = f"promise --{became} {text}"
        known = session.workspace.view.states(Promise)
        found = one_state([one for one in known if is_open(one)], text, "open promise")
        step = Step(at, found.id, became, source=TYPED)
        record(session, f"{became}: {found.event.text}", [step])
        return
    if len(words) != 3:
        raise click.UsageError('say who promised what to whom: promise me "Ann Lee" "the paper"')
    giver, receiver = session.person(words[0]), session.person(words[1])
    session.question = f"promise {giver.name} {receiver.name}"
    promise = Promise(at, giver.id, receiver.id, words[2], due, TYPED)
    by = f", by {due}" if due else ""
    record(session, f"{giver.name} promised {receiver.name}: {words[2]}{by}", [promise])
