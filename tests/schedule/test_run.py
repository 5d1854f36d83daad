"""Running a schedule: eight weeks, failures, crashes, full disks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from netkit.backups.rotation import backups_in
from netkit.backups.verified import verify
from netkit.errors import StoreBusyError, StoreError
from netkit.schedule import outbox
from netkit.schedule.book import Book, locked
from netkit.schedule.ledger import Outcome, added, paused
from netkit.schedule.listing import rows
from netkit.schedule.run import Desk, run_all_due, run_schedule
from netkit.schedule.schedules import DeliveryError, Order, Rule, Schedule, ToBackups
from netkit.store.sqlite import SqliteStore
from netkit.support.atomic_files import write_atomic
from tests.circle import BUSY, circle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from netkit.schedule.outbox import Parcel
    from tests.schedule.conftest import CountingReporter

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 8, tzinfo=BERLIN)
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


class Post:
    """Takes reports until it is told to refuse them."""

    def __init__(self) -> None:
        self.refuses = False
        self.delivered: list[str] = []

    def __call__(self, schedule: Schedule, parcel: Parcel) -> str:
        if self.refuses:
            raise DeliveryError("connection refused")
        self.delivered.append(parcel.report.forms["txt"].decode())
        return "the post"


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def desk(
    tmp_path: Path, reporter: CountingReporter, post: Post, make_schedule: Callable[..., Schedule]
) -> Desk:
    book = Book(tmp_path / "data")
    book.change(lambda ledger: added(ledger, make_schedule(since=MONDAY - WEEK + HOUR)))
    return Desk(book, reporter, post)


def hours(start: datetime, end: datetime) -> Iterator[datetime]:
    """Every hour of elapsed time; the machine's scheduler wakes netkit at each."""
    moment = start.astimezone(UTC)
    while moment <= end.astimezone(UTC):
        yield moment
        moment += HOUR


@pytest.mark.slow
def test_woken_every_hour_for_eight_weeks_it_reports_eight_times_each_after_the_last(
    desk: Desk, post: Post
) -> None:
    """The weeks hold 29 March 2026, when Berlin's clocks go forward: 07:00 UTC, then 06:00 UTC."""
    for now in hours(MONDAY - HOUR, MONDAY + 8 * WEEK - HOUR):
        run_all_due(desk, now)
    moments = [(MONDAY + week * WEEK).astimezone(UTC) for week in range(8)]
    names = ["nothing", *(f"{moment:%Y-%m-%d %H:%M}" for moment in moments)]
    assert post.delivered == [f"{names[n + 1]} after {names[n]}" for n in range(8)]
    assert [moment.hour for moment in moments] == [7, 7, 7, 7, 6, 6, 6, 6]


def test_a_machine_that_slept_for_seven_mondays_runs_once_on_waking(desk: Desk, post: Post) -> None:
    waking = MONDAY + 6 * WEEK + 3 * HOUR
    assert [run.outcome for run in run_all_due(desk, waking)] == [Outcome.DELIVERED]
    assert run_all_due(desk, waking + HOUR) == ()
    assert len(post.delivered) == 1


def test_a_daily_report_at_half_past_two_comes_once_on_the_days_the_clocks_change(
    tmp_path: Path, reporter: CountingReporter, post: Post, make_schedule: Callable[..., Schedule]
) -> None:
    for number, day in enumerate(
        (datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 10, 25, tzinfo=BERLIN))
    ):
        new = make_schedule(rule=Rule.DAILY, on=(), at=time(2, 30), since=day)
        desk = Desk(Book(tmp_path / str(number)), reporter, post)
        desk.book.change(partial(added, schedule=new))
        start = day.astimezone(UTC)
        runs = [run_all_due(desk, start + timedelta(minutes=m)) for m in range(0, 23 * 60, 10)]
        assert sum(map(len, runs)) == 1


def test_a_report_that_could_not_be_delivered_is_kept_and_retried_with_the_failure_shown(
    desk: Desk, post: Post
) -> None:
    post.refuses = True
    assert [run.outcome for run in run_all_due(desk, MONDAY)] == [Outcome.WAITING]
    assert run_all_due(desk, MONDAY + timedelta(minutes=4)) == ()
    run_all_due(desk, MONDAY + timedelta(minutes=6))
    row = rows(desk.book.read(), MONDAY)[0]
    assert row.how == "waiting after 2 attempts: connection refused"
    assert row.waiting == 1
    run_all_due(desk, MONDAY + WEEK)
    assert rows(desk.book.read(), MONDAY)[0].waiting == 2
    post.refuses = False
    run_all_due(desk, MONDAY + WEEK + HOUR)
    assert [said[:10] for said in post.delivered] == ["2026-03-02", "2026-03-09"]
    assert rows(desk.book.read(), MONDAY)[0].how == "delivered: the post"
    assert not list(desk.outbox_of("weekly").iterdir())


def test_a_report_that_could_not_be_made_is_shown_and_tried_again(
    desk: Desk, post: Post, reporter: CountingReporter
) -> None:
    reporter.error = StoreBusyError("me.netkit is being written")
    assert [run.outcome for run in run_all_due(desk, MONDAY)] == [Outcome.FAILED]
    assert run_all_due(desk, MONDAY + timedelta(minutes=4)) == ()
    run_all_due(desk, MONDAY + timedelta(minutes=5))
    assert rows(desk.book.read(), MONDAY)[0].how == (
        "failed after 2 attempts: me.netkit is being written"
    )
    reporter.error = None
    run_all_due(desk, MONDAY + HOUR)
    assert len(post.delivered) == 1


def test_a_kept_report_that_a_failing_disk_damaged_is_made_again(desk: Desk, post: Post) -> None:
    post.refuses = True
    run_all_due(desk, MONDAY)
    (kept,) = desk.outbox_of("weekly").iterdir()
    kept.write_bytes(kept.read_bytes()[:-100])
    post.refuses = False
    assert [run.outcome for run in run_all_due(desk, MONDAY + HOUR)] == [Outcome.DELIVERED]
    assert rows(desk.book.read(), MONDAY)[0].waiting == 0
    assert [path.suffix for path in desk.outbox_of("weekly").iterdir()] == [".damaged"]


def test_any_changed_byte_of_a_kept_report_holds_up_no_other(desk: Desk, post: Post) -> None:
    post.refuses = True
    run_all_due(desk, MONDAY)
    (kept,) = desk.outbox_of("weekly").iterdir()
    whole = kept.read_bytes()
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        kept.write_bytes(damaged)
        parcels = outbox.waiting(kept.parent, lambda: None)
        assert len(parcels) == (1 if kept.exists() else 0)
        kept.with_suffix(".damaged").unlink(missing_ok=True)


def test_a_bug_in_the_report_is_written_down_and_seen(
    desk: Desk, reporter: CountingReporter
) -> None:
    reporter.error = ZeroDivisionError("division by zero")
    with pytest.raises(ZeroDivisionError):
        run_all_due(desk, MONDAY)
    assert rows(desk.book.read(), MONDAY)[0].how == "failed: division by zero"


def test_asked_for_by_hand_it_runs_now_and_the_planned_run_still_comes(
    desk: Desk, post: Post
) -> None:
    run_schedule(desk, "weekly", MONDAY - HOUR)
    run_all_due(desk, MONDAY)
    assert len(post.delivered) == 2


def test_a_paused_schedule_does_not_run(desk: Desk, post: Post) -> None:
    desk.book.change(lambda ledger: paused(ledger, "weekly"))
    assert run_all_due(desk, MONDAY) == ()


def test_two_runs_at_once_do_not_collide(desk: Desk, post: Post) -> None:
    with locked(desk.book.folder / "weekly.lock", 0, "weekly"):
        assert run_schedule(desk, "weekly", MONDAY, only_if_due=True) == ()
        with pytest.raises(StoreBusyError, match="'weekly' is in use"):
            run_schedule(desk, "weekly", MONDAY)
    assert post.delivered == []


def killed_at(step: int, folder: Path, work: Callable[[], object]) -> bool:
    """Run ``work`` in a child that dies just before its n-th touch of ``folder``.

    Python announces each file it opens, moves or removes to audit hooks, so that every such
    step of a run becomes a place to die. Returns whether the child got that far.
    """
    child = os.fork()
    if child == 0:
        touched = 0

        def die(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal touched
            if event.startswith(("open", "os.")) and str(folder) in str(arguments):
                touched += 1
                if touched == step:
                    os._exit(9)

        sys.addaudithook(die)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")  # threads of other tests
def test_killed_at_any_moment_it_leaves_no_half_file_and_loses_no_snapshot(
    tmp_path: Path, reporter: CountingReporter, make_schedule: Callable[..., Schedule]
) -> None:
    desk = Desk(Book(tmp_path / "data"), reporter)
    first = make_schedule(since=MONDAY - HOUR)
    desk.book.change(lambda ledger: added(ledger, first))
    run_all_due(desk, MONDAY)
    step, week, deaths = 1, 1, 0
    while killed_at(step, tmp_path, partial(run_all_due, desk, MONDAY + week * WEEK)):
        reports = list((tmp_path / "reports").glob("weekly-*"))
        whole = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d after (nothing|[\d :-]{16})")
        assert all(whole.fullmatch(path.read_text()) for path in reports)
        run_all_due(desk, MONDAY + week * WEEK + timedelta(seconds=1))
        step, week, deaths = step + 1, week + 1, deaths + 1
        assert deaths < 200
    assert deaths > 25
    moments = [(MONDAY + n * WEEK).astimezone(UTC) for n in range(week + 1)]
    names = [f"{moment:%Y-%m-%d %H:%M}" for moment in moments]
    assert sorted(reporter.snapshots()) == names
    said = sorted(path.read_text() for path in (tmp_path / "reports").glob("weekly-2*"))
    expected = [f"{b} after {a}" for a, b in zip(["nothing", *names], names, strict=False)]
    assert said == expected
    assert (tmp_path / "reports" / "weekly-latest.txt").read_text() == expected[-1]
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".part", ".zip")]
    assert rows(desk.book.read(), MONDAY)[0].waiting == 0


WRITES_A_MEGABYTE = """
import resource, sys
from pathlib import Path
from netkit.support.atomic_files import write_atomic
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
write_atomic(Path(sys.argv[1]), bytes(1_000_000))
"""


def test_a_disk_that_fills_up_leaves_the_old_file_whole(tmp_path: Path) -> None:
    """A process that may write 100 kB at most meets EFBIG in the middle, like a full disk."""
    path = tmp_path / "report.html"
    path.write_text("old")
    command = [sys.executable, "-c", WRITES_A_MEGABYTE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    last_line = done.stderr.splitlines()[-1]
    assert "the disk is full" in last_line
    assert "free some space" in last_line
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


@pytest.mark.service
def test_on_a_really_full_disk_nothing_is_lost_and_space_brings_it_back(
    tmp_path: Path, reporter: CountingReporter, post: Post, make_schedule: Callable[..., Schedule]
) -> None:
    """The data folder is a 64 kB file system of its own, filled to the brim."""
    data = tmp_path / "data"
    data.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(data)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        if os.environ.get("CI"):
            pytest.fail("this user may not mount a tmpfs")
        pytest.skip("mounting a tmpfs needs root")
    try:
        desk = Desk(Book(data), reporter, post)
        desk.book.change(lambda ledger: added(ledger, make_schedule(since=MONDAY - HOUR)))
        filler = data / "filler"
        with pytest.raises(OSError, match="No space left"):
            filler.write_bytes(bytes(1_000_000))
        with pytest.raises(StoreError, match=r"the disk is full.*free some space"):
            run_all_due(desk, MONDAY)
        filler.unlink()
        assert [run.outcome for run in run_all_due(desk, MONDAY + HOUR)] == [Outcome.DELIVERED]
    finally:
        subprocess.run(["umount", str(data)], check=True)


def test_a_folder_that_may_not_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="was not written: ") as refused:
        write_atomic(tmp_path / "file" / "report.html", b"")
    assert "\n" not in str(refused.value)


def test_a_schedule_may_make_backups_and_rotate_them(
    tmp_path: Path, make_schedule: Callable[..., Schedule], reporter: CountingReporter
) -> None:
    network = tmp_path / "me.netkit"
    with closing(SqliteStore(network)) as store:
        store.append(circle(*BUSY))
    target = ToBackups(tmp_path / "safe", "daily=2")
    order = Order(network=str(network), target=target)
    desk = Desk(Book(tmp_path / "book"), reporter)
    desk.book.change(partial(added, schedule=make_schedule(order=order)))
    name = make_schedule().name
    for day in (6, 7, 8, 9):
        now = datetime(2025, 1, day, 12, tzinfo=UTC)
        [run] = run_schedule(desk, name, now)
        assert run.outcome is Outcome.DELIVERED
        assert str(tmp_path / "safe") in run.message
    assert [at.day for at in sorted(backups_in(tmp_path / "safe", "me"))] == [8, 9]
    assert verify(backups_in(tmp_path / "safe", "me")[now]).people > 0
    assert reporter.produced == [], "no report is made"
    network.write_bytes(b"x" * 5_000)
    [failed] = run_schedule(desk, name, datetime(2025, 1, 10, 12, tzinfo=UTC))
    assert failed.outcome is Outcome.FAILED
    assert "damaged" in failed.message
    assert desk.book.read().schedules[0].order.target == target
