"""`netkit network grant`, `revoke`, `grants`: what colleagues may know of my ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..output import Answer, show
from ..record import tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.team import Colleague
    from netkit.model.events import Granted

    from ..render.page import Page


@click.command("grant")
@click.argument("colleague")
@click.option(
    "--what", type=click.Choice(["names", "strength", "all"]), default="names", show_default=True,
    help="Whom you know and where they work; how well, in a word; the figures and days too.",
)  # fmt: skip
@common
@pass_session
def grant(session: Session, colleague: str, what: Granted) -> None:
    """Let a colleague's `reach` find somebody through you.

    COLLEAGUE is a member of the team, by member name or by name. Nothing else of yours is told:
    no notes, needs, promises or messages.
    """
    _record(session, colleague, what)


@click.command("revoke")
@click.argument("colleague")
@common
@pass_session
def revoke(session: Session, colleague: str) -> None:
    """Take back what a colleague may know of your ties."""
    _record(session, colleague, "nothing")


def _record(session: Session, text: str, what: Granted) -> None:
    session.question = f"network {'revoke' if what == 'nothing' else 'grant'} {text}"
    tell(session, session.workspace.grant(text, what))


@click.command("grants")
@common
@pass_session
def every(session: Session) -> None:
    """Which colleagues may know of my ties, and of whose may I know?"""
    session.question = "network grants"
    found = session.workspace.teammates()
    empty = "nobody shares this network; 'netkit --member NAME init --me …' makes a colleague's"
    show(session, Answer(session.question, found, _table, empty=empty))


def _table(page: Page, results: Sequence[Colleague]) -> None:
    from ..render.page import Column

    columns = [Column("colleague", "bold")]
    columns += [
        Column(header, fold=False)
        for header in ("member", "may know of mine", "I may know of theirs")
    ]
    rows = [(one.name, one.member or "(first)", one.given, one.received) for one in results]
    page.table(columns, rows, header_style="dim")
