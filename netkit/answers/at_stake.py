"""The strength that is at stake in a tie: what is left of it times its probability of lapse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.ties import strength
from netkit.ties.lapse import day_strength, lapse_probability
from netkit.ties.outlook import LEAST_CONTACT_DAYS, LEAST_SILENCE_DAYS

if TYPE_CHECKING:
    from collections.abc import Collection

    from netkit.answers.network_view import TieFigures
    from netkit.ties.lapse import Coefficients

__all__ = ["at_stake", "lapse_of", "may_fade_by_figures", "most_at_stake"]


def may_fade_by_figures(row: TieFigures, now: int) -> bool:
    """Return True if a look at the contact-days can show that a tie fades."""
    return row.contact_days >= LEAST_CONTACT_DAYS and now - row.last_day > LEAST_SILENCE_DAYS


def lapse_of(days: Collection[float], now: int, coefficients: Coefficients) -> float:
    """Return the probability of lapse of a tie with these contact-days."""
    silent = max(now - max(days), 0.0)  # a clock that was set back saw the last contact ahead
    return lapse_probability(silent, day_strength(days, now), coefficients=coefficients)


def at_stake(
    row: TieFigures, days: Collection[float], now: int, coefficients: Coefficients
) -> float:
    """Return the strength that is left of a tie times its probability of lapse."""
    left = strength.saturated(strength.strength(row.log_strength, now))
    return float(left) * lapse_of(days, now, coefficients)


def most_at_stake(row: TieFigures, now: int, coefficients: Coefficients) -> float:
    """Return an upper bound of what is at stake, known before the contact-days are read.

    In the lapse formula each contact-day weighs 1, in the strength at most that: the tie is no
    weaker there, and the stronger it is, the less probable is the lapse.
    """
    power = float(strength.strength(row.log_strength, now))
    left = strength.saturated(power)
    if coefficients.strength > 0:  # somebody whose past says the opposite
        return float(left)
    silent = max(now - row.last_day, 0.0)
    return float(left * lapse_probability(silent, power, coefficients=coefficients))
