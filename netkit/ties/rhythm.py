"""The rhythm of a tie: the gap that is usual in it, and how much it varies.

*Usual* is the gap in which a typical day of the tie's last three years lies: the median of its
gaps, each weighted by its days. A burst of mails is one conversation: ten gaps of a day weigh as
much as one of ten days. The middle half goes from the first to the third quartile, weighted
alike. The effective number of gaps, ``(Σ g)² / Σ g²``, says how evenly they share the time: where
one gap holds nearly all of it there is no rhythm to speak of (`netkit.ties.outlook`).
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = [
    "QUARTILES",
    "WINDOW_DAYS",
    "GapShare",
    "Rhythm",
    "evenness",
    "gap_shares",
    "measure_rhythm",
    "rhythm_clause",
    "rhythm_words",
    "weighted_quantile",
]

WINDOW_DAYS = 3 * 365.0  # up to the last contact: what was usual before is not usual any more
WISHED = "as you wish"  # marks a rhythm that the owner set in place of what was usual
QUARTILES = (0.25, 0.5, 0.75)

#: The unit in which a gap is told, from so many days on.
_UNITS = ((540.0, 365.0, "year"), (45.0, 30.4, "month"), (13.5, 7.0, "week"), (0.0, 1.0, "day"))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm of contact between two people.

    Attributes
    ----------
    usual_days : the gap in which a typical day lies; with a wish, the ideal gap.
    low_days, high_days : the middle half of the gaps, weighted by their days.
    gap_count : the gaps it rests on.
    evenness : the effective number of gaps, ``(Σ g)² / Σ g²``.
    span_days : the days that lie in them.
    wish : whose wish it is (``person``, or ``circle`` and its name); empty when it was learnt.
    longest_days : the longest gap that the wish allows; 0 when the rhythm was learnt.
    """

    usual_days: float
    low_days: float
    high_days: float
    gap_count: int
    evenness: float
    wish: str = ""
    longest_days: float = 0.0
    span_days: float = 0.0


class GapShare(NamedTuple):
    """One gap between contacts, and how many days of a period lie in it."""

    gap: float
    days: float


def gap_shares(days: Sequence[float], start: float, end: float) -> list[GapShare]:
    """Return the gaps between contact-days that have a part in the period from start to end.

    days : contact-days, ascending, each once.

    >>> gap_shares([0, 40, 50], start=10, end=50)
    [GapShare(gap=40, days=30), GapShare(gap=10, days=10)]
    """
    shares = (
        GapShare(later - day, min(later, end) - max(day, start)) for day, later in pairwise(days)
    )
    return [share for share in shares if share.days > 0]


def weighted_quantile(shares: Collection[GapShare], quantile: float) -> float:
    """Return the gap at a quantile of the days that lie in these gaps; 0 for no gaps.

    Ten gaps of a day and one of thirty: a typical day lies in the long one.

    >>> shares = [GapShare(1, 1)] * 10 + [GapShare(30, 30)]
    >>> weighted_quantile(shares, 0.5), weighted_quantile(shares, 0.25)
    (30, 1)
    """
    rest = quantile * math.fsum(share.days for share in shares) * (1 - 1e-12)
    for share in sorted(shares):
        rest -= share.days
        if rest <= 0:
            return share.gap
    return 0.0


def measure_rhythm(days: Iterable[float]) -> Rhythm:
    """Return the rhythm of a tie's contact-days, given in any order; all 0 without a gap.

    Monthly contact, once with a second day soon after:

    >>> rhythm = measure_rhythm([0, 30, 62, 64, 92, 120])
    >>> rhythm.usual_days, rhythm.low_days, rhythm.high_days, rhythm.gap_count
    (30, 28, 32, 5)
    """
    ordered = sorted(set(days))
    if len(ordered) < 2:
        return Rhythm(0.0, 0.0, 0.0, 0, 0.0)
    shares = gap_shares(ordered, ordered[-1] - WINDOW_DAYS, ordered[-1])
    low, usual, high = (weighted_quantile(shares, quantile) for quantile in QUARTILES)
    span = math.fsum(share.days for share in shares)
    return Rhythm(usual, low, high, len(shares), evenness(shares), span_days=span)


def evenness(shares: Collection[GapShare]) -> float:
    """Return the effective number of gaps, ``(Σ g)² / Σ g²``: 1 where one has all the days.

    >>> evenness([GapShare(7, 7)] * 4), evenness([GapShare(1, 1), GapShare(100, 99)]) < 1.1
    (4.0, True)
    """
    squares = math.fsum(share.days**2 for share in shares)
    return math.fsum(share.days for share in shares) ** 2 / squares if shares else 0.0


def rhythm_words(rhythm: Rhythm) -> str:
    """Return a rhythm in words: its middle half and how many times, or the wish.

    >>> rhythm_words(Rhythm(41.0, 30.0, 62.0, 14, 11.0))
    'every 1 to 2 months, 14 times'
    >>> rhythm_words(Rhythm(42.0, 42.0, 42.0, 3, 2.9, wish="person", longest_days=84.0))
    'every 6 weeks, as you wish'
    """
    if rhythm.wish:
        of = "" if rhythm.wish == "person" else f" for {rhythm.wish}"
        return f"every {_wished_words(rhythm.usual_days)}, {WISHED}{of}"
    span = _span_words(rhythm.low_days, rhythm.high_days)
    return f"every {span}, {rhythm.gap_count} times"


def rhythm_clause(rhythm: str) -> str:
    """Return a rhythm in words as the end of a sentence on a silence.

    >>> rhythm_clause("every month, 3 times"), rhythm_clause("every 6 weeks, as you wish")
    ('usually every month, 3 times', 'meant to be every 6 weeks, as you wish')
    """
    return f"{'meant to be' if WISHED in rhythm else 'usually'} {rhythm}"


def _wished_words(days: float) -> str:
    """Return a wished gap exactly as long as it is, in the largest unit that fits."""
    for size, unit in ((365, "year"), (30, "month"), (7, "week")):
        count, rest = divmod(round(days), size)
        if count and not rest:
            return unit if count == 1 else f"{count} {unit}s"
    return f"{round(days)} days"


def _span_words(low: float, high: float) -> str:
    """Return two lengths of time in the larger one's unit: ``1 to 2 months``, ``week``."""
    for _, size, unit in _UNITS:
        if 0.85 * size <= low and high <= 1.15 * size:
            return unit
    size, unit = next((size, unit) for least, size, unit in _UNITS if high >= least)
    first, last = max(round(low / size), 1), max(round(high / size), 1)
    if first == last:
        return f"{last} {unit}s" if last > 1 else unit
    return f"{first} to {last} {unit}s"
