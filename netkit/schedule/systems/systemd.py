"""A systemd user timer: it keeps the time zone itself and catches up after a sleep.

The timer fires at the planned time and once more at noon every day. The noon look runs what the
planned time missed, since systemd leaves out a time that daylight saving skips, and it retries
what could not be delivered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.schedule.due import describe
from netkit.schedule.schedules import WEEKDAYS, Rule, Schedule

from .plan import File, Plan, Step
from .wake import cron_fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LINGER = "timers run while you are logged in; to run them always: loginctl enable-linger"
_SHORTEST_LAST_DAY = 28

_SERVICE = """\
[Unit]
Description=netkit report {name}
StartLimitIntervalSec=6h
StartLimitBurst=4

[Service]
Type=oneshot
ExecStart={command}
Restart=on-failure
RestartSec=30min
"""

_TIMER = """\
[Unit]
Description=netkit report {name}, {words}

[Timer]
{calendar}
Persistent=true

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True)
class Systemd:
    """User units in ``folder``, as a rule ``~/.config/systemd/user``."""

    folder: Path

    def install(self, schedule: Schedule, command: tuple[str, ...]) -> Plan:
        """Plan a service and a timer, and enable the timer."""
        service, timer = self._units(schedule.name)
        events = [*calendar_events(schedule), f"*-*-* 12:00:00 {schedule.time_zone}"]
        timer_text = _TIMER.format(
            name=schedule.name,
            words=describe(schedule).replace("%", "%%"),
            calendar="\n".join(f"OnCalendar={event}" for event in events),
        )
        service_text = _SERVICE.format(name=schedule.name, command=quoted(command))
        return Plan(
            files=(File(service, service_text), File(timer, timer_text)),
            steps=(
                Step(("systemctl", "--user", "daemon-reload")),
                Step(("systemctl", "--user", "enable", "--now", timer.name)),
            ),
            note=_LINGER,
        )

    def remove(self, name: str) -> Plan:
        """Plan to stop the timer and remove both units."""
        service, timer = self._units(name)
        stop = Step(("systemctl", "--user", "disable", "--now", timer.name), may_fail=True)
        return Plan(steps=(stop,), leftovers=(timer, service))

    def _units(self, name: str) -> tuple[Path, Path]:
        return self.folder / f"netkit-{name}.service", self.folder / f"netkit-{name}.timer"


def calendar_events(schedule: Schedule) -> list[str]:
    """Write the rule as systemd calendar events (systemd.time(7)).

    >>> from datetime import UTC, datetime, time
    >>> calendar_events(Schedule("end", Rule.MONTHLY, "Asia/Tokyo", datetime.now(UTC),
    ...                          at=time(8), on=(31,)))
    ['*-*~01 08:00:00 Asia/Tokyo']
    """
    if schedule.rule is Rule.CRON:
        return _from_cron(schedule.cron, schedule.time_zone)
    moment = f"{schedule.at:%H:%M:00} {schedule.time_zone}"
    if schedule.rule is Rule.WEEKLY:
        return [f"{','.join(WEEKDAYS[day][:3] for day in sorted(schedule.on))} *-*-* {moment}"]
    if schedule.rule is Rule.MONTHLY:
        days = sorted({day for number in schedule.on for day in _month_days(number)})
        return [f"{day} {moment}" for day in days]
    return [f"*-*-* {moment}"]


def quoted(command: Sequence[str]) -> str:
    """Quote a command for ExecStart (systemd.service(5)): no specifiers, no variables."""
    return " ".join(f'"{_escaped(part)}"' for part in command)


def _escaped(part: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$"), ("\n", "\\n")):
        part = part.replace(plain, escaped)
    return part


def _month_days(number: int) -> list[str]:
    """Dates of a day of the month, or of the last day where the month is too short."""
    if number <= _SHORTEST_LAST_DAY:
        return [f"*-*-{number:02}"]
    if number == 31:
        return ["*-*~01"]
    return [f"*-*-{number:02}", "*-02~01"]


def _from_cron(expression: str, time_zone: str) -> list[str]:
    minutes, hours, days, months, weekdays = (
        ",".join(f"{value:02}" for value in field) for field in cron_fields(expression)
    )
    names = ",".join(WEEKDAYS[(int(day) - 1) % 7][:3] for day in weekdays.split(","))
    moment = f"{hours}:{minutes}:00 {time_zone}"
    _, _, day_field, _, weekday_field = expression.split()
    if "*" in (day_field[0], weekday_field[0]):
        return [f"{names} *-{months}-{days} {moment}"]
    # cron(5): with both fields restricted, either one is enough.
    return [f"*-{months}-{days} {moment}", f"{names} *-{months}-* {moment}"]
