"""What is kept of a tie: the statistics that every everyday answer is computed from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from netkit.graph.rhythm import log_gaps
from netkit.graph.strength import HALF_LIFE_DAYS, log_strength

__all__ = ["Contact", "TieStats", "tie_stats"]


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
    log_strength : ``ln Σ w · 2^(day / half_life)``, see `netkit.graph.strength`.
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
    weights: dict[float, float] = {}
    given: set[float] = set()
    received: set[float] = set()
    for contact in contacts:
        weights[contact.day] = max(weights.get(contact.day, 0.0), contact.weight)
        (given if contact.from_a else received).add(contact.day)
    if not weights:
        return None
    gaps = log_gaps(weights)
    return TieStats(
        contact_days=len(weights),
        first_day=min(weights),
        last_day=max(weights),
        log_strength=log_strength(weights, weights.values(), half_life),
        gap_count=len(gaps),
        sum_log_gap=math.fsum(gaps),
        days_ab=len(given),
        days_ba=len(received),
        last_ab=max(given, default=None),
        last_ba=max(received, default=None),
    )
