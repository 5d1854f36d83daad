"""`netkit backup`."""

from __future__ import annotations

from pathlib import Path

import click

from ..output import say
from ..session import LOCAL, Session, common, pass_session


@click.command("backup")
@click.argument("file", required=False, type=LOCAL)
@common
@pass_session
def command(session: Session, file: Path | None) -> None:
    """Write a complete copy of the network."""
    store = session.workspace.store
    # A network on a server is no path to write beside: its backup comes where one stands.
    stem = Path("network") if session.on_server else Path(session.url).with_suffix("")
    target = file or stem.with_name(f"{stem.name}-{session.now:%Y%m%d-%H%M%S}.backup")
    store.backup(target)
    say(f"{target} holds all of {store.url}; 'netkit restore {target}' brings it back")
