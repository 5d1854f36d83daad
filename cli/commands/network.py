"""`netkit network`: the shape of it."""

from __future__ import annotations

import click

from ..output import Answer, show
from ..render import practice_views
from ..session import Session, common, pass_session
from . import grants


@click.group("network", invoke_without_command=True)
@click.option(
    "--connectors", "part", flag_value="connectors", default=True,
    help="Through whom do most people meet? (the default)",
)  # fmt: skip
@click.option("--bridges", "part", flag_value="bridges", help="Who is my only link to a group?")
@click.option("--groups", "part", flag_value="groups", help="Which groups are apart?")
@click.option("--limit", "-n", default=10, show_default=True, help="How many to show.")
@common
@pass_session
@click.pass_context
def command(context: click.Context, session: Session, part: str, limit: int) -> None:
    """Who connects my network, and where is it fragile?

    In a team: grant a colleague to know of your ties, revoke it, list what is granted.
    """
    if context.invoked_subcommand is None:
        _shape(session, part, limit)


def _shape(session: Session, part: str, limit: int) -> None:
    from netkit.answers import network_shape as brokerage
    from netkit.answers.structure import shape_of

    session.question = f"network --{part}"
    shape = shape_of(session.workspace, session.as_of)
    people, groups = shape.people, shape.groups
    if part == "connectors":
        found = brokerage.connectors(people, shape.weave, groups, limit=limit)
        empty = "no evidence of who knows whom here; mail, calendars and group threads hold it"
        show(session, Answer(session.question, found, practice_views.connectors, empty=empty))
    elif part == "bridges":
        links = brokerage.bridges(people, shape.closeness, groups, shape.names, limit=limit)
        empty = "no group hangs by one living tie"
        show(session, Answer(session.question, links, practice_views.bridges, empty=empty))
    else:
        some = brokerage.circles(
            people, shape.weave, shape.closeness, groups, shape.names, limit=limit
        )
        empty = "nothing known joins three of your people: no employer, school, circle or contact"
        show(session, Answer(session.question, some, practice_views.circles, empty=empty))


for one in (grants.grant, grants.revoke, grants.every):
    command.add_command(one)
