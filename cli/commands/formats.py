"""`netkit formats`."""

from __future__ import annotations

import click

from netkit.importers import importers

from ..output import say
from ..session import Session, common, pass_session


@click.command("formats")
@common
@pass_session
def command(session: Session) -> None:
    """List the formats that import reads."""
    for importer in importers():
        say(f"{importer.name:<12} {importer.summary}")
