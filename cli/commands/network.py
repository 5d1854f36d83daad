"""`netkit network`: the shape of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netkit.workspace import Workspace

from ..held_back import show_results
from ..limit_option import limit_option
from ..render import practice_views
from ..session import Session, common, pass_session
from . import grants, server_networks

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.answers.results import Results

    from ..output import View


@click.group("network", invoke_without_command=True)
@click.option(
    "--connectors", "part", flag_value="connectors", default=True,
    help="Through whom do most people meet? (the default)",
)  # fmt: skip
@click.option("--bridges", "part", flag_value="bridges", help="Who is my only link to a group?")
@click.option("--groups", "part", flag_value="groups", help="Which groups are apart?")
@limit_option(10)
@common
@pass_session
@click.pass_context
def command(context: click.Context, session: Session, part: str, limit: int) -> None:
    """Show the shape of the network: connectors, only links, groups.

    In a team: grant a colleague to know of your ties, revoke it, list what is granted, publish it.
    On a server: list the networks of a database, remove one.
    """
    if context.invoked_subcommand is None:
        _shape(session, part, limit)


def _shape(session: Session, part: str, limit: int) -> None:
    session.question = f"network --{part}"
    ask, view, empty = _PARTS[part]
    show_results(session, ask(session.workspace, limit=limit), view, empty=empty)


_PARTS: dict[str, tuple[Callable[..., Results[Any]], View, str]] = {
    "connectors": (
        Workspace.connectors,
        practice_views.connectors,
        "no evidence of who knows whom here; mail, calendars and group threads hold it",
    ),
    "bridges": (Workspace.bridges, practice_views.bridges, "no group hangs by one living tie"),
    "groups": (
        Workspace.groups,
        practice_views.circles,
        "nothing known joins three of your people: no employer, school, circle or contact",
    ),
}


for subcommand in (
    grants.grant, grants.revoke, grants.every, grants.publish,
    server_networks.every_network, server_networks.remove,
):  # fmt: skip
    command.add_command(subcommand)
