"""Show a desktop notification with what the system has: notify-send, osascript or PowerShell.

Title and text are handed over as arguments or environment variables and never pasted into a
script, so a person's name cannot become part of a program.
"""

from __future__ import annotations

import os
import shutil
import subprocess

from netkit.model.frozen import dataclass

from .schedules import DeliveryError

_TIMEOUT_SECONDS = 30

_APPLESCRIPT = (
    "on run argv\n display notification (item 2 of argv) with title (item 1 of argv)\nend run"
)
_POWERSHELL = (
    "Add-Type -AssemblyName System.Windows.Forms,System.Drawing;"
    "$n = New-Object System.Windows.Forms.NotifyIcon;"
    "$n.Icon = [System.Drawing.SystemIcons]::Information; $n.Visible = $true;"
    "$n.ShowBalloonTip(10000, $env:NETKIT_TITLE, $env:NETKIT_TEXT, 'Info');"
    "Start-Sleep -Seconds 10; $n.Dispose()"
)


@dataclass(frozen=True, slots=True)
class Notifier:
    """A program that shows notifications, and the arguments before title and text."""

    program: str
    arguments: tuple[str, ...]
    takes_arguments: bool = True


NOTIFIERS = (
    Notifier("notify-send", ("--app-name=netkit", "--")),
    Notifier("osascript", ("-e", _APPLESCRIPT)),
    Notifier("powershell", ("-NoProfile", "-Command", _POWERSHELL), takes_arguments=False),
)


def show(title: str, text: str) -> str:
    """Show a notification with the first program found and return its name in words.

    Raises
    ------
    DeliveryError
        When no such program is installed, or there is no desktop to show it on.
    """
    for notifier in NOTIFIERS:
        program = shutil.which(notifier.program)
        if program:
            _call(program, notifier, title, text)
            return f"notification by {notifier.program}"
    raise DeliveryError("no desktop notifications here; use --deliver file, mail or command")


def _call(program: str, notifier: Notifier, title: str, text: str) -> None:
    done = subprocess.run(  # noqa: S603 a fixed program; title and text are data
        [program, *notifier.arguments, *([title, text] if notifier.takes_arguments else [])],
        env={**os.environ, "NETKIT_TITLE": title, "NETKIT_TEXT": text},
        capture_output=True,
        timeout=_TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode:
        message = " ".join(done.stderr.decode(errors="replace").split())
        raise DeliveryError(f"{notifier.program} showed nothing: {message}")
