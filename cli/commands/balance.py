"""`netkit balance`: giving and getting."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from netkit.model.events import Favour

from ..output import Answer, show
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.answers.balance import Standing

_KEPT: dict[str, Callable[[Standing], bool]] = {
    "leaning": lambda one: one.verdict in {"you give more", "they give more", "mixed"},
    "owed": lambda one: bool(one.next_act) and one.verdict != "you give more",
    "never-returned": lambda one: one.favours.received > 0 and one.favours.given == 0,
    "one-sided": lambda one: one.verdict == "you give more",
    "all": lambda one: True,
}


@click.command("balance")
@click.argument("person", required=False)
@click.option("--owed", "which", flag_value="owed", help="Whom a kindness or thanks is due.")
@click.option(
    "--never-returned", "which", flag_value="never-returned",
    help="Who helped you and was never helped back.",
)  # fmt: skip
@click.option("--one-sided", "which", flag_value="one-sided", help="Where you give and get little.")
@click.option("--only-asks", is_flag=True, help="Whom you only write when you need something.")
@click.option("--all", "which", flag_value="all", help="Everybody, leaning or not.")
@click.option("--limit", "-n", default=10, show_default=True, help="How many to show.")
@common
@pass_session
def command(
    session: Session, person: str | None, which: str | None, only_asks: bool, limit: int
) -> None:
    """Where are giving and getting out of balance?

    Attention (who reaches out) and favours, each with its uncertainty; nothing is called
    lopsided on two favours.
    """
    session.question = f"balance {person}" if person else "balance"
    if only_asks:
        from netkit.answers.introduction_requests import only_asked

        space = session.workspace
        deeds = space.states(Favour, as_of=session.as_of)
        found = only_asked(space.acquainted(), deeds, space.owner)
        empty = "nobody whom you write only when you need something"
        show(session, Answer(session.question, found[:limit], views.sentences, empty=empty))
        return
    if person:
        asked = session.person(person)
        shown = list(session.workspace.leaning(session.as_of, [asked.id]))
        empty = f"nothing was exchanged with {asked.name} yet"
    else:
        every = which == "all"
        standings = session.workspace.leaning(session.as_of, every=every)
        kept = filter(_KEPT[which or "leaning"], standings)
        shown = list(islice(kept, limit))
        empty = "nothing leans far enough to say so; --all shows everybody"
    show(session, Answer(session.question, shown, views.standings, empty=empty))
