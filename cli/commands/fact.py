"""`netkit fact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

import click

from netkit.model.events import FactKind

from ..name_arguments import words_argument
from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date

_KINDS = get_args(FactKind)


@click.command("fact")
@words_argument("PERSON KIND TEXT", 1, kinds=_KINDS)
@on_option
@common
@pass_session
def command(session: Session, words: list[str], day: date | None) -> None:
    """Remember what somebody cares about, or asked not to happen.

    netkit fact "Ann Lee" family "daughter Ida started school" · boundary "no introductions"
    """
    if len(words) < 3 or not words[2]:
        raise click.UsageError(f"say of which kind it is, and what: {', '.join(_KINDS)}")
    person, kind, text = words
    session.question = f"fact {person}"
    tell(session, session.workspace.fact(person, cast("FactKind", kind), text, on=day))
