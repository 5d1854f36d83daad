"""Crontab, launchd and Windows: each by its own reader."""

from __future__ import annotations

import plistlib
import shlex
import sys
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
import xmlschema

from netkit.errors import StoreError, UsageError
from netkit.schedule.due import next_run
from netkit.schedule.schedules import Rule, Schedule
from netkit.schedule.systems import choose
from netkit.schedule.systems.cron import Cron, crontab_block, without_block
from netkit.schedule.systems.launchd import Launchd
from netkit.schedule.systems.plan import File, Plan, Step, carry_out, show
from netkit.schedule.systems.wake import wake_minutes
from netkit.schedule.systems.windows import NAMESPACE, Windows, task_xml

if TYPE_CHECKING:
    from collections.abc import Callable

BERLIN, KATHMANDU, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("UTC")
COMMAND = (
    "/opt/net kit/netkit",
    "--network",
    "100% me & <you>.netkit",
    "schedule",
    "run",
    "weekly",
)
OTHERS = "MAILTO=me\n# begin netkit month\n1 * * * * month\n# end netkit month\n5 4 * * * backup\n"


@pytest.mark.parametrize("machine", [BERLIN, KATHMANDU, UTC_ZONE, ZoneInfo("Australia/Lord_Howe")])
@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"at": time(8, 20), "time_zone": "Asia/Kathmandu"},
        {"rule": Rule.CRON, "on": (), "cron": "7,50 */5 * * *", "time_zone": "America/St_Johns"},
    ],
)
def test_every_planned_run_falls_on_a_minute_at_which_the_machine_wakes_it(
    machine: ZoneInfo, rule: dict[str, object], make_schedule: Callable[..., Schedule]
) -> None:
    schedule = make_schedule(**rule)
    minutes, moment = wake_minutes(schedule, machine), datetime(2026, 1, 1, tzinfo=UTC)
    assert len(minutes) <= 8
    while moment < datetime(2027, 1, 1, tzinfo=UTC):
        following = next_run(schedule, moment)
        assert following is not None
        moment = following.astimezone(UTC) + timedelta(seconds=1)
        assert following.astimezone(machine).minute in minutes


def test_a_crontab_block_replaces_its_older_self_and_leaves_the_rest(
    make_schedule: Callable[..., Schedule],
) -> None:
    block = crontab_block(make_schedule(), COMMAND, BERLIN)
    assert block.splitlines()[2] == "0 * * * * " + shlex.join(COMMAND).replace("%", "\\%")
    crontab = OTHERS + block
    assert without_block(crontab, "weekly") == OTHERS
    assert without_block(OTHERS, "weekly") == OTHERS
    assert without_block("5 4 * * * backup", "weekly") == "5 4 * * * backup\n"
    assert without_block(crontab, "month") == "MAILTO=me\n5 4 * * * backup\n" + block


def test_a_crontab_whose_block_has_no_end_is_not_touched() -> None:
    with pytest.raises(StoreError, match="without its end"):
        without_block("# begin netkit weekly\n5 4 * * * backup\n", "weekly")


def test_a_line_break_cannot_start_a_cron_job(make_schedule: Callable[..., Schedule]) -> None:
    with pytest.raises(UsageError, match="line break"):
        crontab_block(make_schedule(), ("netkit", "a\n* * * * * evil"), BERLIN)


@pytest.fixture
def fake_crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab program that keeps its table in a file."""
    table = tmp_path / "table"
    program = tmp_path / "crontab"
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = -l ]; then\n'
        f"[ -f '{table}' ] && exec /bin/cat '{table}'\n"
        f"echo 'no crontab for me' >&2; exit 1\nfi\nexec /bin/cat > '{table}'\n"
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    return table


def test_installing_twice_and_removing_leaves_the_crontab_as_it_was(
    fake_crontab: Path, make_schedule: Callable[..., Schedule]
) -> None:
    cron = Cron(BERLIN)
    carry_out(cron.install(make_schedule(), COMMAND))
    once = fake_crontab.read_text()
    carry_out(cron.install(make_schedule(), COMMAND))
    assert fake_crontab.read_text() == once == crontab_block(make_schedule(), COMMAND, BERLIN)
    fake_crontab.write_text(OTHERS + once)
    carry_out(cron.remove("weekly"))
    carry_out(cron.remove("weekly"))
    assert fake_crontab.read_text() == OTHERS


def test_launchd_reads_the_property_list(
    tmp_path: Path, make_schedule: Callable[..., Schedule]
) -> None:
    launchd = Launchd(tmp_path, 501, KATHMANDU)
    plan = launchd.install(make_schedule(), COMMAND)
    (file,) = plan.files
    assert file.path == tmp_path / "netkit.weekly.plist"
    agent = plistlib.loads(file.text.encode())
    assert agent["Label"] == "netkit.weekly"
    assert tuple(agent["ProgramArguments"]) == COMMAND
    assert agent["StartCalendarInterval"] == [{"Minute": minute} for minute in (0, 15, 30, 45)]
    assert agent["RunAtLoad"] is True
    assert [step.argv[:3] for step in plan.steps] == [
        ("launchctl", "bootout", "gui/501/netkit.weekly"),
        ("launchctl", "bootstrap", "gui/501"),
    ]
    assert "<string>100% me &amp; &lt;you&gt;.netkit</string>" in show(plan)
    assert launchd.remove("weekly").leftovers == (file.path,)


@pytest.mark.parametrize(
    "rule", [{}, {"rule": Rule.CRON, "on": (), "cron": "*/5 * * * *"}, {"time_zone": "Asia/Tokyo"}]
)
def test_the_windows_task_fits_the_schema(
    rule: dict[str, object], make_schedule: Callable[..., Schedule], tmp_path: Path
) -> None:
    schema = xmlschema.XMLSchema11(Path(__file__).with_name("data") / "task.xsd")
    path = tmp_path / "task.xml"
    (file,) = Windows(tmp_path, BERLIN).install(make_schedule(**rule), COMMAND).files
    carry_out(Plan((replace(file, path=path),)))
    schema.validate(path)
    assert path.read_bytes().startswith("\ufeff".encode("utf-16-le"))
    task = ET.parse(path).getroot()
    action = task.find("{*}Actions/{*}Exec")
    assert action is not None
    assert action.findtext(f"{{{NAMESPACE}}}Command") == COMMAND[0]
    assert action.findtext(f"{{{NAMESPACE}}}Arguments") == (
        '--network "100% me & <you>.netkit" schedule run weekly'
    )
    starts = [str(each.text)[-8:] for each in task.iter(f"{{{NAMESPACE}}}StartBoundary")]
    minutes = wake_minutes(make_schedule(**rule), BERLIN)
    assert starts == [f"00:{minute:02}:00" for minute in minutes]


def test_the_schema_the_test_rests_on_refuses_what_windows_would(
    make_schedule: Callable[..., Schedule],
) -> None:
    schema = xmlschema.XMLSchema11(Path(__file__).with_name("data") / "task.xsd")
    text = task_xml(make_schedule(), COMMAND, BERLIN)
    body = text.partition("\n")[2]
    schema.validate(body)
    for good, bad in (("PT1H</Interval", "PT0S</Interval"), ("IgnoreNew", "Some")):
        assert good in body
        assert not schema.is_valid(body.replace(good, bad))
    swapped = body.replace("<StartBoundary>", "<Late>").replace("</StartBoundary>", "</Late>")
    assert not schema.is_valid(swapped)


def test_windows_registers_the_task_in_place_of_an_older_one(
    tmp_path: Path, make_schedule: Callable[..., Schedule]
) -> None:
    windows = Windows(tmp_path, BERLIN)
    plan = windows.install(make_schedule(), COMMAND)
    path = tmp_path / "netkit-weekly.xml"
    assert plan.steps == (
        Step(("schtasks", "/Create", "/TN", "\\netkit\\weekly", "/XML", str(path), "/F")),
    )
    assert "<Interval>PT1H</Interval>" in show(plan)
    assert windows.remove("weekly").leftovers == (path,)


def test_a_plan_is_carried_out_in_order_and_says_what_failed(tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept", tmp_path / "gone"
    gone.write_text("")
    copy = Step((sys.executable, "-c", f"open({str(kept)!r}).read()"))
    shrug = Step((sys.executable, "-c", "raise SystemExit(3)"), may_fail=True)
    carry_out(Plan((File(kept, "text"),), (copy, shrug), (gone,)))
    assert kept.read_text() == "text"
    assert not gone.exists()
    with pytest.raises(StoreError, match=r"ended with 3"):
        carry_out(Plan(steps=(Step(shrug.argv),)))
    with pytest.raises(StoreError, match="No such file"):
        carry_out(Plan(steps=(Step(("/no/such/program",)),)))


@pytest.mark.parametrize(
    ("platform", "name"), [("win32", "windows"), ("darwin", "launchd"), ("linux", "cron")]
)
def test_the_machines_scheduler_is_found(
    platform: str, name: str, fake_crontab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert choose.system_here() == name


def test_systemd_comes_before_cron_and_a_container_is_told_of_the_daemon(
    fake_crontab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    runtime = fake_crontab.parent
    (runtime / "systemd").mkdir()
    (runtime / "systemctl").symlink_to("/bin/sh")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert choose.system_here() == "systemd"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    (runtime / "crontab").unlink()
    with pytest.raises(UsageError, match="netkit schedule daemon"):
        choose.system_here()


@pytest.mark.parametrize("name", choose.NAMES)
def test_each_system_plans_for_the_same_schedule(
    name: str,
    tmp_path: Path,
    fake_crontab: Path,
    make_schedule: Callable[..., Schedule],
) -> None:
    system = choose.system_named(name, tmp_path, choose.machine_zone())
    assert "netkit" in show(system.install(make_schedule(), COMMAND))
    assert isinstance(system.remove("weekly"), Plan)
