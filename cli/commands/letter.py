"""`netkit letter`."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from netkit.answers.personal_letters import LetterKind

from ..letters import letter_options, show_letters
from ..name_arguments import name_argument
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from pathlib import Path


@click.command("letter")
@click.argument("kind", type=click.Choice(get_args(LetterKind)))
@name_argument()
@click.option("--about", default="", metavar="TEXT", help='What for: "your advice on pricing".')
@letter_options
@common
@pass_session
def command(
    session: Session, kind: LetterKind, person: str, about: str, mailto: bool, eml: Path | None
) -> None:
    """Draft a letter: thanks, a hello after a long time, a condolence.

    Nothing is sent or recorded. Letters of an introduction: netkit intro A B --draft.
    """
    who = session.person(person)
    session.question = f"letter {kind} {who.name}"
    letters = session.workspace.letter(kind, who, about=about)
    show_letters(session, letters, mailto=mailto, eml=eml)
