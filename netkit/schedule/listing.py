"""Rows of ``netkit schedule list``: one per schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass

from .due import describe, next_run
from .ledger import UNDELIVERED, Ledger, Outcome, Run
from .schedules import place_of

if TYPE_CHECKING:
    from datetime import datetime

    from .schedules import Schedule


@dataclass(frozen=True, slots=True)
class Row:
    """A schedule as the user sees it.

    ``how`` is the newest run's outcome with its message, ``waiting`` how many finished reports
    could not be delivered yet, ``woken_by`` the system's scheduler it is installed in, ``to``
    where reports go: over the network, the one address that is contacted.
    """

    name: str
    when: str
    next_run: datetime | None
    last_run: datetime | None
    how: str
    waiting: int
    woken_by: str
    to: str


def rows(ledger: Ledger, now: datetime) -> list[Row]:
    """List every schedule with its next and last run and how that went."""
    return [
        _row(schedule, ledger.runs.get(schedule.name, ()), now) for schedule in ledger.schedules
    ]


def outcome(run: Run) -> str:
    """Put a run's outcome into one line: ``waiting after 2 attempts: connection refused``."""
    if run.outcome is Outcome.DELIVERED:
        return f"delivered: {run.message}"
    tries = f" after {run.attempts} attempts" if run.attempts > 1 else ""
    return f"{run.outcome}{tries}: {run.message}"


def _row(schedule: Schedule, runs: tuple[Run, ...], now: datetime) -> Row:
    last = runs[-1] if runs else None
    return Row(
        name=schedule.name,
        when=f"{describe(schedule)}{', paused' if schedule.paused else ''}",
        next_run=next_run(schedule, now),
        last_run=last.as_of.astimezone(schedule.zone) if last else None,
        how=outcome(last) if last else "not run yet",
        waiting=sum(run.outcome in UNDELIVERED for run in runs),
        woken_by=schedule.woken_by,
        to=place_of(schedule.order.target),
    )
