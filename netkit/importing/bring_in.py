"""Bring in what is new before a report: files, folders and mail servers, one after another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import NetkitError
from netkit.importing.import_file import import_file, sources
from netkit.importing.import_mail_server import import_mail_server

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.importers.port import Options
    from netkit.store.port import Store

__all__ = ["MAIL_SERVERS", "import_source"]

#: How the address of a mail server begins.
MAIL_SERVERS = ("imap://", "imaps://")


def import_source(
    store: Store, source: str, now: datetime, options: Options, imap_password: str = ""
) -> str:
    """Import one source; return why it could not be, as a sentence, or nothing.

    Importing the same again adds nothing, so that a report which is made again may do it again.

    Parameters
    ----------
    source : a path, or the address of a mail server.
    imap_password : of the mail server; by default from the environment or the keyring.
    """
    try:
        if source.startswith(MAIL_SERVERS):
            _from_server(store, source, now, options, imap_password)
        else:
            for path in sources(Path(source)):
                import_file(store, path, now=now, options=options)
    except (NetkitError, OSError) as error:
        shown = source.rpartition("@")[2] if source.startswith(MAIL_SERVERS) else source
        return f"{shown} was not brought in: {' '.join(str(error).split())}"
    return ""


def _from_server(
    store: Store, address: str, now: datetime, options: Options, password: str
) -> None:
    from netkit.importers.mail.imap import Account, password_for

    secret = password or password_for(Account.parse(address), os.environ)
    import_mail_server(store, address, secret, now=now, options=options)
