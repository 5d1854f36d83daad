"""A block in the user's crontab, between two marking lines, that wakes netkit every hour."""

from __future__ import annotations

import shlex
import subprocess
from typing import TYPE_CHECKING

from netkit.errors import StoreError, UsageError
from netkit.model.frozen import dataclass
from netkit.schedule.due import describe

from .plan import Plan, Step
from .wake import wake_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from netkit.schedule.schedules import Schedule


@dataclass(frozen=True, slots=True)
class Cron:
    """The crontab of the user, whose clock shows ``machine_zone``."""

    machine_zone: ZoneInfo

    def install(self, schedule: Schedule, command: tuple[str, ...]) -> Plan:
        """Plan the crontab with this schedule's block put in, or replaced."""
        other_lines = without_block(read_crontab(), schedule.name)
        block = crontab_block(schedule, command, self.machine_zone)
        return Plan(steps=(Step(("crontab", "-"), stdin=f"{other_lines}{block}"),))

    def remove(self, name: str) -> Plan:
        """Plan the crontab without this schedule's block."""
        return Plan(steps=(Step(("crontab", "-"), stdin=without_block(read_crontab(), name)),))


def crontab_block(schedule: Schedule, command: Sequence[str], machine_zone: ZoneInfo) -> str:
    """Write the block: a line that says what it is for, and the job.

    ``%`` ends a command in a crontab unless it is escaped (crontab(5)).
    """
    if any("\n" in part for part in command):
        raise UsageError("cron cannot run a command with a line break in it")
    minutes = ",".join(map(str, wake_minutes(schedule, machine_zone)))
    job = shlex.join(command).replace("%", "\\%")
    begin, end = _markers(schedule.name)
    words = f"# {describe(schedule)}; looks every hour whether it is due"
    return f"{begin}\n{words}\n{minutes} * * * * {job}\n{end}\n"


def without_block(crontab: str, name: str) -> str:
    """Return a crontab without one schedule's block; every other line stays as it was."""
    begin, end = _markers(name)
    outside, inside = [], False
    for line in crontab.splitlines(keepends=True):
        if line.strip() == begin:
            inside = True
        if not inside:
            outside.append(line)
        if line.strip() == end:
            inside = False
    if inside:
        raise StoreError(f"the crontab has {begin!r} without its end; put {end!r} after the block")
    text = "".join(outside)
    return text if not text or text.endswith("\n") else f"{text}\n"


def read_crontab() -> str:
    """Return the user's crontab, empty when there is none."""
    try:
        done = subprocess.run(
            ["crontab", "-l"],  # noqa: S607 where it lies differs between systems
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except OSError as error:
        raise StoreError(f"crontab cannot be read: {error}") from error
    if done.returncode and "no crontab" not in done.stderr:
        raise StoreError(f"crontab cannot be read: {' '.join(done.stderr.split())}")
    return "" if done.returncode else done.stdout


def _markers(name: str) -> tuple[str, str]:
    return f"# begin netkit {name}", f"# end netkit {name}"
