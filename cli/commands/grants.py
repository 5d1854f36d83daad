"""`netkit network grant`, `revoke`, `grants`, `publish`: what others may know of my ties."""

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
    from netkit.recording.publishing import Published

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
    colleagues = session.workspace.teammates()
    empty = "nobody shares this network; 'netkit --member NAME init --me …' makes a colleague's"
    show(session, Answer(session.question, colleagues, _table, empty=empty))


@click.command("publish")
@click.option("--to", metavar="PATH|URI", default="", help="The network that others may read.")
@click.option(
    "--what", type=click.Choice(["names", "strength", "nothing"]),
    help="Whom you know and where they work; how well, in a word; what was granted before.",
)  # fmt: skip
@common
@pass_session
def publish(session: Session, to: str, what: Granted | None) -> None:
    """Publish whom you know into a network of its own, for others to read.

    Nothing else of yours is in it: no addresses, notes, needs, messages or days. Run it again to
    bring it up to date, without --to all that you publish; what is no longer granted is deleted.
    """
    session.question = "network publish"
    rows = session.workspace.publish(to, what)
    show(session, Answer(session.question, rows, _published, empty="nothing is published"))


def _published(page: Page, results: Sequence[Published]) -> None:
    from ..render.page import Column

    columns = [Column("published to", "bold"), Column("what"), Column("people"), Column("")]
    rows = [
        (row.to, row.what, f"{row.people:,}", "" if row.changed else "as before") for row in results
    ]
    page.table(columns, rows, header_style="dim")


def _table(page: Page, results: Sequence[Colleague]) -> None:
    from ..render.page import Column

    columns = [Column("colleague", "bold")]
    columns += [
        Column(header, fold=False)
        for header in ("member", "may know of mine", "I may know of theirs")
    ]
    rows = [(row.name, row.member or "(first)", row.given, row.received) for row in results]
    page.table(columns, rows, header_style="dim")
