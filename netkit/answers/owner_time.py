"""The time in which the owner was in touch with anybody: their clock, and where their log ends."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from netkit.model.when import date_of, day_number, start_of_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.answers.network_view import NetworkView
    from netkit.ties.owner_clock import OwnerClock, RecentClock
    from netkit.ties.stale_log import StaleLog

__all__ = ["OwnerTime"]

_FIRST_DAY = datetime(1970, 1, 2, tzinfo=UTC)


class OwnerTime:
    """The owner's clock and the end of a stale log, read as far back as they are asked for.

    Parameters
    ----------
    view : whose owner it is, as of a moment.
    count_ties : counts whom the owner was in touch with; asked only where it decides.
    """

    def __init__(self, view: NetworkView, count_ties: Callable[[], int]) -> None:
        self._view = view
        self._count_ties = count_ties
        self._today = day_number(view.present)

    @cached_property
    def clock(self) -> RecentClock:
        """The owner's clock, on which a holiday counts for nobody, nor what a stale log lacks."""
        from netkit.ties.owner_clock import RecentClock
        from netkit.ties.stale_log import may_be_stale

        return RecentClock(
            self._today,
            lambda day: self._day_counts_since(start_of_day(date_of(day))),
            lambda last: may_be_stale(last, self._today),
            self._whole_clock,
        )

    @cached_property
    def stale_log(self) -> StaleLog | None:
        """The end of the owner's log if nobody was heard of for an unusual time; else None."""
        from netkit.ties.stale_log import stale_log

        return stale_log(self._day_counts, self._today, self._people_in_touch)

    def _whole_clock(self) -> OwnerClock:
        from netkit.ties.owner_clock import owner_clock
        from netkit.ties.stale_log import clock_without_stale_days

        clock = owner_clock(self._day_counts, self._today)
        return clock_without_stale_days(clock, self.stale_log, self._people_in_touch)

    @cached_property
    def _day_counts(self) -> dict[int, int]:
        return self._day_counts_since(_FIRST_DAY)

    def _day_counts_since(self, since: datetime) -> dict[int, int]:
        view = self._view
        return view.store.day_counts(view.owner, since=since, until=view.as_of)

    def _people_in_touch(self) -> int:
        """Return the people whom the owner was in touch with, or fewer where these are enough.

        Those of one day are, where they decide already: ties are thousands of rows to read.
        """
        from netkit.ties.stale_log import LEAST_PEOPLE

        of_one_day = max(self._day_counts.values(), default=0)
        return of_one_day if of_one_day >= LEAST_PEOPLE else self._count_ties()
