"""Hand schedules to the system's scheduler, and take them back."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import UsageError

from . import ledger as state
from .systems.choose import machine_zone, system_here, system_named
from .systems.plan import carry_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .book import Book
    from .systems.plan import Plan, System

__all__ = ["hand_over", "install_plans", "remove_schedule"]

_ENTRY = "from netkit.cli.main import main; main()"


def install_plans(
    book: Book, name: str | None, system: str | None
) -> Iterator[tuple[str, str, Plan]]:
    """Yield how each schedule (or one) would be installed: its name, the system, and the plan.

    Parameters
    ----------
    system : the scheduler; this machine's by default.

    Raises
    ------
    UsageError
        There is no schedule, none of that name, or no scheduler here.
    """
    ledger = book.read()
    schedules = [state.schedule_named(ledger, name)] if name else ledger.schedules
    if not schedules:
        raise UsageError("there is no schedule; 'netkit schedule add weekly --on monday' makes one")
    chosen = system or system_here()
    for each in schedules:
        plan = _system(chosen, book).install(each, _wake_command(book, each.name))
        yield each.name, chosen, plan


def hand_over(book: Book, name: str, plan: Plan, system: str) -> None:
    """Carry a plan out, and write down which scheduler wakes the schedule now."""
    carry_out(plan)
    book.change(partial(state.installed, name=name, system=system))


def remove_schedule(book: Book, name: str) -> None:
    """Remove a schedule, also from the system's scheduler; delivered reports stay."""
    old = state.schedule_named(book.read(), name)
    if old.woken_by:
        carry_out(_system(old.woken_by, book).remove(name))
    book.change(partial(state.removed, name=name))
    shutil.rmtree(book.folder / "outbox" / name, ignore_errors=True)


def _system(name: str, book: Book) -> System:
    return system_named(name, book.folder, machine_zone())


def _wake_command(book: Book, name: str) -> tuple[str, ...]:
    """Write the command for a scheduler, which knows neither PATH nor the user's settings."""
    beside = shutil.which("netkit", path=str(Path(sys.executable).parent)) or shutil.which("netkit")
    program = (beside,) if beside else (sys.executable, "-c", _ENTRY)
    return (*program, "schedule", "--folder", str(book.folder), "run", name, "--if-due")
