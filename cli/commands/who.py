"""`netkit who`: who do I know."""

from __future__ import annotations

import click

from ..output import Answer, show
from ..render import views
from ..session import Session, common, pass_session


@click.command("who")
@click.argument("text", required=False, default="")
@click.option("--at", metavar="ORG", help="At an organization.")
@click.option("--in", "city", metavar="CITY", help="In a city.")
@click.option("--about", metavar="TOPIC", help="About a topic.")
@click.option("--limit", "-n", default=50, show_default=True, help="How many to show.")
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
    from netkit.answers.who import search_all

    asked = [
        (field, wanted)
        for field, wanted in (
            ("any", text), ("organization", at), ("city", city), ("topic", about)
        )
        if wanted
    ]  # fmt: skip
    if not asked:
        raise click.UsageError("say whom: TEXT, --at ORG, --in CITY or --about TOPIC")
    session.question = "who " + " ".join(wanted for _, wanted in asked)
    found = search_all(session.workspace.store, asked, limit=limit)
    empty = f"nobody you know matches “{' '.join(wanted for _, wanted in asked)}”"
    show(session, Answer(session.question, found, views.people, empty=empty))
