"""`netkit intro`: introductions and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netkit.model.events import INTRODUCTION_STEPS

from ..held_back import show_results
from ..letters import letter_options, show_letters
from ..record import on_option, tell
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


_STEPS = (*INTRODUCTION_STEPS, "declined")


@click.command("intro")
@click.argument("names", nargs=-1, required=True)
@click.option(
    "--step", type=click.Choice(_STEPS), default="made", show_default=True, help="How far it is."
)
@click.option("--by", "broker", default="me", show_default=True, help="Who introduces.")
@click.option("--to", metavar="X", help="With list: introductions to X, not by X.")
@click.option("--why", default="", help="What for, or how it went.")
@click.option("--draft", is_flag=True, help="Write the letters; record nothing.")
@letter_options
@on_option
@common
@pass_session
def command(
    session: Session,
    names: tuple[str, ...],
    step: str,
    broker: str,
    to: str | None,
    why: str,
    draft: bool,
    mailto: bool,
    eml: Path | None,
    day: date | None,
) -> None:
    """Record an introduction and its steps.

    netkit intro "Ann Lee" "Bo Ray" --step asked · netkit intro list ["Ann Lee" ["Bo Ray"]] ·
    netkit intro draft "Ann Lee" "Bo Ray" · netkit intro me "Bo Ray" --by "Ann Lee" --draft
    """
    space = session.workspace
    if names[0] == "list":
        people = [space.person(name) for name in names[1:]]
        session.question = " ".join(["intro list", *(person.name for person in people)])
        session.question += f" --to {to}" if to else ""
        empty = "no such introduction is on record"
        show_results(session, space.introductions(*people, to=to), views.sentences, empty=empty)
        return
    if names[0] == "draft":
        names, draft = names[1:], True
    if len(names) < 2:
        raise click.UsageError('name two people: intro "Ann Lee" "Bo Ray"')
    a, b = (space.person(name) for name in session.names(names, 2))
    session.question = f"intro {a.name} {b.name}" + (" --draft" if draft else "")
    if draft:
        letters = space.letters(a, b, broker=broker, why=why)
        show_letters(session, letters, mailto=mailto, eml=eml)
        return
    tell(session, space.introduction(a, b, broker=broker, step=step, why=why, on=day))
