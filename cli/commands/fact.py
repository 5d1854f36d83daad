"""`netkit fact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from netkit.model.events import FactKind

from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date

_KINDS = get_args(FactKind)


@click.command("fact")
@click.argument("person")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("text")
@on_option
@common
@pass_session
def command(session: Session, person: str, kind: FactKind, text: str, day: date | None) -> None:
    """Remember what somebody cares about, or asked not to happen.

    netkit fact "Ann Lee" family "daughter Ida started school" · boundary "no introductions"
    """
    session.question = f"fact {person}"
    tell(session, session.workspace.fact(person, kind, text, on=day))
