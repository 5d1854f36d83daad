"""`netkit balance`: giving and getting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..held_back import show_results
from ..limit_option import limit_option
from ..name_arguments import name_argument
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.answers.leaning_ties import BalanceKind


@click.command("balance")
@name_argument(required=False)
@click.option("--owed", "which", flag_value="owed", help="Whom a kindness or thanks is due.")
@click.option(
    "--never-returned", "which", flag_value="never-returned",
    help="Who helped you and was never helped back.",
)  # fmt: skip
@click.option("--one-sided", "which", flag_value="one-sided", help="Where you give and get little.")
@click.option(
    "--they-give", "which", flag_value="they-give", help="Where they give and get little."
)
@click.option("--asks-me", is_flag=True, help="Who only turns to you when they need something.")
@click.option("--only-asks", is_flag=True, help="Whom you only write when you need something.")
@click.option("--all", "which", flag_value="all", help="Everybody, leaning or not.")
@limit_option(10)
@common
@pass_session
def command(
    session: Session,
    person: str | None,
    which: BalanceKind | None,
    asks_me: bool,
    only_asks: bool,
    limit: int,
) -> None:
    """List the ties in which giving and getting are out of balance.

    Attention (who reaches out) and favours, each with its uncertainty; nothing is called
    lopsided on two favours.
    """
    session.question = f"balance {person}" if person else "balance"
    if only_asks or asks_me:
        asks = session.workspace.one_sided_asks(of_me=asks_me, limit=limit)
        empty = "nobody whom you write only when you need something"
        if asks_me:
            empty = "nobody asked you favours, three or more, without one in return"
        show_results(session, asks, views.sentences, empty=empty)
        return
    asked = session.person(person) if person else None
    rows = session.workspace.balance(asked, kind=which or "leaning", limit=limit)
    empty = (
        f"nothing was exchanged with {asked.name} yet"
        if asked is not None
        else "nothing leans far enough to say so; --all shows everybody"
    )
    show_results(session, rows, views.standings, empty=empty)
