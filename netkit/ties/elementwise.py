"""Take the larger or smaller of two figures, of floats and of arrays alike, without numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.ties.strength import Real

__all__ = ["at_least", "at_most"]


def at_least(value: Real, low: float) -> Real:
    """Return the larger of the two.

    >>> at_least(3.0, 14.0), at_least(30.0, 14.0)
    (14.0, 30.0)
    """
    return (value + low + abs(value - low)) / 2


def at_most(value: Real, high: float) -> Real:
    """Return the smaller of the two.

    >>> at_most(3.0, 14.0), at_most(30.0, 14.0)
    (3.0, 14.0)
    """
    return (value + high - abs(value - high)) / 2
