"""`netkit decrypt`."""

from __future__ import annotations

import click

from ..output import say
from ..session import Session, common, pass_session
from .encrypt import network_file


@click.command("decrypt")
@common
@pass_session
def command(session: Session) -> None:
    """Write the network in the clear again; it asks for its passphrase."""
    from netkit.backups.encrypting import decrypt

    network = network_file(session)
    decrypt(network)
    say(f"{network} is not encrypted any more")
