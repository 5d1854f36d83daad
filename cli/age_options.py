"""Share the options by which backups and exports are encrypted, and read again."""

from __future__ import annotations

import click

from .session import LOCAL

__all__ = ["identity_option", "passphrase_option", "recipient_option"]

recipient_option = click.option(
    "--recipient", "recipients", multiple=True, metavar="KEY",
    help="Encrypt it to this public key of age or SSH; may be repeated.",
)  # fmt: skip
passphrase_option = click.option(
    "--passphrase", "with_passphrase", is_flag=True, help="Encrypt it with a passphrase (age)."
)
identity_option = click.option(
    "--identity", type=LOCAL, metavar="FILE",
    help="The secret key that opens an encrypted backup (or NETKIT_IDENTITY).",
)  # fmt: skip
