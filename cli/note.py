"""`netkit note`."""

from __future__ import annotations

import click

from netkit.domain.events import Note

from .options import Session, common, pass_session
from .record import TYPED, on_option, record, when


@click.command("note")
@click.argument("person")
@click.argument("text")
@on_option
@common
@pass_session
def command(session: Session, person: str, text: str, day: str | None) -> None:
    """Keep a note about somebody."""
    who = session.person(person)
    session.question = f"note {who.name}"
    record(session, f"noted of {who.name}", [Note(when(session, day), who.id, text, TYPED)])
