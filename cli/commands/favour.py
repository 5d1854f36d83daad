"""`netkit favour`."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from netkit.model.events import FavourKind

from ..record import on_option, tell
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
    kind: FavourKind,
    text: str,
    value: int,
    asked: bool,
    thanked: bool,
    day: date | None,
) -> None:
    """Record something done for somebody.

    GIVER or RECEIVER may be "me": netkit favour "Ann Lee" me introduction "to Bo".
    """
    session.question = f"favour {giver} {receiver} {kind}"
    space = session.workspace
    if thanked:
        tell(session, space.thanked(giver, receiver, kind, on=day))
        return
    tell(session, space.favour(giver, receiver, kind, text, value=value, asked=asked, on=day))
