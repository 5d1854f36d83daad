"""`netkit copy`: a network to another file or server."""

from __future__ import annotations

import click

from ..output import note, say
from ..session import Session, common, pass_session


@click.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@common
@pass_session
def command(session: Session, source: str, target: str) -> None:
    """Copy a network to another file or server.

    FROM and TO are paths or neo4j:// addresses. What is there already stays; a copy that was cut
    off goes on when it is run again. At the end both are compared, row by row.
    """
    from contextlib import closing

    from netkit.store import open_store
    from netkit.store.copying import copy_network, make_target

    with closing(open_store(source, create=False)) as given:
        make_target(given, target)
        with closing(open_store(target)) as taken:
            counts = copy_network(given, taken, lambda table, rows: note(f"{table}: {rows:,}"))
            batches = len(taken.batches())
            say(
                f"{taken.url} holds the same as {given.url}: {counts.people:,} people,"
                f" {counts.interactions:,} interactions, {batches:,} recorded changes"
            )
