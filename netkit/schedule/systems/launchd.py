"""A launchd agent for macOS that wakes netkit every hour, at login and after a sleep."""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass

from .plan import File, Plan, Step
from .wake import wake_minutes

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from netkit.schedule.schedules import Schedule


@dataclass(frozen=True, slots=True)
class Launchd:
    """Agents in ``folder``, as a rule ``~/Library/LaunchAgents``, of the user with this id."""

    folder: Path
    user_id: int
    machine_zone: ZoneInfo

    def install(self, schedule: Schedule, command: tuple[str, ...]) -> Plan:
        """Plan the agent's property list, and load it in place of an older one."""
        path = self._path(schedule.name)
        agent = {
            "Label": _label(schedule.name),
            "ProgramArguments": list(command),
            "StartCalendarInterval": [
                {"Minute": minute} for minute in wake_minutes(schedule, self.machine_zone)
            ],
            "RunAtLoad": True,
            "ProcessType": "Background",
        }
        load = Step(("launchctl", "bootstrap", f"gui/{self.user_id}", str(path)))
        text = plistlib.dumps(agent).decode()
        return Plan((File(path, text),), (self._unload(schedule.name), load))

    def remove(self, name: str) -> Plan:
        """Plan to unload the agent and remove its file."""
        return Plan(steps=(self._unload(name),), leftovers=(self._path(name),))

    def _path(self, name: str) -> Path:
        return self.folder / f"{_label(name)}.plist"

    def _unload(self, name: str) -> Step:
        service = f"gui/{self.user_id}/{_label(name)}"
        return Step(("launchctl", "bootout", service), may_fail=True)


def _label(name: str) -> str:
    return f"netkit.{name}"
