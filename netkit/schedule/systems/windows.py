"""A task for the Windows Task Scheduler, in its XML form, that wakes netkit every hour."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from netkit.model.frozen import dataclass
from netkit.schedule.due import describe

from .plan import File, Plan, Step
from .wake import wake_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from netkit.schedule.schedules import Schedule

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"

_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",  # after a sleep
    "ExecutionTimeLimit": "PT1H",
}


@dataclass(frozen=True, slots=True)
class Windows:
    """Tasks of the user, each described by a file in ``folder``."""

    folder: Path
    machine_zone: ZoneInfo

    def install(self, schedule: Schedule, command: tuple[str, ...]) -> Plan:
        """Plan the task's description, and register it in place of an older one."""
        path = self._path(schedule.name)
        create = ("schtasks", "/Create", "/TN", _task(schedule.name), "/XML", str(path), "/F")
        file = File(path, task_xml(schedule, command, self.machine_zone), "utf-16")
        return Plan((file,), (Step(create),))

    def remove(self, name: str) -> Plan:
        """Plan to take the task out and remove its file."""
        delete = Step(("schtasks", "/Delete", "/TN", _task(name), "/F"), may_fail=True)
        return Plan(steps=(delete,), leftovers=(self._path(name),))

    def _path(self, name: str) -> Path:
        return self.folder / f"netkit-{name}.xml"


def task_xml(schedule: Schedule, command: Sequence[str], machine_zone: ZoneInfo) -> str:
    """Describe the task in the Task Scheduler's schema, version 1.2, to be written in UTF-16."""
    task = ET.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    about = ET.SubElement(task, "RegistrationInfo")
    _add(about, "Description", f"netkit report {schedule.name}, {describe(schedule)}")
    triggers = ET.SubElement(task, "Triggers")
    for minute in wake_minutes(schedule, machine_zone):
        _add_hourly(triggers, schedule, minute)
    settings = ET.SubElement(task, "Settings")
    for name, value in _SETTINGS.items():
        _add(settings, name, value)
    action = ET.SubElement(ET.SubElement(task, "Actions"), "Exec")
    _add(action, "Command", command[0])
    _add(action, "Arguments", subprocess.list2cmdline(command[1:]))
    ET.indent(task)
    text = ET.tostring(task, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-16"?>\n{text}\n'


def _add_hourly(triggers: ET.Element, schedule: Schedule, minute: int) -> None:
    """Every day from midnight on, every hour; a boundary without a zone is local time."""
    trigger = ET.SubElement(triggers, "CalendarTrigger")
    _add(trigger, "StartBoundary", f"{schedule.since:%Y-%m-%d}T00:{minute:02}:00")
    repetition = ET.SubElement(trigger, "Repetition")
    _add(repetition, "Interval", "PT1H")
    _add(repetition, "Duration", "P1D")
    _add(ET.SubElement(trigger, "ScheduleByDay"), "DaysInterval", "1")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _task(name: str) -> str:
    return f"\\netkit\\{name}"
