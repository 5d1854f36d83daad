"""The outlook of every tie of a network at once (numpy): the same rules, gathered otherwise.

`netkit.ties.outlook` holds every threshold and rule; here its measures are taken of arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.ties import outlook as rules
from netkit.ties.owner_clock import PLAIN_CLOCK, Clock
from netkit.ties.rhythm import QUARTILES, WINDOW_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netkit.ties.contact_days import Contacts, Flags, Floats, Ints

__all__ = ["OutlookColumns", "outlook_columns", "trends"]


@dataclass(frozen=True, slots=True, eq=False)
class OutlookColumns:
    """`netkit.ties.outlook.Outlook` as arrays of shape (n_ties,).

    Attributes
    ----------
    trend : the place of its trend in `netkit.ties.outlook.TRENDS`.
    usual_days, low_days, high_days : NaN where there is too little to say.
    gap_count : the gaps they rest on.
    silent_days, counted_days : since the last contact; NaN for a tie without any.
    limit_days : the silence that is out of the ordinary; NaN where there is too little to say.
    """

    trend: Ints
    usual_days: Floats
    low_days: Floats
    high_days: Floats
    gap_count: Ints
    silent_days: Floats
    counted_days: Floats
    limit_days: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Gaps:
    """The gaps of all ties: the tie of each, where it begins and ends."""

    tie: Ints
    begin: Floats
    end: Floats
    n_ties: int

    def within(self, start: Floats, end: Floats) -> _Shares:
        """Return the parts of the gaps in a period of each tie's own."""
        import numpy as np

        days = np.minimum(self.end, end[self.tie]) - np.maximum(self.begin, start[self.tie])
        overlaps = days > 0
        return _Shares(
            self.tie[overlaps], (self.end - self.begin)[overlaps], days[overlaps], self.n_ties
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Shares:
    """Gaps, and how many days of a period lie in each; see `netkit.ties.rhythm.GapShare`."""

    tie: Ints
    gap: Floats
    days: Floats
    n_ties: int

    def count(self) -> Ints:
        import numpy as np

        return np.bincount(self.tie, minlength=self.n_ties)

    def total(self, values: Floats) -> Floats:
        import numpy as np

        return np.bincount(self.tie, values, self.n_ties).astype(np.float64)

    def evenness(self) -> Floats:
        import numpy as np

        squares = self.total(self.days**2)
        return self.total(self.days) ** 2 / np.where(squares > 0, squares, 1.0)

    def has_rhythm(self, unit_days: float) -> Flags:
        """Return which ties have a rhythm, by `netkit.ties.outlook.has_rhythm`."""
        import numpy as np

        span = self.total(self.days)
        return np.asarray(rules.has_rhythm(self.count(), self.evenness(), span, unit_days))

    def quantiles(self, *quantiles: float) -> list[Floats]:
        """Return `netkit.ties.rhythm.weighted_quantile` of every tie, for each quantile."""
        import numpy as np

        order = np.lexsort((self.days, self.gap, self.tie))
        tie, gap, total = self.tie[order], self.gap[order], self.total(self.days)
        begin = np.concatenate(([0.0], np.cumsum(total)))[:-1]
        reached = np.cumsum(self.days[order]) - begin[tie]
        columns = []
        for quantile in quantiles:
            enough = np.flatnonzero(reached >= (quantile * total * (1 - 1e-9))[tie])
            ties, first = np.unique(tie[enough], return_index=True)
            column = np.zeros(self.n_ties)
            column[ties] = gap[enough[first]]
            columns.append(column)
        return columns

    def days_share(self, where: Flags) -> Floats:
        """Return the share of each tie's days that lie in gaps of a kind."""
        import numpy as np

        total = self.total(self.days)
        return self.total(self.days * where) / np.where(total > 0, total, 1.0)


def outlook_columns(
    contacts: Contacts, clock: Clock = PLAIN_CLOCK, unit_days: float = 1.0
) -> OutlookColumns:
    """Return the outlook of every tie, as `netkit.ties.outlook.outlook` does for each.

    unit_days : the unit of the contacts: a day, or an hour of a short log.
    """
    import numpy as np

    n_ties = len(contacts.start) - 1
    last = _last(contacts.start, contacts.day)
    shares = _gaps(contacts.tie, contacts.day, n_ties).within(last - WINDOW_DAYS, last)
    low, usual, high = shares.quantiles(*QUARTILES)
    rhythmic = np.asarray(shares.has_rhythm(unit_days))
    readings = np.asarray(clock.readings(contacts.day))
    now = float(clock.reading(contacts.now))
    counted = now - _last(contacts.start, readings)
    limit = np.where(rhythmic, rules.silence_limit(usual), np.nan)
    trend = _pace_trends(contacts, readings, now, usual, unit_days)
    trend[np.asarray(rules.is_out_of_ordinary(counted, limit))] = rules.TRENDS.index("fading")
    trend[~rhythmic] = rules.TRENDS.index("too few")
    low, usual, high = (np.where(rhythmic, column, np.nan) for column in (low, usual, high))
    return OutlookColumns(
        trend=trend,
        usual_days=usual,
        low_days=low,
        high_days=high,
        gap_count=shares.count(),
        silent_days=contacts.now - last,
        counted_days=counted,
        limit_days=limit,
    )


def trends(
    ties: Iterable[Sequence[float]], now: float, clock: Clock = PLAIN_CLOCK
) -> list[rules.Trend]:
    """Return the trend of each tie, as `netkit.ties.outlook.outlook` does without a wish.

    ties : the contact-days of each, ascending, each once; those after `now` are not seen.

    >>> trends([range(0, 361, 30), [0, 30]], 450)
    ['fading', 'too few']
    """
    from itertools import chain

    import numpy as np

    from netkit.ties.contact_days import Contacts

    ties = list(ties)
    lengths = np.array([len(days) for days in ties], dtype=np.int64)
    day = np.fromiter(chain.from_iterable(ties), np.float64, int(lengths.sum()))
    contacts = Contacts(
        start=np.concatenate(([0], np.cumsum(lengths))),
        tie=np.repeat(np.arange(len(ties)), lengths),
        day=day,
        weight=np.ones(len(day)),
        from_a=np.ones(len(day), dtype=bool),
        from_b=np.ones(len(day), dtype=bool),
        now=now,
    )
    columns = outlook_columns(contacts.until(now), clock)
    return [rules.TRENDS[number] for number in columns.trend.tolist()]


def _pace_trends(
    contacts: Contacts, readings: Floats, now: float, usual: Floats, unit_days: float
) -> Ints:
    """Return the place in `TRENDS` of "weakening", "growing" or "steady" for every tie."""
    import numpy as np

    n_ties = len(usual)
    border = now - rules.stretch_days(usual)
    last = _last(contacts.start, readings)
    gaps = _gaps(contacts.tie, readings, n_ties)
    earlier = gaps.within(last - WINDOW_DAYS, border)
    enough = earlier.has_rhythm(unit_days)
    there = np.flatnonzero(np.diff(contacts.start) > 0)
    ever = _Gaps(
        np.concatenate((gaps.tie, there)),
        np.concatenate((gaps.begin, last[there])),
        np.concatenate((gaps.end, np.full(len(there), now))),
        n_ties,
    )
    [latest] = ever.within(border, np.full(n_ties, now)).quantiles(0.5)
    [before] = earlier.quantiles(0.5)
    shorter = earlier.days_share(earlier.gap < latest[earlier.tie])
    longer = earlier.days_share(earlier.gap > latest[earlier.tie])
    trend = np.full(n_ties, rules.TRENDS.index("steady"))
    trend[enough & rules.is_growing(latest, before, longer)] = rules.TRENDS.index("growing")
    trend[enough & rules.is_slowing(latest, before, shorter)] = rules.TRENDS.index("weakening")
    return trend


def _gaps(tie: Ints, days: Floats, n_ties: int) -> _Gaps:
    """Return the gaps between rows of the same tie; rows are sorted by tie, then by day."""
    same = tie[1:] == tie[:-1]
    return _Gaps(tie[1:][same], days[:-1][same], days[1:][same], n_ties)


def _last(start: Ints, values: Floats) -> Floats:
    """Return the last row's value of each tie; NaN for a tie without rows."""
    import numpy as np

    last = np.full(len(start) - 1, np.nan)
    there = start[1:] > start[:-1]
    last[there] = values[start[1:][there] - 1]
    return last
