"""`netkit milestone`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..day_types import BIRTHDAY, MILESTONE_DAY
from ..record import on_option, tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date

#: Kinds that come round every year: "birthday friday" keeps no year.
_YEARLY = ("birthday", "anniversary", "name day")


@click.command("milestone", context_settings={"ignore_unknown_options": True})
@click.argument("person")
@click.argument("kind")
@click.argument("words", metavar="DAY", nargs=-1, required=True)
@on_option
@common
@pass_session
def command(
    session: Session, person: str, kind: str, words: tuple[str, ...], day: date | None
) -> None:
    """Keep a day that is worth a word.

    netkit milestone "Ann Lee" birthday 7 March · without its year: --03-07 · launch friday ·
    2026-03-07, 2026-03, 2026
    """
    session.question = f"milestone {person}"
    of_kind = BIRTHDAY if kind.casefold().endswith(_YEARLY) else MILESTONE_DAY
    partial = of_kind.read(" ".join(words), session.typed_at)
    tell(session, session.workspace.milestone(person, kind, partial, on=day))
