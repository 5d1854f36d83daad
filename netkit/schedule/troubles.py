"""Troubles of schedules, for doctor and today: reports not made, or not delivered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.answers.doctor import Finding
from netkit.errors import NetkitError
from netkit.model.when.written_days import long_day

from .book import Book
from .due import last_due
from .ledger import Outcome, last_report
from .listing import outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from .ledger import Ledger
    from .schedules import Schedule

__all__ = ["schedule_findings"]

#: So long after it was due a report that nobody made is a trouble: the machine may have slept.
_PATIENCE = timedelta(days=1)


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


def _finding(ledger: Ledger, schedule: Schedule, now: datetime) -> Finding:
    subject = f"report {schedule.name}"
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
    due, made = last_due(schedule, now), last_report(ledger, name, now)
    if due is not None and now - due > _PATIENCE and (made is None or made < due):
        install = "" if schedule.woken_by else f"netkit schedule install {name}"
        yield f"due on {long_day(due)}, and nothing made it", install or "netkit schedule run"
    elif not schedule.woken_by and last is None:
        yield "nothing wakes it", f"netkit schedule install {name}"
