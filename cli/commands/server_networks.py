"""`netkit network list` and `remove`: the networks that share a database of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netkit.errors import UsageError

from ..output import Answer, say, show
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.store.neo4j.networks import StoredNetwork

    from ..render.page import Page


@click.command("list")
@common
@pass_session
def every_network(session: Session) -> None:
    """Which networks are in the database of this address (Neo4j)?"""
    from netkit.store.neo4j.networks import networks_at

    session.question = "network list"
    rows = networks_at(_server(session))
    show(session, Answer(session.question, rows, _table, empty="no network is in this database"))


@click.command("remove")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask; needed in a script.")
@common
@pass_session
def remove(session: Session, name: str, yes: bool) -> None:
    """Delete a whole network from a server (Neo4j); this cannot be undone.

    NAME is one that `netkit network list` shows. `netkit copy` or `netkit backup` keep it first.
    """
    from netkit.store.neo4j.networks import network_at, remove_network

    url = _server(session)
    stored = network_at(url, name)
    held = f"its {stored.people:,} people" if stored.people else "everything in it"
    if not yes and not click.confirm(f"Delete the network {name} with {held}?"):
        raise UsageError("nothing was deleted; --yes deletes without a question")
    remove_network(url, name)
    say(f"the network {name} is deleted")


def _server(session: Session) -> str:
    if not session.on_server:
        raise UsageError("this network is a file: list and delete files; a server's need neo4j://…")
    return session.url


def _table(page: Page, rows: Sequence[StoredNetwork]) -> None:
    from ..render.page import Column

    columns = [Column("network", "bold"), Column("people"), Column("cut off")]
    page.table(columns, [[row.name, f"{row.people:,}", str(row.unfinished or "")] for row in rows])
