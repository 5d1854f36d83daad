"""Troubles of schedules, for doctor and today: reports not made, or not delivered."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.answers.doctor import Finding
from netkit.backups.folder_backups import network_stem
from netkit.backups.rotation import backups_in
from netkit.errors import NetkitError
from netkit.model.when.written_days import long_day
from netkit.store.sqlite.kept_files import is_sealed

from .book import Book
from .due import last_due
from .ledger import Outcome, last_report
from .listing import outcome
from .schedules import ToBackups, ToFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from .ledger import Ledger
    from .schedules import Schedule

__all__ = ["backup_finding", "readable_reports", "schedule_findings"]

#: So long after it was due a report that nobody made is a trouble: the machine may have slept.
_PATIENCE = timedelta(days=1)
#: A network whose newest backup is older has no backup worth the name.
_STALE = timedelta(days=30)


def schedule_findings(folder: Path, network: str, now: datetime) -> list[Finding]:
    """Return a finding for each schedule of a network: well, or what stands in its way.

    Parameters
    ----------
    folder : where schedules are kept; none are there where it is missing.
    network : the file or address, as schedules keep it.
    """
    book = Book(folder)
    if not book.path.exists():
        return []
    try:
        ledger = book.read()
    except NetkitError as error:
        return [Finding("reports", False, str(error), "")]
    return [
        _finding(ledger, schedule, now)
        for schedule in ledger.schedules
        if schedule.order.network == network and not schedule.paused
    ]


def backup_finding(folder: Path, network: Path, now: datetime) -> Finding:
    """Return the finding on the newest backup of a network file: beside it, or where schedules go.

    Parameters
    ----------
    folder : where schedules are kept.
    """
    book = Book(folder)
    targets = (
        [schedule.order.target for schedule in book.read().schedules] if book.path.exists() else []
    )
    stem = network_stem(os.fspath(network))
    places = {stem.parent, *(to.folder for to in targets if isinstance(to, ToBackups))}
    times = [at for place in places if place.is_dir() for at in backups_in(place, stem.name)]
    newest = max(times, default=None)
    advice = "'netkit backup', or 'netkit schedule add daily --backup-to FOLDER'"
    if newest is None:
        return Finding("newest backup", False, "none is known", advice)
    if now - newest > _STALE:
        return Finding("newest backup", False, f"of {long_day(newest)}: stale", advice)
    return Finding("newest backup", True, f"of {long_day(newest)}")


def readable_reports(folder: Path, network: str) -> list[Path]:
    """Return what schedules keep of a network in the clear: reports that wait, and their folders.

    Whoever encrypts a network is told of these. What waits from then on is encrypted; a report
    that is delivered as a file is one that others can open.
    """
    book = Book(folder)
    if not book.path.exists():
        return []
    orders = [schedule for schedule in book.read().schedules if schedule.order.network == network]
    waiting = [
        path for schedule in orders for path in (folder / "outbox" / schedule.name).glob("*.zip")
    ]
    places = {
        schedule.order.target.folder
        for schedule in orders
        if isinstance(schedule.order.target, ToFolder)
    }
    return [*(path for path in waiting if not is_sealed(path)), *sorted(places)]


def _finding(ledger: Ledger, schedule: Schedule, now: datetime) -> Finding:
    backups = isinstance(schedule.order.target, ToBackups)
    subject = f"{'backups' if backups else 'report'} {schedule.name}"
    texts = list(_troubles(ledger, schedule, now))
    if texts:
        return Finding(subject, False, texts[0][0], texts[0][1])
    runs = ledger.runs.get(schedule.name, ())
    return Finding(subject, True, outcome(runs[-1]) if runs else "not run yet")


def _troubles(ledger: Ledger, schedule: Schedule, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield what stands in the way, and the command that helps; the most pressing first."""
    name, runs = schedule.name, ledger.runs.get(schedule.name, ())
    last = runs[-1] if runs else None
    if last is not None and last.outcome is not Outcome.DELIVERED:
        text = f"{outcome(last)} (since {long_day(last.as_of)})"
        yield text, f"mend that, then: netkit schedule run {name}"
    target = schedule.order.target
    if isinstance(target, ToBackups) and last is not None and not _backups_of(schedule, target):
        yield f"no backup lies in {target.folder} any more", f"netkit schedule run {name}"
    # Of a daily schedule the last due time is never a day ago: that of a day ago is looked at.
    due, made = last_due(schedule, now - _PATIENCE), last_report(ledger, name, now)
    if due is not None and (made is None or made < due):
        install = "" if schedule.woken_by else f"netkit schedule install {name}"
        yield f"due on {long_day(due)}, and nothing made it", install or "netkit schedule run"
    elif not schedule.woken_by and last is None:
        yield "nothing wakes it", f"netkit schedule install {name}"


def _backups_of(schedule: Schedule, target: ToBackups) -> bool:
    stem = network_stem(schedule.order.network).name
    return target.folder.is_dir() and bool(backups_in(target.folder, stem))
