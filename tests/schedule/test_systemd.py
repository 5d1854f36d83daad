"""The systemd units, read by systemd's own verifier and calendar."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.schedule.due import next_run
from netkit.schedule.schedules import Rule, Schedule
from netkit.schedule.systems.plan import show
from netkit.schedule.systems.systemd import Systemd, calendar_events, quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMAND = (sys.executable, "-m", "netkit", '100% $HOME "q" b\\s', "schedule", "run", "weekly")
CRON = {"rule": Rule.CRON, "on": ()}
RULES = [
    {},
    {"on": (0, 3, 6)},
    {"rule": Rule.DAILY, "on": (), "at": time(23, 59)},
    {"rule": Rule.DAILY, "on": (), "time_zone": "Australia/Lord_Howe"},
    {"rule": Rule.MONTHLY, "on": (1, 15)},
    {"rule": Rule.MONTHLY, "on": (29,)},
    {"rule": Rule.MONTHLY, "on": (28, 30)},
    {"rule": Rule.MONTHLY, "on": (31,), "time_zone": "America/New_York"},
    {**CRON, "cron": "30 4 1,15 * 5"},
    {**CRON, "cron": "*/20 9-11 * 2,8 1-5"},
    {**CRON, "cron": "5 12 */9 * SUN"},
    {**CRON, "cron": "0 8 * * 7"},
]


@pytest.mark.service
@pytest.mark.parametrize("rule", RULES)
def test_systemd_accepts_the_units(
    rule: dict[str, object],
    tmp_path: Path,
    make_schedule: Callable[..., Schedule],
    need_program: Callable[[str], str],
) -> None:
    analyze = need_program("systemd-analyze")
    plan = Systemd(tmp_path).install(make_schedule(**rule), COMMAND)
    for file in plan.files:
        file.path.write_text(file.text)
    paths = [str(file.path) for file in plan.files]
    done = subprocess.run([analyze, "verify", *paths], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.service
def test_systemd_refuses_a_broken_unit(
    tmp_path: Path, make_schedule: Callable[..., Schedule], need_program: Callable[[str], str]
) -> None:
    """The verifier the tests rest on does find faults."""
    analyze = need_program("systemd-analyze")
    plan = Systemd(tmp_path).install(make_schedule(), ("/no/such/program",))
    for file in plan.files:
        file.path.write_text(file.text.replace("OnCalendar=Mon", "OnCalendar=Someday"))
    command = [analyze, "verify", *(str(file.path) for file in plan.files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode
    assert "Someday" in done.stderr


def systemd_runs(analyze: str, events: list[str], start: datetime, count: int) -> list[datetime]:
    """When systemd would fire, by its own calendar, whatever the machine's zone."""
    command = [analyze, "calendar", f"--iterations={count}"]
    base = [f"--base-time={start:%Y-%m-%d %H:%M:%S} UTC"]
    zone = {**os.environ, "TZ": "UTC"}
    said = subprocess.run(
        [*command, *base, *events], capture_output=True, text=True, env=zone, check=True
    ).stdout
    stamps = re.findall(r"(?:elapse|#\d+): \w+ ([\d-]+ [\d:]+) UTC", said)
    fired = {datetime.fromisoformat(stamp).replace(tzinfo=UTC) for stamp in stamps}
    return sorted(fired)[:count]


@pytest.mark.service
@pytest.mark.parametrize("rule", RULES)
def test_systemd_fires_when_the_schedule_is_due(
    rule: dict[str, object],
    make_schedule: Callable[..., Schedule],
    need_program: Callable[[str], str],
) -> None:
    schedule = make_schedule(**rule)
    start = datetime(2027, 12, 20, tzinfo=UTC)
    analyze = need_program("systemd-analyze")
    fired = systemd_runs(analyze, calendar_events(schedule), start, 40)
    expected, moment = [], start
    for _ in fired:
        following = next_run(schedule, moment)
        assert following is not None
        expected.append(moment := following.astimezone(UTC))
    assert fired == expected


@pytest.mark.service
def test_the_look_at_noon_covers_the_time_that_daylight_saving_skips(
    tmp_path: Path, make_schedule: Callable[..., Schedule], need_program: Callable[[str], str]
) -> None:
    """systemd 252 leaves 02:30 out on 29 March 2026, when Berlin's clocks jump over it."""
    schedule = make_schedule(rule=Rule.DAILY, on=(), at=time(2, 30))
    units = Systemd(tmp_path).install(schedule, COMMAND).files
    events = re.findall(r"OnCalendar=(.+)", units[1].text)
    day = datetime(2026, 3, 28, 23, tzinfo=UTC)
    fired = systemd_runs(need_program("systemd-analyze"), events, day, 3)
    assert any(day < moment < day + timedelta(hours=24) for moment in fired)


def test_nothing_in_a_command_is_read_by_systemd() -> None:
    """systemd.service(5): %% is a percent sign, $$ a dollar sign, quotes take C escapes."""
    assert quoted(("a b", "100%", "$HOME", 'say "x"', "b\\s")) == (
        '"a b" "100%%" "$$HOME" "say \\"x\\"" "b\\\\s"'
    )


def test_the_plan_can_be_read_before_it_is_carried_out(
    tmp_path: Path, make_schedule: Callable[..., Schedule]
) -> None:
    text = show(Systemd(tmp_path).install(make_schedule(), ("/usr/bin/netkit", "schedule")))
    assert text.startswith(f"# {tmp_path}/netkit-weekly.service\n[Unit]\n")
    assert "OnCalendar=Mon *-*-* 08:00:00 Europe/Berlin\n" in text
    assert "Persistent=true" in text
    assert "$ systemctl --user enable --now netkit-weekly.timer\n" in text
    assert not list(tmp_path.iterdir())
    removal = show(Systemd(tmp_path).remove("weekly"))
    assert f"$ rm {tmp_path}/netkit-weekly.timer" in removal
