"""`netkit favour`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

import click

from netkit.errors import NothingFoundError
from netkit.model.events import Favour, FavourKind, Step

from ..record import TYPED, on_option, record, when
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date


@click.command("favour")
@click.argument("giver")
@click.argument("receiver")
@click.argument("kind", type=click.Choice(get_args(FavourKind)), default="other")
@click.argument("text", default="")
@click.option("--value", type=click.IntRange(1, 5), default=2, show_default=True, help="1 to 5.")
@click.option("--asked", is_flag=True, help="It was asked for, not offered.")
@click.option("--thanked", is_flag=True, help="Thanks were said for the last one of this kind.")
@on_option
@common
@pass_session
def command(
    session: Session,
    giver: str,
    receiver: str,
    kind: str,
    text: str,
    value: int,
    asked: bool,
    thanked: bool,
    day: date | None,
) -> None:
    """Record something done for somebody.

    GIVER or RECEIVER may be "me": netkit favour "Ann Lee" me introduction "to Bo".
    """
    one, other = session.person(giver), session.person(receiver)
    at = when(session, day)
    said = f"{one.name} for {other.name}: {kind}"
    session.question = f"favour {said}"
    if thanked:
        states = session.workspace.view.states(Favour, people=[one.id])
        found = [s for s in states if s.event.receiver == other.id and s.event.kind == kind]
        if not found:
            raise NothingFoundError(f"no {kind} by {one.name} for {other.name} is on record")
        last = max(found, key=lambda state: (state.event.at, state.id))
        record(session, f"thanks said: {said}", [Step(at, last.id, "thanked", source=TYPED)])
        return
    favour = Favour(at, one.id, other.id, cast("FavourKind", kind), text, value, asked, TYPED)
    record(session, said + (f", {text}" if text else ""), [favour])
