"""A mail server on loopback that answers from a script, word for word what a test wants."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

GREETING = "GREETING"
HEADERS = b"""From: "Lima, Ana" <ana@example.org>\r
To: me@example.org, =?utf-8?q?B=C3=B6?= <bo@example.org>\r
Date: Mon, 2 Feb 2026 10:00:00 +0100\r
Message-ID: <1@example.org>\r
\r
"""
#: What is said to each command; TAG stands for the command's own.
ANSWERS = {
    GREETING: b"* OK ready\r\n",
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n",
    "LOGIN": b"TAG OK welcome\r\n",
    "LIST": b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n* LIST (\\Drafts) "/" Entw&APw-rfe\r\n'
    b"TAG OK done\r\n",
    "STATUS": b'* STATUS "INBOX" (UIDVALIDITY 7)\r\nTAG OK done\r\n',
    "EXAMINE": b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK [READ-ONLY] done\r\n",
    "SEARCH": b"* SEARCH 1 2\r\nTAG OK done\r\n",
    "FETCH": b"* 1 FETCH (UID 1 BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\n"
    b"* 2 FETCH (UID 2 BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s)\r\nTAG OK done\r\n"
    % (len(HEADERS), HEADERS, len(HEADERS) + 1, HEADERS.replace(b"<1@", b"<22@")),
}


class ScriptedServer:
    """Answers one client after another; `answers` may be changed between them."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers = dict(ANSWERS)
        self.asked: list[str] = []
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            try:
                client.settimeout(5)
                if self._tls is not None:
                    client = self._tls.wrap_socket(client, server_side=True)
                self._talk(client)
            except OSError:
                pass  # the client went away: what tests are for
            finally:
                client.close()

    def _talk(self, client: socket.socket) -> None:
        lines = client.makefile("rb")
        client.sendall(self.answers[GREETING])
        for line in lines:
            tag, _, words = line.partition(b" ")
            said = words.decode("latin-1").removeprefix("UID ").split()
            name = said[0].upper() if said else ""
            self.asked.append(name)
            answer = self.answers.get(name, b"TAG BAD what\r\n").replace(b"TAG", tag)
            client.sendall(answer)
            if tag + b" " not in answer:
                return  # who waits for the end of this answer would wait for ever
