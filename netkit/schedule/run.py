"""Run a schedule: make the report, keep it, deliver it, write down how it went.

Killed at any moment, a run leaves the next one in one of three places:

1. before the parcel is in the outbox, nothing has happened and the report is still due;
2. from then on report and snapshot are safe in one file: the next run stores the snapshot
   (once per run) and delivers;
3. once the delivery is written down, only the parcel is left to remove.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from netkit.errors import NetkitError, StoreBusyError, StoreError
from netkit.model.frozen import dataclass, replace
from netkit.support.atomic_files import sweep

from . import outbox
from .backlog import arrives_together, merged
from .backup_runs import run_backup
from .book import Book, locked
from .deliver import deliver
from .due import is_due, may_retry
from .ledger import (
    UNDELIVERED,
    Ledger,
    Outcome,
    Run,
    last_failure,
    last_report,
    missing,
    recorded,
    run_of,
    schedule_named,
)
from .outbox import Parcel
from .schedules import PermanentRefusalError, ToBackups

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .schedules import Reporter, Schedule

_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of a run: its book, reporter and delivery.

    ``deliver`` returns where a report went, or raises a :class:`NetkitError` that says why not.
    """

    book: Book
    reporter: Reporter
    deliver: Callable[[Schedule, Parcel], str] = deliver

    def outbox_of(self, name: str) -> Path:
        """Folder that keeps a schedule's undelivered reports."""
        return self.book.folder / "outbox" / name

    def outbox_key(self, schedule: Schedule) -> bytes | None:
        """Return the key of undelivered reports; two schedules never make one at once."""
        with locked(self.book.folder / "outbox.lock", _PATIENCE_SECONDS, "the outbox"):
            return self.reporter.outbox_key(schedule)

    def waiting(self, schedule: Schedule) -> list[Parcel]:
        """Return the undelivered reports of a schedule, oldest first."""
        return outbox.waiting(self.outbox_of(schedule.name), partial(self.outbox_key, schedule))


def run_schedule(
    desk: Desk, name: str, now: datetime, *, only_if_due: bool = False
) -> tuple[Run, ...]:
    """Make and deliver a report, after whatever earlier ones still wait.

    Parameters
    ----------
    only_if_due
        Do nothing unless the schedule has come round since its last report, or a failure may
        be retried; this is what the system's scheduler asks for, as often as it likes.

    Returns
    -------
    tuple of Run
        Each run that was made or tried again, oldest first; a failure is an outcome, not an
        error. Empty when nothing was due, or another process is at it already.

    Raises
    ------
    StoreError
        When the book or the outbox cannot be written, as on a full disk.
    StoreBusyError
        When the schedule is running already and ``only_if_due`` was not asked for.
    """
    lock = locked(desk.book.folder / f"{name}.lock", 0, f"the schedule {name!r}")
    with ExitStack() as held:
        try:
            held.enter_context(lock)
        except StoreBusyError:
            if only_if_due:
                return ()
            raise
        return _run_locked(desk, name, now.astimezone(UTC), only_if_due=only_if_due)


def run_all_due(desk: Desk, now: datetime) -> tuple[Run, ...]:
    """Run every schedule that is due; the daemon's and the container's way."""
    names = [schedule.name for schedule in desk.book.read().schedules]
    return tuple(run for name in names for run in run_schedule(desk, name, now, only_if_due=True))


def _run_locked(desk: Desk, name: str, now: datetime, *, only_if_due: bool) -> tuple[Run, ...]:
    schedule = schedule_named(desk.book.read(), name)
    if only_if_due and schedule.paused:
        return ()
    if isinstance(schedule.order.target, ToBackups):
        if only_if_due and not _should_make(desk.book.read(), schedule, now):
            return ()
        return (run_backup(desk.book, schedule, schedule.order.target, now),)
    failed = _prepare(desk, schedule, now, only_if_due=only_if_due)
    try:
        delivered = _deliver_waiting(desk, schedule, now, patient=only_if_due)
    except StoreError:
        if failed is None:
            raise
        return (failed,)  # the network that keeps it from being made keeps the key of the others
    return (*delivered, failed) if failed else delivered


def _prepare(desk: Desk, schedule: Schedule, now: datetime, *, only_if_due: bool) -> Run | None:
    """Make the report if it is time; return the run only if that failed."""
    run_id = f"{schedule.name}-{now:%Y%m%dT%H%M%SZ}"
    try:
        _recover(desk, schedule)
        if not only_if_due or _should_make(desk.book.read(), schedule, now):
            parcel = Parcel(run_id, now, desk.reporter.produce(schedule, now))
            outbox.put(desk.outbox_of(schedule.name), parcel, desk.outbox_key(schedule))
            _store_snapshot(desk, schedule, parcel)
    except Exception as error:  # whatever it is, 'list' shows it and the next try waits
        failed = _write_failure(desk, schedule, run_id, now, error)
        if not isinstance(error, NetkitError | OSError):
            raise
        return failed
    return None


def _recover(desk: Desk, schedule: Schedule) -> None:
    """Finish what a killed run had begun."""
    folder = desk.outbox_of(schedule.name)
    sweep(folder, "*")
    ledger, parcels = desk.book.read(), desk.waiting(schedule)
    for lost in missing(ledger, schedule.name, {parcel.run_id for parcel in parcels}):
        desk.book.change(partial(recorded, name=schedule.name, run=lost))
    for parcel in parcels:
        run = run_of(ledger, schedule.name, parcel.run_id)
        if run is None or run.outcome is Outcome.FAILED:
            _store_snapshot(desk, schedule, parcel)
        elif run.outcome is Outcome.DELIVERED:
            outbox.drop(folder, parcel.run_id)


def _should_make(ledger: Ledger, schedule: Schedule, now: datetime) -> bool:
    failed = last_failure(ledger, schedule.name)
    if failed and not may_retry(failed.attempts, failed.tried_at, now):
        return False
    return is_due(schedule, last_report(ledger, schedule.name, now), now)


def _store_snapshot(desk: Desk, schedule: Schedule, parcel: Parcel) -> None:
    desk.reporter.keep(schedule, parcel.run_id, parcel.as_of, parcel.report.snapshot)
    waiting = Run(parcel.run_id, parcel.as_of, Outcome.WAITING, "made", parcel.as_of, attempts=0)
    desk.book.change(partial(recorded, name=schedule.name, run=waiting))


def _write_failure(
    desk: Desk, schedule: Schedule, run_id: str, now: datetime, error: Exception
) -> Run:
    """Write down that no report could be made; repeated failures stay one line of history."""
    before = last_failure(desk.book.read(), schedule.name)
    message = " ".join(str(error).split()) or type(error).__name__
    failed = Run(run_id, now, Outcome.FAILED, message, now)
    if before:
        failed = replace(failed, run_id=before.run_id, attempts=before.attempts + 1)
    desk.book.change(partial(recorded, name=schedule.name, run=failed))
    return failed


def _deliver_waiting(
    desk: Desk, schedule: Schedule, now: datetime, *, patient: bool
) -> tuple[Run, ...]:
    """Deliver the reports that may be tried now; a new one takes along whatever still waits."""
    ledger = desk.book.read()
    kept = [
        (parcel, replace(run, tried_at=now), _is_ready(run, now, patient=patient))
        for parcel in desk.waiting(schedule)
        if (run := run_of(ledger, schedule.name, parcel.run_id)) and run.outcome in UNDELIVERED
    ]
    news = any(run.outcome is Outcome.WAITING and not run.attempts for _, run, _ in kept)
    together = arrives_together(schedule.order.target)
    tried = [
        (parcel, run)
        for parcel, run, ready in kept
        if ready or (news and (together or run.outcome is Outcome.REFUSED))
    ]
    groups = [tried] if together and tried else [[pair] for pair in tried]
    return tuple(run for group in groups for run in _deliver_group(desk, schedule, group))


def _is_ready(run: Run, now: datetime, *, patient: bool) -> bool:
    """Return True if a report may be tried by itself: not at once again, nor once refused."""
    if not patient:
        return True
    if run.outcome is Outcome.REFUSED:
        return False
    return not run.attempts or may_retry(run.attempts, run.tried_at, now)


def _deliver_group(
    desk: Desk, schedule: Schedule, group: Sequence[tuple[Parcel, Run]]
) -> list[Run]:
    """Deliver parcels as one, and write down how each run went."""
    try:
        place = desk.deliver(schedule, merged([parcel for parcel, _ in group]))
        outcome, message = Outcome.DELIVERED, place
    except PermanentRefusalError as error:
        outcome, message = Outcome.REFUSED, str(error)
    except NetkitError as error:
        outcome, message = Outcome.WAITING, str(error)
    runs = [
        replace(run, attempts=run.attempts + 1, outcome=outcome, message=message)
        for _, run in group
    ]
    for run in runs:
        desk.book.change(partial(recorded, name=schedule.name, run=run))
    for run in runs if outcome is Outcome.DELIVERED else ():
        outbox.drop(desk.outbox_of(schedule.name), run.run_id)
    return runs
