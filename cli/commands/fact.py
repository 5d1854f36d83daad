"""`netkit fact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

import click

from netkit.model.events import Fact, FactKind

from ..record import TYPED, on_option, record, when
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
def command(session: Session, person: str, kind: str, text: str, day: date | None) -> None:
    """Remember what somebody cares about, or asked not to happen.

    netkit fact "Ann Lee" family "daughter Ida started school" · boundary "no introductions"
    """
    who = session.person(person)
    session.question = f"fact {who.name}"
    fact = Fact(when(session, day), who.id, cast("Any", kind), text, TYPED)
    record(session, f"{who.name}, {kind}: {text}", [fact])
