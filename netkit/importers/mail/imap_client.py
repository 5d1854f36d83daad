"""The connection to a mail server: its certificate is checked, and none of its answers is endless.

The standard library's own clients check no certificate unless they are given a context that does,
and read on for as long as a server sends.
"""

from __future__ import annotations

import imaplib
import ssl
from typing import Any

from imap_tools.mailbox import BaseMailBox

__all__ = ["Mailbox"]

_TIMEOUT_SECONDS = 60
#: The longest answer to one command. 500 mails' headers are a megabyte or two; the numbers of two
#: million mails 20.
_MOST_BYTES = 64 << 20
#: What keeping a line costs besides its bytes, so that many short ones are not free.
_LINE = 128


class _Bounded(imaplib.IMAP4):
    """Reads answers of a bounded length."""

    _left = _MOST_BYTES

    def read(self, size: int) -> bytes:
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._spend(len(line) + _LINE)
        return line

    def send(self, data: Any) -> None:
        self._left = _MOST_BYTES
        super().send(data)

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise self.error(f"its answer is longer than {_MOST_BYTES >> 20} MiB")


class _BoundedTls(_Bounded, imaplib.IMAP4_SSL):
    """The same over TLS from the first byte on."""


class Mailbox(BaseMailBox):
    """A mailbox on a server; `tls` is "on", "starttls" or "off"."""

    def __init__(self, host: str, port: int, tls: str) -> None:
        self._where = (host, port, tls)
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        host, port, tls = self._where
        if tls == "on":
            checked = ssl.create_default_context()
            return _BoundedTls(host, port, ssl_context=checked, timeout=_TIMEOUT_SECONDS)
        client = _Bounded(host, port, timeout=_TIMEOUT_SECONDS)
        if tls == "starttls":
            client.starttls(ssl.create_default_context())
        return client
