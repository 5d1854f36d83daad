"""`netkit moment`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

import click

from netkit.model.events import Moment, MomentKind

from ..record import TYPED, on_option, record, when
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
def command(session: Session, person: str, kind: str, text: str, day: date | None) -> None:
    """Record a turn in a relation.

    A step forward, a push-away, a setback, or a repair.
    """
    who = session.person(person)
    session.question = f"moment {who.name}"
    event = Moment(when(session, day), who.id, cast("Any", kind), text, TYPED)
    record(session, f"{who.name}: {kind}" + (f", {text}" if text else ""), [event])
