"""Traits that set one period apart from another before its outcome is known (numpy).

Two things move all ties of a period together, and can be seen beforehand:

- Youth, ``2^(−age/h)`` for a log of that age: in a log that has just begun only the liveliest ties
  have two contacts yet, and few of those lapse. The level rises on all four development logs as
  the log ages, by 2.0 logits in the shipped fit, and is steady from about three periods on.
- Its open hours, for periods of under a week: those in which anybody was in touch. Chances of a
  contact go with them, so that the odds of none go against them: ``−ln(hours)``. For the period
  ahead those of the same days a week ago stand in, as soon as the log is a week old.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.ties.contact_days import Contacts, Floats

__all__ = ["WEEK_DAYS", "shifts", "youth"]

WEEK_DAYS = 7.0
_HOUR_DAYS = 1 / 24


def youth(age: float, horizon: float) -> float:
    """Return ``2^(−age/h)``: 1 on the first day of a log, a half after one period.

    >>> youth(0.0, 60.0), youth(60.0, 60.0)
    (1.0, 0.5)
    """
    return math.exp2(-max(age, 0.0) / horizon)


def shifts(contacts: Contacts, past: Sequence[float], horizon: float, per_youth: float) -> Floats:
    """Return the known part of the level of each past period, and of the one ahead as the last.

    Parameters
    ----------
    contacts : all that was seen by `contacts.now`.
    past : days at which the past periods began; they ended by then.
    horizon : the length of a period in days.
    per_youth : logits for a youth of 1.

    Returns
    -------
    (n_past + 1,) float, in logits.
    """
    import numpy as np

    first = float(contacts.day.min()) if len(contacts.day) else contacts.now
    young = [youth(day - first, horizon) for day in (*past, contacts.now)]
    return per_youth * np.array(young) - _busier(contacts, past, horizon, first)


def _busier(contacts: Contacts, past: Sequence[float], horizon: float, first: float) -> Floats:
    """Return ``ln(open hours)`` of each period against the mean of the past ones."""
    import numpy as np

    if horizon >= WEEK_DAYS or not past:
        return np.zeros(len(past) + 1)
    week_ago = contacts.now - WEEK_DAYS
    hours = np.array([_open_hours(contacts, day, horizon) for day in (*past, week_ago)])
    busier = np.log(hours) - np.log(hours[:-1]).mean()
    if week_ago < first - _HOUR_DAYS:
        busier[-1] = 0.0
    return np.asarray(busier)


def _open_hours(contacts: Contacts, day: float, horizon: float) -> int:
    """Return in how many hours of a period anybody was in touch, 1 at least."""
    import numpy as np

    inside = (contacts.day > day) & (contacts.day <= day + horizon)
    return max(len(np.unique(contacts.day[inside])), 1)
