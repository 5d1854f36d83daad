"""A door before a Bolt server that slams at COMMIT: before it passes, or before its answer does."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Literal

COMMIT = b"\x00\x02\xb0\x12\x00\x00"


class CuttingDoor:
    """Passes everything on until it is armed; then the next COMMIT ends its connection.

    ``before``: the server never sees it. ``after``: the server commits, and nobody hears of it.
    """

    def __init__(self, server: tuple[str, int]) -> None:
        self.server = server
        self.armed: Literal["", "before", "after"] = ""
        self.cut = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._listener]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where to knock."""
        port: int = self._listener.getsockname()[1]
        return port

    def close(self) -> None:
        """End every connection."""
        for one in self._open:
            _end(one)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.server)
            self._open += [client, server]
            threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()
            threading.Thread(target=_give_back, args=(server, client), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        try:
            while data := client.recv(65_536):
                if self.armed and COMMIT in data:
                    self._slam(client, server, data)
                    return
                server.sendall(data)
        except OSError:
            pass
        _end(client)
        _end(server)

    def _slam(self, client: socket.socket, server: socket.socket, data: bytes) -> None:
        mode, self.armed, self.cut = self.armed, "", self.cut + 1
        _end(client)
        if mode == "after":
            server.sendall(data)
            server.settimeout(10)
            threading.Event().wait(1.0)  # until the server has committed
        _end(server)


def _give_back(server: socket.socket, client: socket.socket) -> None:
    try:
        while data := server.recv(65_536):
            client.sendall(data)
    except OSError:
        pass
    _end(client)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
