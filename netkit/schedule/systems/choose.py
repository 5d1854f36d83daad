"""Pick the scheduler of the machine netkit runs on."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from netkit.errors import UsageError

from .cron import Cron
from .launchd import Launchd
from .systemd import Systemd
from .windows import Windows

if TYPE_CHECKING:
    from .plan import System

NAMES = ("systemd", "cron", "launchd", "windows")


def system_named(name: str, data_folder: Path, machine_zone: ZoneInfo) -> System:
    """Return one of the :data:`NAMES`, with its places for the user who runs netkit.

    Parameters
    ----------
    data_folder
        Where a description that the system has no folder of its own for is kept.
    machine_zone
        The zone of the machine's clock, see :func:`machine_zone`.
    """
    home = Path.home()
    if name == "systemd":
        config = os.environ.get("XDG_CONFIG_HOME") or home / ".config"
        return Systemd(Path(config) / "systemd" / "user")
    if name == "cron":
        return Cron(machine_zone)
    if name == "launchd":
        agents = home / "Library" / "LaunchAgents"
        return Launchd(agents, os.getuid() if hasattr(os, "getuid") else 0, machine_zone)
    return Windows(data_folder, machine_zone)


def system_here() -> str:
    """Name the scheduler of this machine.

    Raises
    ------
    UsageError
        When there is none, as in a container; the daemon does its work there.
    """
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "launchd"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and Path(runtime, "systemd").is_dir() and shutil.which("systemctl"):
        return "systemd"
    if shutil.which("crontab"):
        return "cron"
    raise UsageError("no scheduler here; run instead: netkit schedule daemon")


def machine_zone() -> ZoneInfo:
    """Return the zone of this machine's clock."""
    from tzlocal import get_localzone_name

    return ZoneInfo(get_localzone_name())
