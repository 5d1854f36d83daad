"""Events folded into contact-days, and those into the statistics of every tie at once (numpy).

The vectorised twin of `netkit.ties.statistics`: the same figures for a whole network. Rows are
sorted by tie, then by day; ``start[k]:start[k + 1]`` are the rows of tie k.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

from netkit.model.frozen import dataclass
from netkit.ties.event_times import local_seconds
from netkit.ties.strength import HALF_LIFE_DAYS
from netkit.ties.timestamps import SECONDS_PER_DAY, contact_day

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from netkit.ties.network import Network

    Floats: TypeAlias = NDArray[np.float64]
    Ints: TypeAlias = NDArray[np.int64]
    Flags: TypeAlias = NDArray[np.bool_]

__all__ = ["Contacts", "TieColumns", "contact_days", "decayed", "tie_columns", "unit_for"]

_SHORT_HORIZON_DAYS = 14.0


@dataclass(frozen=True, slots=True, eq=False)
class Contacts:
    """The contact-days of every tie.

    Attributes
    ----------
    start : (n_ties + 1,) int, where each tie's rows begin.
    tie : (n_rows,) int, the tie of each row.
    day : (n_rows,) float, days since 1970, ascending within a tie.
    weight : (n_rows,) float, that of the day's weightiest event.
    from_a, from_b : (n_rows,) bool, who reached out on that day.
    now : the present day, in the same unit.
    """

    start: Ints
    tie: Ints
    day: Floats
    weight: Floats
    from_a: Flags
    from_b: Flags
    now: float

    def until(self, now: float) -> Contacts:
        """Return the contacts up to and on day `now`; ties may have no rows then."""
        import numpy as np

        past = self.day <= now
        before = np.concatenate(([0], np.cumsum(past)))
        return Contacts(
            before[self.start],
            self.tie[past],
            self.day[past],
            self.weight[past],
            self.from_a[past],
            self.from_b[past],
            now,
        )


@dataclass(frozen=True, slots=True, eq=False)
class TieColumns:
    """`netkit.ties.statistics.TieStats` as arrays of shape (n_ties,); NaN stands for None."""

    contact_days: Ints
    first_day: Floats
    last_day: Floats
    log_strength: Floats
    gap_count: Ints
    sum_log_gap: Floats
    days_ab: Ints
    days_ba: Ints
    last_ab: Floats
    last_ba: Floats


def unit_for(horizon: float) -> float:
    """Return the unit of contact in days: a day, or an hour when "soon" means a few days.

    >>> unit_for(60.0), unit_for(7.0) * 24
    (1.0, 1.0)
    """
    return 1.0 if horizon >= _SHORT_HORIZON_DAYS else 1 / 24


def contact_days(net: Network, unit_days: float = 1.0) -> Contacts:
    """Fold the events of a network into contact-days (or contacts per other unit)."""
    import numpy as np

    unit = np.floor(local_seconds(net.seconds, net.zone) / (SECONDS_PER_DAY * unit_days))
    first = np.ones(len(unit), dtype=bool)
    first[1:] = (net.tie[1:] != net.tie[:-1]) | (unit[1:] != unit[:-1])
    rows = np.flatnonzero(first)
    tie = net.tie[rows]
    return Contacts(
        start=np.searchsorted(tie, np.arange(net.n_ties + 1)),
        tie=tie,
        day=unit[rows] * unit_days,
        weight=_by_group(np.maximum, net.weight, rows),
        from_a=_by_group(np.logical_or, net.from_a, rows),
        from_b=_by_group(np.logical_or, ~net.from_a, rows),
        now=contact_day(float(local_seconds(np.array([net.now]), net.zone)[0]), unit_days),
    )


def _by_group(reduce: Any, values: Any, rows: Ints) -> Any:
    """Reduce consecutive groups that begin at `rows`; no groups give no values."""
    return reduce.reduceat(values, rows) if len(rows) else values[:0]


def tie_columns(contacts: Contacts, half_life: float = HALF_LIFE_DAYS) -> TieColumns:
    """Return the statistics of every tie; a tie without rows has n = 0 and NaN days."""
    import numpy as np

    ends = contacts.start[1:]
    count = np.diff(contacts.start)
    last = _at_row(contacts.day, ends - 1, count > 0)
    log_gap, same = _log_gaps(contacts)
    size = len(count)
    last_of_row = np.nan_to_num(last)[contacts.tie]
    fading = contacts.weight * np.exp2((contacts.day - last_of_row) / half_life)
    with np.errstate(divide="ignore"):
        remembered = np.log(_sums(contacts.tie, fading, size))
    return TieColumns(
        contact_days=count,
        first_day=_at_row(contacts.day, contacts.start[:-1], count > 0),
        last_day=last,
        log_strength=np.nan_to_num(last) * math.log(2) / half_life + remembered,
        gap_count=np.maximum(count - 1, 0),
        sum_log_gap=_sums(contacts.tie[1:][same], log_gap, size),
        days_ab=np.bincount(contacts.tie[contacts.from_a], minlength=size),
        days_ba=np.bincount(contacts.tie[contacts.from_b], minlength=size),
        last_ab=_last_where(contacts, contacts.from_a),
        last_ba=_last_where(contacts, contacts.from_b),
    )


def decayed(contacts: Contacts, half_life: Floats) -> Floats:
    """Return ``A = Σ 2^(−(now − day) / H)`` of every tie, each with its own half-life in days."""
    import numpy as np

    age = contacts.now - contacts.day
    left = np.exp2(-age / half_life[contacts.tie])
    return _sums(contacts.tie, left, len(half_life))


def _sums(tie: Ints, values: Floats, size: int) -> Floats:
    """Return the sum of the values of each tie."""
    import numpy as np

    return np.bincount(tie, values, size).astype(np.float64)


def _log_gaps(contacts: Contacts) -> tuple[Floats, Flags]:
    """Return ``ln gap`` between rows of the same tie, and which rows follow such a gap."""
    import numpy as np

    same = contacts.tie[1:] == contacts.tie[:-1]
    return np.log(np.diff(contacts.day)[same]), same


def _at_row(values: Floats, rows: Ints, there: Flags) -> Floats:
    import numpy as np

    result = np.full(len(rows), np.nan)
    result[there] = values[rows[there]]
    return result


def _last_where(contacts: Contacts, flag: Flags) -> Floats:
    """Return the last day of each tie on which `flag` holds; NaN for none."""
    import numpy as np

    there = np.diff(contacts.start) > 0
    last = np.full(len(there), -np.inf)
    days = np.where(flag, contacts.day, -np.inf)
    last[there] = _by_group(np.maximum, days, contacts.start[:-1][there])
    return np.where(np.isfinite(last), last, np.nan)
