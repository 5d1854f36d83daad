"""The daemon of containers, and the real cron: schedules that really run by themselves."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time as clock
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.schedule.book import Book
from netkit.schedule.daemon import serve
from netkit.schedule.ledger import added
from netkit.schedule.schedules import Order, Rule, Schedule, ToFolder
from netkit.schedule.systems.choose import machine_zone
from netkit.schedule.systems.cron import Cron
from netkit.schedule.systems.plan import carry_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def test_the_daemon_looks_at_once_then_again_and_outlives_an_error() -> None:
    ticks: list[datetime] = []
    stop = threading.Event()

    def tick() -> None:
        ticks.append(datetime.now(UTC))
        if len(ticks) == 3:
            stop.set()
        raise OSError("no network")

    started = clock.monotonic()
    serve(tick, stop, datetime.now(UTC), second="*")
    assert len(ticks) == 3
    assert clock.monotonic() - started < 30


def test_a_slow_look_is_not_started_twice() -> None:
    stop, running, most = threading.Event(), [0], [0]

    def tick() -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        stop.wait(2.5)
        running[0] -= 1
        stop.set()

    serve(tick, stop, datetime.now(UTC), second="*")
    assert most == [1]


RUNS_A_SCHEDULE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from netkit.schedule.book import Book
from netkit.schedule.run import Desk, run_schedule
from netkit.schedule.schedules import Report

class Small:
    def produce(self, schedule, as_of):
        return Report("s", "s", {"txt": as_of.isoformat().encode()}, b"")
    def keep(self, schedule, run_id, as_of, snapshot):
        pass
    def outbox_key(self, schedule):
        return None

desk = Desk(Book(Path(sys.argv[1])), Small())
run_schedule(desk, sys.argv[2], datetime.now(UTC), only_if_due=True)
"""


@contextmanager
def a_cron_daemon(cron: str) -> Iterator[None]:
    """Start the cron daemon unless it runs already; it refuses to run twice."""
    daemon = subprocess.Popen([cron, "-f"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        if daemon.poll() is None:
            daemon.send_signal(signal.SIGTERM)
        daemon.wait(10)


@pytest.mark.service
@pytest.mark.slow
def test_the_real_cron_runs_an_installed_schedule(
    tmp_path: Path, make_schedule: Callable[..., Schedule], need_program: Callable[[str], str]
) -> None:
    """The user's own crontab gets a block with a name nobody else has, and loses it again."""
    need_program("crontab")
    name = f"test-{uuid.uuid4().hex[:12]}"
    home = tmp_path / "net kit 100%"
    book, reports = Book(home / "data"), home / "reports"
    order = Order(target=ToFolder(reports), formats=("txt",))
    every_minute = make_schedule(
        name=name,
        rule=Rule.CRON,
        on=(),
        cron="* * * * *",
        time_zone=machine_zone().key,
        since=datetime.now(UTC) - timedelta(minutes=2),
        order=order,
    )
    book.change(lambda ledger: added(ledger, every_minute))
    script = home / "run it.py"
    script.write_text(RUNS_A_SCHEDULE)
    cron = Cron(machine_zone())
    command = (sys.executable, str(script), str(book.folder), name)
    with a_cron_daemon(need_program("cron")):
        carry_out(cron.install(every_minute, command))
        try:
            latest, patience = reports / f"{name}-latest.txt", clock.monotonic() + 100
            while not latest.exists() and clock.monotonic() < patience:
                clock.sleep(1)
        finally:
            carry_out(cron.remove(name))
    assert datetime.fromisoformat(latest.read_text()) > datetime.now(UTC) - timedelta(minutes=2)
    assert (
        name
        not in subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False).stdout
    )
