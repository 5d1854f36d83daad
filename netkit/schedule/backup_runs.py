"""Make the backups that a schedule orders; how it went is a run like that of a report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from netkit.backups.age_files import Readers
from netkit.backups.folder_backups import back_up_to_folder
from netkit.backups.rotation import read_keep
from netkit.errors import NetkitError

from .ledger import Outcome, Run, last_failure, recorded

if TYPE_CHECKING:
    from datetime import datetime

    from .book import Book
    from .schedules import Schedule, ToBackups

__all__ = ["run_backup"]


def run_backup(book: Book, schedule: Schedule, target: ToBackups, now: datetime) -> Run:
    """Back up the network of a schedule, and write down how that went."""
    run_id = f"{schedule.name}-{now:%Y%m%dT%H%M%SZ}"
    before = last_failure(book.read(), schedule.name)
    attempts = before.attempts + 1 if before else 1
    try:
        run = Run(run_id, now, Outcome.DELIVERED, _back_up(schedule, target, now), now, attempts)
    except (NetkitError, OSError) as error:
        message = " ".join(str(error).split())
        run = Run(before.run_id if before else run_id, now, Outcome.FAILED, message, now, attempts)
    book.change(partial(recorded, name=schedule.name, run=run))
    return run


def _back_up(schedule: Schedule, target: ToBackups, now: datetime) -> str:
    from netkit.workspace import open_workspace

    keep = read_keep(target.keep) if target.keep else None
    readers = Readers(target.recipients) if target.recipients else None
    with open_workspace(schedule.order.network, now=now, create=False) as space:
        made = back_up_to_folder(space.store, target.folder, now, keep, readers)
    return f"{made.path}{f'; removed {len(made.removed)}' if made.removed else ''}"
