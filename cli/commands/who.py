"""`netkit who`: who do I know."""

from __future__ import annotations

import click

from ..held_back import show_results
from ..limit_option import limit_option
from ..render import views
from ..session import Session, common, pass_session


@click.command("who")
@click.argument("text", required=False, default="")
@click.option("--at", metavar="ORG", help="At an organization.")
@click.option("--in", "city", metavar="CITY", help="In a city.")
@click.option("--about", metavar="TOPIC", help="About a topic.")
@limit_option(50)
@common
@pass_session
def command(
    session: Session,
    text: str,
    at: str | None,
    city: str | None,
    about: str | None,
    limit: int,
) -> None:
    """Who do I know: at, in, about?

    TEXT is looked for in names, organizations, cities, titles, skills and offers.
    """
    wanted = " ".join(part for part in (text, at, city, about) if part)
    if not wanted:
        raise click.UsageError("say whom: TEXT, --at ORG, --in CITY or --about TOPIC")
    session.question = f"who {wanted}"
    rows = session.workspace.who(text, at=at or "", city=city or "", about=about or "", limit=limit)
    show_results(session, rows, views.people, empty=f"nobody you know matches “{wanted}”")
