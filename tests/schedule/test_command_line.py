"""`netkit schedule` as it is typed."""

from __future__ import annotations

import json
import os
import plistlib
import signal
import subprocess
import sys
import time as clock
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from netkit.schedule.book import Book
from netkit.schedule.ledger import Ledger
from netkit.schedule.schedules import Rule, Schedule, ToCommand, ToFolder, ToMail

if TYPE_CHECKING:
    from tests.schedule.conftest import CountingReporter

Netkit = Callable[..., tuple[int, str, str]]


@pytest.fixture
def netkit(
    tmp_path: Path,
    reporter: CountingReporter,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Netkit:
    """Run ``netkit schedule …`` on a folder of its own, with a reporter that counts."""
    glue = ModuleType("netkit.cli.reporting")
    glue.reporter = lambda: reporter  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "netkit.cli.reporting", glue)

    def typed(*words: str) -> tuple[int, str, str]:
        (entry,) = entry_points(group="console_scripts", name="netkit")
        with pytest.raises(SystemExit) as ended:
            entry.load()(["schedule", "--folder", str(tmp_path / "data"), *words])
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return typed


def ledger(tmp_path: Path) -> Ledger:
    return Book(tmp_path / "data").read()


def only(tmp_path: Path) -> Schedule:
    (schedule,) = ledger(tmp_path).schedules
    return schedule


def test_the_example_of_the_documentation_adds_a_schedule(netkit: Netkit, tmp_path: Path) -> None:
    code, out, err = netkit(
        "add", "weekly", "--on", "monday", "--at", "08:00", "--time-zone", "Europe/Berlin",
        "--format", "html", "--format", "txt", "--circle", "customers", "--top", "5",
        "--network", "me.netkit",
    )  # fmt: skip
    assert (code, out) == (0, "weekly: weekly on Monday at 08:00 (Europe/Berlin)\n")
    assert "netkit schedule install" in err
    new = only(tmp_path)
    assert new.order.target == ToFolder(tmp_path / "data" / "reports")
    assert new.order.network == str(Path("me.netkit").absolute())
    assert (new.order.formats, new.order.circle, new.order.top) == (("html", "txt"), "customers", 5)


def test_a_mail_is_described_without_its_password(netkit: Netkit, tmp_path: Path) -> None:
    words = ["--smtp", "mail.example:465", "--smtp-user", "me", "--mail-to", "me@example.org"]
    assert netkit("add", "monthly", "--on", "31", "--deliver", "mail", *words)[0] == 0
    assert only(tmp_path).order.target == ToMail(
        "mail.example", "me@example.org", "me@example.org", 465, "me"
    )


def test_a_cron_expression_and_a_program(netkit: Netkit, tmp_path: Path) -> None:
    words = ["--deliver", "command", "--command", "tee '/tmp/my report'"]
    assert netkit("add", "cron", "0 8 * * 1", "--name", "early", *words)[0] == 0
    new = only(tmp_path)
    assert (new.name, new.rule, new.cron) == ("early", Rule.CRON, "0 8 * * 1")
    assert new.order.target == ToCommand(("tee", "/tmp/my report"))
    assert new.order.formats == ("txt",)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "weekly"], "--on monday"),
        (["add", "weekly", "--on", "t"], "--on t: name a weekday"),
        (["add", "monthly", "--on", "friday"], "--on friday"),
        (["add", "daily", "--at", "8 o'clock"], "--at 8 o'clock"),
        (["add", "daily", "--time-zone", "CET/Berlin"], "is not a time zone"),
        (["add", "cron"], "cron '0 8 * * 1'"),
        (["add", "cron", "0 8 * *"], "cron expression"),
        (["add", "daily", "--deliver", "mail"], "--mail-to"),
        (["add", "daily", "--deliver", "mail", "--mail-to", "a@b"], "--smtp SERVER"),
        (["add", "daily", "--deliver", "command"], "--command"),
        (["add", "daily", "--ask-password"], "--deliver mail"),
        (["run", "weekly"], "no schedule is called 'weekly'"),
        (["pause", "weekly"], "no schedule is called 'weekly'"),
        (["install", "--print"], "there is no schedule"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(
    words: list[str], said: str, netkit: Netkit, tmp_path: Path
) -> None:
    code, out, err = netkit(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert ledger(tmp_path) == Ledger()


def test_list_shows_next_and_last_run_and_how_it_went(netkit: Netkit) -> None:
    assert netkit("list")[0] == 1
    netkit("add", "weekly", "--on", "mon", "--time-zone", "Europe/Berlin")
    out = netkit("list")[1]
    assert "weekly on Monday at 08:00 (Europe/Berlin)" in out
    assert "last: not run yet" in out
    assert netkit("run", "weekly")[0] == 0
    row = json.loads(netkit("--json", "list")[1])["results"][0]
    assert row["how"].startswith("delivered: ")
    following = datetime.fromisoformat(row["next_run"])
    assert (following.weekday(), following.hour) == (0, 8)
    assert following > datetime.now(UTC)


def test_a_report_that_was_not_delivered_ends_with_4_for_the_scheduler_to_see(
    netkit: Netkit, tmp_path: Path
) -> None:
    netkit("add", "daily", "--deliver", "command", "--command", str(tmp_path / "missing"))
    code, out, _ = netkit("run", "daily")
    assert code == 4
    assert ": waiting: " in out
    assert "No such file" in out
    assert "reports waiting: 1" in netkit("list")[1]
    again = json.loads(netkit("--json", "run", "daily")[1])["results"]
    assert {run["outcome"] for run in again} == {"waiting"}


def test_if_due_and_without_a_name_only_what_is_due_runs(
    netkit: Netkit, reporter: CountingReporter
) -> None:
    netkit("add", "daily")
    assert netkit("run", "daily", "--if-due") == (0, "", "")
    assert netkit("run") == (0, "", "")
    assert reporter.produced == []


def test_pause_resume_and_remove(netkit: Netkit, tmp_path: Path) -> None:
    netkit("add", "daily")
    netkit("pause", "daily")
    assert "not until resumed" in netkit("list")[1]
    netkit("resume", "daily")
    assert only(tmp_path).since > datetime.now(UTC) - timedelta(minutes=1)
    netkit("remove", "daily")
    assert ledger(tmp_path) == Ledger()


@pytest.mark.parametrize("system", ["systemd", "launchd", "windows"])
def test_install_print_shows_what_would_be_written_and_writes_nothing(
    system: str, netkit: Netkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    netkit("add", "weekly", "--on", "monday")
    before = sorted(tmp_path.rglob("*"))
    code, out, _ = netkit("install", "weekly", "--system", system, "--print")
    assert code == 0
    assert str(tmp_path / "data") in out
    assert "--if-due" in out
    assert sorted(tmp_path.rglob("*")) == before
    assert only(tmp_path).woken_by == ""


def test_install_hands_the_schedule_over_and_remove_takes_it_back(
    netkit: Netkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    launchctl = tmp_path / "launchctl"
    launchctl.write_text('#!/bin/sh\necho "$@" >> "$0.log"\n')
    launchctl.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    netkit("add", "daily")
    assert netkit("install", "--system", "launchd")[1] == "daily is woken by launchd\n"
    agent = tmp_path / "Library" / "LaunchAgents" / "netkit.daily.plist"
    arguments = plistlib.loads(agent.read_bytes())["ProgramArguments"]
    wanted = ["schedule", "--folder", str(tmp_path / "data"), "run", "daily", "--if-due"]
    assert arguments[-6:] == wanted
    assert Path(arguments[0]).is_absolute()
    assert "woken by launchd" in netkit("list")[1]
    netkit("remove", "daily")
    assert not agent.exists()
    assert "bootout" in launchctl.with_suffix(".log").read_text().splitlines()[-1]


DAEMON = """
import sys
from types import ModuleType
from netkit.schedule.schedules import Report

class Small:
    def produce(self, schedule, as_of):
        return Report("s", "s", {"html": b"whole"}, b"")
    def keep(self, schedule, run_id, as_of, snapshot):
        pass
    def outbox_key(self, schedule):
        return None

glue = ModuleType("netkit.cli.reporting")
glue.reporter = Small
sys.modules["netkit.cli.reporting"] = glue
from netkit.cli.main import main
main(["schedule", "--folder", sys.argv[1], "daemon"])
"""


@pytest.mark.skipif(os.name == "nt", reason="ends by signal")
def test_the_daemon_runs_what_is_due_and_ends_when_the_container_stops(
    tmp_path: Path, make_schedule: Callable[..., Schedule]
) -> None:
    from netkit.schedule.ledger import added
    from netkit.schedule.schedules import Order

    order = Order(target=ToFolder(tmp_path / "reports"))
    due = make_schedule(rule=Rule.DAILY, on=(), order=order)
    Book(tmp_path).change(lambda ledger: added(ledger, due))
    latest = tmp_path / "reports" / "weekly-latest.html"
    command = [sys.executable, "-c", DAEMON, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        patience = clock.monotonic() + 30
        while not latest.exists() and clock.monotonic() < patience:
            clock.sleep(0.1)
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(10) == 0
        assert daemon.stdout is not None
        assert "delivered: " in daemon.stdout.read()
    assert latest.read_text() == "whole"
