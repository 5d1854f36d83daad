"""Stale logs: nobody was heard of for a time that is unusual for the owner of the log.

Silence since then is not known to be silence: more likely nothing was imported. So the owner's
clock stops on the last day of a stale log, and no tie falls silent after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.ties.outlook import TIMES_USUAL, outlook

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from netkit.ties.owner_clock import OwnerClock

__all__ = [
    "LEAST_PEOPLE",
    "LEAST_STALE_DAYS",
    "STALE_DAYS",
    "StaleLog",
    "clock_without_stale_days",
    "may_be_stale",
    "stale_log",
]

#: A log of fewer people says nothing of its owner's rhythm; their silence is all there is.
LEAST_PEOPLE = 3
#: A week without anybody is never stale: somebody in touch every day has weeks off.
LEAST_STALE_DAYS = 7.0
#: Without a rhythm of the owner's, nobody heard of for so long is a stale log.
STALE_DAYS = 45.0


@dataclass(frozen=True, slots=True)
class StaleLog:
    """The end of a stale log.

    Attributes
    ----------
    last_day : the last contact-day with anybody, in days since 1970.
    silent_days : days since then.
    rhythm : how often the owner was in touch with anybody, in words; empty if too few to say.
    """

    last_day: int
    silent_days: int
    rhythm: str

    @property
    def usual(self) -> str:
        """How often the owner was in touch with anybody, without the number of times."""
        return self.rhythm.rpartition(", ")[0]


def may_be_stale(last_day: float, now: float) -> bool:
    """Return True if a log may be stale by its last contact-day; the owner's rhythm decides."""
    return now - last_day > min(LEAST_STALE_DAYS, STALE_DAYS)


def stale_log(days: Collection[float], now: float, people: Callable[[], int]) -> StaleLog | None:
    """Return the end of the log if it is stale; None for a log that is not, or is empty.

    Parameters
    ----------
    days : on which the owner was in touch with anybody; those after `now` are not seen.
    people : counts whom the owner was in touch with; asked only where it decides.

    Somebody in touch every day, three weeks after the last:

    >>> stale_log(range(100), 120, lambda: 5).silent_days
    21
    >>> stale_log(range(100), 106, lambda: 5)
    """
    seen = [day for day in days if day <= now]
    if not seen or not may_be_stale(max(seen), now):
        return None
    view = outlook(seen, now, pace=False)
    usual = None if view.rhythm is None else view.rhythm.usual_days
    limit = STALE_DAYS if usual is None else max(TIMES_USUAL * usual, LEAST_STALE_DAYS)
    ruled = usual is not None and (view.silent_days <= limit or people() >= LEAST_PEOPLE)
    if view.silent_days <= (limit if ruled else STALE_DAYS):
        return None
    return StaleLog(int(max(seen)), int(view.silent_days), view.words if ruled else "")


def clock_without_stale_days(
    clock: OwnerClock, stale: StaleLog | None, people: Callable[[], int]
) -> OwnerClock:
    """Return the clock, stopped on the last day of a stale log of several people."""
    if stale is None or people() < LEAST_PEOPLE:
        return clock
    return clock.stopped_after(stale.last_day)
