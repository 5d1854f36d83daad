"""`netkit moment`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

import click

from netkit.model.events import MomentKind

from ..name_arguments import words_argument
from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date

_KINDS = get_args(MomentKind)


@click.command("moment")
@words_argument("PERSON KIND [TEXT]", 1, kinds=_KINDS)
@on_option
@common
@pass_session
def command(session: Session, words: list[str], day: date | None) -> None:
    """Record a turn in a relation.

    A step forward, a push-away, a setback, or a repair.
    """
    if len(words) < 3:
        raise click.UsageError(f"say what kind of turn it was: {', '.join(_KINDS)}")
    person, kind, text = words
    session.question = f"moment {person}"
    tell(session, session.workspace.moment(person, cast("MomentKind", kind), text, on=day))
