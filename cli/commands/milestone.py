"""`netkit milestone`."""

from __future__ import annotations

import click

from netkit.errors import UsageError
from netkit.model.events import Milestone
from netkit.model.when import PartialDate

from ..record import TYPED, on_option, record, when
from ..session import Session, common, pass_session


@click.command("milestone")
@click.argument("person")
@click.argument("kind")
@click.argument("date")
@on_option
@common
@pass_session
def command(session: Session, person: str, kind: str, date: str, day: str | None) -> None:
    """Keep a day that is worth a word.

    netkit milestone "Ann Lee" birthday --03-07 needs "--" before it: milestone -- "Ann Lee"
    birthday --03-07. Also 2026-03-07, 2026-03, 2026.
    """
    who = session.person(person)
    session.question = f"milestone {who.name}"
    try:
        partial = PartialDate.parse(date)
    except ValueError as error:
        raise UsageError(str(error)) from error
    event = Milestone(when(session, day), who.id, kind, partial, TYPED)
    record(session, f"{who.name}, {kind}: {date}", [event])
