"""`netkit favour`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

import click

from netkit.model.events import FavourKind

from ..name_arguments import words_argument
from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date

_KINDS = get_args(FavourKind)


@click.command("favour")
@words_argument("GIVER RECEIVER [KIND [TEXT]]", 2, kinds=_KINDS)
@click.option("--value", type=click.IntRange(1, 5), default=2, show_default=True, help="1 to 5.")
@click.option("--asked", is_flag=True, help="It was asked for, not offered.")
@click.option("--thanked", is_flag=True, help="Thanks were said for the last one of this kind.")
@on_option
@common
@pass_session
def command(
    session: Session,
    words: list[str],
    value: int,
    asked: bool,
    thanked: bool,
    day: date | None,
) -> None:
    """Record something done for somebody.

    GIVER or RECEIVER may be "me": netkit favour "Ann Lee" me introduction "to Bo". KIND is one of
    introduction, referral, recommendation, endorsement, advice, review, article, loan, other.
    """
    giver, receiver = words[:2]
    kind, text = cast("tuple[FavourKind, str]", words[2:] or ("other", ""))
    session.question = f"favour {giver} {receiver} {kind}"
    space = session.workspace
    if thanked:
        tell(session, space.thanked(giver, receiver, kind, on=day))
        return
    tell(session, space.favour(giver, receiver, kind, text, value=value, asked=asked, on=day))
