"""`netkit formats`."""

from __future__ import annotations

import click

from netkit.importers import importers

from .options import Session, common, pass_session
from .show import say


@click.command("formats")
@common
@pass_session
def command(session: Session) -> None:
    """List the formats that import reads."""
    for importer in importers():
        say(f"{importer.name:<12} {importer.summary}")
