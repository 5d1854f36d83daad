"""Firefox by its own remote protocol (Marionette): open a page, run a script, click, press keys.

Playwright drives a Firefox of its own build alone; this speaks to the one that the system has.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.conftest import unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STARTS_WITHIN = 60  # seconds, on a busy machine


class Firefox:
    """A Firefox that is open, with one page."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._stream = connection.makefile("rb")
        self._number = 0
        self._read()  # it greets first
        self.command("WebDriver:NewSession", {})

    def command(self, name: str, arguments: dict[str, Any]) -> Any:
        """Send a command and return its answer."""
        self._number += 1
        text = json.dumps([0, self._number, name, arguments]).encode()
        self._connection.sendall(b"%d:%b" % (len(text), text))
        _, _, error, answer = self._read()
        assert error is None, error
        return answer["value"] if isinstance(answer, dict) and "value" in answer else answer

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._stream.read(1)
        return json.loads(self._stream.read(int(length[:-1])))

    def go(self, address: str) -> None:
        self.command("WebDriver:Navigate", {"url": address})

    def js(self, expression: str) -> Any:
        """Return the value of an expression in the page's own world."""
        return self._run("ExecuteScript", f"return {expression}")

    def awaited(self, expression: str) -> Any:
        """Return what the promise of an expression brings."""
        return self._run("ExecuteAsyncScript", f"({expression}).then(arguments[0])")

    def _run(self, how: str, script: str) -> Any:
        seen = script.replace("netkitMap", "window.wrappedJSObject.netkitMap")
        arguments = {"script": seen, "args": [], "sandbox": "default"}
        return self.command(f"WebDriver:{how}", arguments)

    def click(self, selector: str) -> None:
        self.js(f"document.querySelector({json.dumps(selector)}).click()")

    def press(self, key: str) -> None:
        """Press a key where the focus is; the map's keys have it on the map."""
        pressed = json.dumps({"key": key, "bubbles": True})
        self.js(f"document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {pressed}))")

    def choose(self, selector: str, value: str) -> None:
        """Choose an option."""
        box = f"document.querySelector({json.dumps(selector)})"
        self.js(f"({box}.value = {json.dumps(value)}, {box}.dispatchEvent(new Event('change')))")

    def wait_until(self, expression: str) -> None:
        for _ in range(200):
            if self.js(expression):
                return
            time.sleep(0.05)
        raise AssertionError(f"never: {expression}")


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Start the system's Firefox without a window, with a profile of its own."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        unavailable("Firefox is not installed")
    profile = folder / "profile"
    profile.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n', "utf-8")
    process = subprocess.Popen(
        [path, "--headless", "--marionette", "--profile", str(profile)],
        env={**os.environ, "HOME": str(folder)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        with _connected(port) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _connected(port: int) -> socket.socket:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=STARTS_WITHIN)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
