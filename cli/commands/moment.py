"""`netkit moment`."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from netkit.model.events import MomentKind

from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date

_KINDS = get_args(MomentKind)


@click.command("moment")
@click.argument("person")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("text", default="")
@on_option
@common
@pass_session
def command(session: Session, person: str, kind: MomentKind, text: str, day: date | None) -> None:
    """Record a turn in a relation.

    A step forward, a push-away, a setback, or a repair.
    """
    session.question = f"moment {person}"
    tell(session, session.workspace.moment(person, kind, text, on=day))
