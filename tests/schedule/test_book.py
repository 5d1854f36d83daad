"""The file of schedules: whole, private, shared by commands that run at once."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time as clock
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netkit.errors import StoreBusyError, StoreError, UsageError
from netkit.schedule.book import Book, locked
from netkit.schedule.ledger import (
    HISTORY,
    Ledger,
    Outcome,
    Run,
    added,
    from_json,
    last_report,
    paused,
    recorded,
    removed,
    resumed,
    schedule_named,
    to_json,
)
from netkit.schedule.listing import rows
from netkit.schedule.schedules import (
    Order,
    Rule,
    Schedule,
    Target,
    ToCommand,
    ToDesktop,
    ToFolder,
    ToMail,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)  # a Wednesday
TARGETS: list[Target] = [
    ToFolder(Path("/home/zoë/reports")),
    ToMail("mail.example", "me@example", "you@example", 465, "me", "/ca.pem"),
    ToDesktop(),
    ToCommand(("tee", "a file")),
]


def a_run(number: int, outcome: Outcome = Outcome.DELIVERED) -> Run:
    moment = NOW - timedelta(days=100 - number)
    return Run(f"weekly-{number}", moment, outcome, "/reports", moment)


@pytest.mark.parametrize("target", TARGETS)
def test_a_ledger_comes_back_from_json_as_it_was(
    target: Target, make_schedule: Callable[..., Schedule]
) -> None:
    order = Order("me.netkit", target, ("html", "txt"), "customers", 7)
    ledger = added(Ledger(), make_schedule(on=(0, 3), order=order))
    ledger = added(ledger, make_schedule(name="c", rule=Rule.CRON, on=(), cron="0 8 * * 1"))
    ledger = recorded(ledger, "weekly", a_run(1, Outcome.WAITING))
    assert from_json(to_json(ledger)) == ledger


def test_the_file_is_for_the_user_alone_and_nothing_is_left_beside_it(
    tmp_path: Path, make_schedule: Callable[..., Schedule]
) -> None:
    book = Book(tmp_path / "netkit" / "schedule")
    book.change(lambda ledger: added(ledger, make_schedule()))
    assert stat.S_IMODE(book.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(book.folder.stat().st_mode) == 0o700
    assert {path.name for path in book.folder.iterdir()} <= {"schedules.json", "schedules.lock"}
    assert book.read().schedules == (make_schedule(),)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 99}', '{"version": 1}'])
def test_a_damaged_file_is_one_line_and_stays_untouched(text: str, tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.path.write_text(text)
    with pytest.raises(StoreError, match="is damaged") as refused:
        book.change(lambda ledger: ledger)
    assert "\n" not in str(refused.value)
    assert book.path.read_text() == text


def test_names_are_unique_and_unknown_ones_are_one_line(
    make_schedule: Callable[..., Schedule],
) -> None:
    ledger = added(Ledger(), make_schedule())
    with pytest.raises(UsageError, match="already"):
        added(ledger, make_schedule())
    with pytest.raises(UsageError, match="netkit schedule list"):
        schedule_named(ledger, "monthly")
    assert removed(recorded(ledger, "weekly", a_run(1)), "weekly") == Ledger()


def test_what_came_during_a_pause_is_not_due_after_it(
    make_schedule: Callable[..., Schedule],
) -> None:
    ledger = paused(added(Ledger(), make_schedule()), "weekly")
    assert ledger.schedules[0].paused
    assert rows(ledger, NOW)[0].next_run is None
    back = schedule_named(resumed(ledger, "weekly", NOW), "weekly")
    assert (back.paused, back.since) == (False, NOW)


def test_history_keeps_the_newest_fifty_and_every_report_that_still_waits(
    make_schedule: Callable[..., Schedule],
) -> None:
    ledger = recorded(added(Ledger(), make_schedule()), "weekly", a_run(0, Outcome.WAITING))
    for number in range(1, HISTORY + 5):
        ledger = recorded(ledger, "weekly", a_run(number))
    kept = [run.run_id for run in ledger.runs["weekly"]]
    assert kept == ["weekly-0", *(f"weekly-{number}" for number in range(5, HISTORY + 5))]


def test_a_run_dated_years_ahead_by_a_wrong_clock_does_not_silence_the_schedule() -> None:
    ledger = recorded(Ledger(), "weekly", a_run(1))
    wrong = replace(a_run(2), as_of=NOW + timedelta(days=3650))
    ledger = recorded(ledger, "weekly", wrong)
    assert last_report(ledger, "weekly", NOW) == a_run(1).as_of


def test_a_row_says_when_it_runs_next_and_how_it_went(
    make_schedule: Callable[..., Schedule],
) -> None:
    ledger = added(Ledger(), make_schedule())
    assert rows(ledger, NOW)[0].how == "not run yet"
    refused = replace(a_run(9, Outcome.WAITING), attempts=3, message="mail: connection refused")
    row = rows(recorded(ledger, "weekly", refused), NOW)[0]
    assert row.when == "weekly on Monday at 08:00 (Europe/Berlin)"
    assert row.next_run is not None
    assert row.next_run.isoformat() == "2026-03-09T08:00:00+01:00"
    assert row.how == "waiting after 3 attempts: mail: connection refused"
    assert (row.last_run, row.waiting) == (refused.as_of, 1)


ADDS_TWENTY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from netkit.schedule.book import Book
from netkit.schedule.ledger import added
from netkit.schedule.schedules import Rule, Schedule
for number in range(20):
    new = Schedule(f"{sys.argv[2]}{number}", Rule.DAILY, "UTC", datetime.now(UTC))
    Book(Path(sys.argv[1])).change(lambda ledger: added(ledger, new))
"""

HOLDS_THE_LOCK = """
import sys, time
from pathlib import Path
from netkit.schedule.book import locked
with locked(Path(sys.argv[1]), 0, "it"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_commands_at_once_lose_no_change(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", ADDS_TWENTY, str(tmp_path), who])
        for who in ("a", "b", "c")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(Book(tmp_path).read().schedules) == 60
    assert json.loads((tmp_path / "schedules.json").read_text())["version"] == 1


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_a_lock_left_by_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    lock = tmp_path / "weekly.lock"
    command = [sys.executable, "-c", HOLDS_THE_LOCK, str(lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError, match="in use by another netkit"), locked(lock, 0, "it"):
            pass
        holder.send_signal(signal.SIGKILL)
    started = clock.monotonic()
    with locked(lock, 0, "it"):
        assert clock.monotonic() - started < 1
