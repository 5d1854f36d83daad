"""The owner's clock: time in which the owner was in touch with anybody.

A day counts ``min(1, contacts of its seven-day window ÷ half of the year's median window)``: a
holiday, or weeks that nobody imported, count for nobody, and no tie falls silent in them. The
window lies around its day, at the end of the log before it; the year is that before the window's
end. So a day's share rests on little more than a year, and `RecentClock` reads no more of a log
of decades than a question looks back.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netkit.ties.contact_days import Contacts
    from netkit.ties.strength import Real

__all__ = [
    "PLAIN_CLOCK", "Clock", "OwnerClock", "RecentClock", "clock_of_contacts", "owner_clock",
]  # fmt: skip

_WINDOW = 7
_YEAR = 365
_SHARE = 0.5  # of the median window: from there on a day counts whole
_STEPS = 1024  # shares are whole 1024ths: their sums are exact, whatever day they begin with
_SETTLED = _YEAR + _WINDOW  # days after the first contact from which no earlier one matters
_PAUSE = 60  # the longest time without a contact that is allowed for; after it all is read
_LOOK_BACK = 3 * _YEAR  # enough for most questions


class Clock(Protocol):
    """Tells the time in which the owner was in touch with anybody."""

    def reading(self, day: float) -> float:
        """Return the reading at the end of a day; only differences mean anything."""

    def readings(self, days: Real) -> Real:
        """Return the readings for an array of days, as `reading` does for each."""


@dataclass(frozen=True, slots=True)
class OwnerClock:
    """Counted days since the first contact, by day.

    Attributes
    ----------
    first_day : the day before which every day counts whole.
    counted : counted days from `first_day` to the end of each day after it; days beyond the last
        count whole.
    """

    first_day: int = 0
    counted: Sequence[float] = ()

    def reading(self, day: float) -> float:
        """Return the clock's reading at the end of a day; only differences mean anything.

        >>> clock = OwnerClock(100, (1.0, 1.5, 1.5))
        >>> clock.reading(102) - clock.reading(99)
        1.5
        """
        place = day - self.first_day + 1
        if place <= 0 or not self.counted:
            return place
        whole = min(int(place), len(self.counted))
        before = self.counted[whole - 1] if whole else 0.0
        rest = place - whole
        rate = 1.0
        if whole < len(self.counted):
            rate = self.counted[whole] - before
        return before + rest * rate

    def stopped_after(self, day: int) -> OwnerClock:
        """Return the clock on which no day after `day` counts, up to its last.

        >>> OwnerClock(100, (1.0, 2.0, 3.0)).stopped_after(100).counted
        (1.0, 1.0, 1.0)
        """
        going = max(day - self.first_day + 1, 0)
        before = self.counted[:going]
        stands = before[-1] if before else 0.0
        rest = len(self.counted) - len(before)
        return OwnerClock(self.first_day, (*before, *(stands for _ in range(rest))))

    def readings(self, days: Real) -> Real:
        """Return the readings for an array of days, as `reading` does for each."""
        import numpy as np

        place = np.asarray(days, dtype=np.float64) - (self.first_day - 1)
        if not len(self.counted):
            return place
        marks = np.concatenate(([0.0], np.asarray(self.counted, dtype=np.float64)))
        end = len(self.counted)
        inside = np.interp(place, np.arange(end + 1), marks)
        return inside + np.minimum(place, 0.0) + np.maximum(place - end, 0.0)


#: On it every day counts.
PLAIN_CLOCK = OwnerClock()


class RecentClock:
    """The owner's clock, read as far back as it is asked for; readings count from the present.

    Parameters
    ----------
    now : the present day.
    counts_since : reads how many contacts there were on each day from a day on.
    may_be_stale : tells whether the last contact is so long ago that all of the log must judge.
    whole : reads the clock of all of the log.
    """

    def __init__(
        self,
        now: int,
        counts_since: Callable[[int], Mapping[int, int]],
        may_be_stale: Callable[[int], bool],
        whole: Callable[[], OwnerClock],
    ) -> None:
        self._now, self._counts_since = now, counts_since
        self._may_be_stale, self._whole = may_be_stale, whole
        self._clock = PLAIN_CLOCK
        self._settled = math.inf  # the first day whose reading is that of the whole clock
        self._present = 0.0

    def reading(self, day: float) -> float:
        """Return the reading at the end of a day; only differences mean anything."""
        return self._read_back_to(day).reading(day) - self._present

    def readings(self, days: Real) -> Real:
        """Return the readings for an array of days, as `reading` does for each."""
        import numpy as np

        first = np.min(days, initial=self._now)
        return self._read_back_to(float(first)).readings(days) - self._present

    def look_back_to(self, day: float) -> None:
        """Read enough for a day at once, where many before the present will be asked for."""
        self._read_back_to(day)

    def _read_back_to(self, day: float) -> OwnerClock:
        if self._settled == math.inf:
            self._read_recent_years(day)
        if day < self._settled:
            self._keep(self._whole(), -math.inf)
        return self._clock

    def _read_recent_years(self, day: float) -> None:
        back_to = min(int(day), self._now - _LOOK_BACK)
        counts = self._counts_since(back_to - _SETTLED - _PAUSE)
        first = min(counts, default=self._now)
        if first + _SETTLED <= back_to and not self._may_be_stale(max(counts)):
            self._keep(owner_clock(counts, self._now), first + _SETTLED)

    def _keep(self, clock: OwnerClock, settled: float) -> None:
        self._clock, self._settled = clock, settled
        self._present = clock.reading(self._now)


def owner_clock(day_counts: Mapping[int, float], now: float) -> OwnerClock:
    """Return the clock of whoever had so many contacts on each day, up to `now`.

    Contact every day, a fortnight of nothing, contact again: the days within three of a contact
    count, the rest of the fortnight does not.

    >>> days = {day: 2 for day in range(100) if not 50 <= day < 64}
    >>> clock = owner_clock(days, 99)
    >>> clock.reading(99) - clock.reading(-1) < 100 - 7
    True
    """
    past = {day: count for day, count in day_counts.items() if day <= now and count > 0}
    if not past:
        return PLAIN_CLOCK
    first, end = min(past), int(now)
    windows = _windows([past.get(day, 0) for day in range(first, end + 1)])
    return OwnerClock(first, tuple(accumulate(_day_shares(windows))))


def _windows(counts: Sequence[float]) -> list[float]:
    """Return the contacts of the seven-day window of each day, which lies within the log."""
    sums = [0.0, *accumulate(counts)]
    if len(counts) < _WINDOW:
        return [sums[-1]] * len(counts)
    whole = [end - begin for begin, end in zip(sums, sums[_WINDOW:], strict=False)]
    edge = _WINDOW // 2
    return [*whole[:1] * edge, *whole, *whole[-1:] * edge]


def _day_shares(windows: Sequence[float]) -> list[float]:
    """Return how much of each day counts, 0 to 1."""
    shares: list[float] = []
    year: list[float] = []  # the windows of the last 365 days, ascending
    for day, window in enumerate(windows):
        insort(year, window)
        if day >= _YEAR:
            del year[bisect_left(year, windows[day - _YEAR])]
        enough = _SHARE * year[len(year) // 2]
        shares.append(1.0 if window >= enough else round(_STEPS * window / enough) / _STEPS)
    return shares


def clock_of_contacts(contacts: Contacts) -> OwnerClock:
    """Return the clock of everybody whose contacts these are; plain for hours of a short log."""
    import numpy as np

    if not len(contacts.day) or (contacts.day != np.floor(contacts.day)).any():
        return PLAIN_CLOCK
    from netkit.ties.stale_log import clock_without_stale_days, stale_log  # asks an outlook

    days, counts = np.unique(contacts.day, return_counts=True)
    day_counts = dict(zip(days.astype(int).tolist(), counts.tolist(), strict=True))

    def count_ties() -> int:
        return len(contacts.start) - 1

    stale = stale_log(day_counts, contacts.now, count_ties)
    return clock_without_stale_days(owner_clock(day_counts, contacts.now), stale, count_ties)
