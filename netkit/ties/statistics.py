"""Statistics of a tie, from which every everyday answer is computed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from netkit.model.frozen import dataclass
from netkit.ties.slowdown import log_gaps
from netkit.ties.strength import HALF_LIFE_DAYS, log_strength

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["TURNED_FIELDS", "Contact", "TieStats", "day_stats", "tie_stats"]

#: Fields of `TieStats` that are others seen from the other end of the tie.
TURNED_FIELDS = {
    "days_ab": "days_ba", "days_ba": "days_ab", "last_ab": "last_ba", "last_ba": "last_ab",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact between a and b: its day (days since 1970, UTC) and who reached out."""

    day: float
    from_a: bool
    weight: float = 1.0


class TieStats(NamedTuple):
    """The sufficient statistics of one tie, between a and b in either direction.

    A named tuple: thousands are made for one answer, and a frozen dataclass takes five times as
    long to make.

    Attributes
    ----------
    contact_days : days with any contact.
    first_day, last_day : the first and the last of them, in days since 1970.
    log_strength : ``ln Σ w · 2^(day / half_life)``, see `netkit.ties.strength`.
    gap_count, sum_log_gap : number of gaps between contact-days, and the sum of ``ln gap``.
    days_ab, days_ba : days on which a reached out to b, and b to a.
    last_ab, last_ba : the last day of each; None if there is none.
    """

    contact_days: int
    first_day: float
    last_day: float
    log_strength: float
    gap_count: int
    sum_log_gap: float
    days_ab: int
    days_ba: int
    last_ab: float | None
    last_ba: float | None


def tie_stats(contacts: Iterable[Contact], half_life: float = HALF_LIFE_DAYS) -> TieStats | None:
    """Fold the contacts of one tie, in any order; None if there are none.

    A day counts once, with the weight of its weightiest contact.

    >>> stats = tie_stats([Contact(3, from_a=True), Contact(10, False), Contact(10, True)])
    >>> stats.contact_days, stats.days_ab, stats.days_ba, stats.last_ba
    (2, 2, 1, 10)
    """
    days: dict[float, list[float]] = {}
    for contact in contacts:
        both = days.setdefault(contact.day, [0.0, 0.0])
        side = 0 if contact.from_a else 1
        both[side] = max(both[side], contact.weight)
    return day_stats(((day, ab, ba) for day, (ab, ba) in days.items()), half_life)


def day_stats(
    days: Iterable[tuple[float, float, float]], half_life: float = HALF_LIFE_DAYS
) -> TieStats | None:
    """Fold contact-days, each once and in any order; None if there are none.

    days : the day, and the largest weight of that day from a and from b; 0 for no contact.

    >>> day_stats([(3, 1.0, 0.0), (10, 0.5, 1.0)]) == tie_stats([
    ...     Contact(3, True), Contact(10, True, 0.5), Contact(10, False)])
    True
    """
    rows = [row for row in days if row[1] > 0 or row[2] > 0]
    if not rows:
        return None
    if len(rows) == 1:  # two of five ties: the same figures at a fifth of the cost
        return _one_day(*rows[0], half_life)
    on = [day for day, _, _ in rows]
    given = [day for day, ab, _ in rows if ab > 0]
    received = [day for day, _, ba in rows if ba > 0]
    gaps = log_gaps(on)
    return TieStats(
        contact_days=len(on),
        first_day=min(on),
        last_day=max(on),
        log_strength=log_strength(on, (max(ab, ba) for _, ab, ba in rows), half_life),
        gap_count=len(gaps),
        sum_log_gap=math.fsum(gaps),
        days_ab=len(given),
        days_ba=len(received),
        last_ab=max(given, default=None),
        last_ba=max(received, default=None),
    )


def _one_day(day: float, ab: float, ba: float, half_life: float) -> TieStats:
    return TieStats(
        contact_days=1,
        first_day=day,
        last_day=day,
        log_strength=log_strength([day], [max(ab, ba)], half_life),
        gap_count=0,
        sum_log_gap=0.0,
        days_ab=int(ab > 0),
        days_ba=int(ba > 0),
        last_ab=day if ab > 0 else None,
        last_ba=day if ba > 0 else None,
    )
