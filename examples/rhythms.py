"""When two people talk: rhythms that ties really have, as moments between two times.

===========  =============================================================================
regular      evenly spread over at most the last three years, still going on
fading       lively in the last two years, then ever rarer, silent at the end
dormant      a lively first third, then nothing for a long time
revived      a lively first third, a long silence, and lately again
burst        one or two intense fortnights
brief        a few words after connecting
unanswered   they wrote, the owner did not answer
unheard      the owner wrote, they did not answer
silent       connected, never a word
===========  =============================================================================
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

__all__ = ["SHARES", "WEIGHTS", "moments", "settle"]

SHARES: dict[str, int] = {
    "silent": 50, "brief": 20, "regular": 6, "fading": 6, "dormant": 7,
    "revived": 3, "burst": 3, "unanswered": 3, "unheard": 2,
}  # fmt: skip
"""Connections of a hundred that have each rhythm."""

WEIGHTS: dict[str, float] = {
    "silent": 0.0, "brief": 2.0, "regular": 30.0, "fading": 16.0, "dormant": 10.0,
    "revived": 14.0, "burst": 14.0, "unanswered": 3.0, "unheard": 3.0,
}  # fmt: skip
"""How many messages a tie of each rhythm takes, relative to the others."""

_LATELY = timedelta(days=120)
_FORTNIGHT = timedelta(days=14)
_REGULAR_SPAN = timedelta(days=3 * 365)
_FADING_SPAN = timedelta(days=2 * 365)
_MINUTE = timedelta(minutes=1)


def moments(
    rng: random.Random, rhythm: str, start: datetime, end: datetime, count: int
) -> list[datetime]:
    """Return `count` sorted moments in [start, end), spread as the rhythm says."""
    if rhythm == "regular":
        start = max(start, end - _REGULAR_SPAN)
        return [start + (end - start) * ((k + rng.random()) / count) for k in range(count)]
    if rhythm == "burst":
        return _bursts(rng, start, end, count)
    if rhythm == "revived" and end - start > 3 * _LATELY:
        early = round(count * 0.6)
        again = [end - _LATELY * rng.random() for _ in range(count - early)]
        return sorted([*_spread(rng, start, end, early, 0.35), *again])
    if rhythm == "fading":
        # Even until half of the time, then thinning out to silence at nine tenths.
        start = max(start, end - _FADING_SPAN)
        shares = [0.9 * min(rng.random(), max(rng.random(), 0.5)) for _ in range(count)]
        return sorted(start + (end - start) * share for share in shares)
    until = {"dormant": 0.35, "brief": 0.03}.get(rhythm, 1.0)
    return _spread(rng, start, end, count, until)


def _spread(
    rng: random.Random, start: datetime, end: datetime, count: int, until: float
) -> list[datetime]:
    """Return sorted uniform moments in the first `until` of the time."""
    span = (end - start) * until
    return sorted(start + span * rng.random() for _ in range(count))


def _bursts(rng: random.Random, start: datetime, end: datetime, count: int) -> list[datetime]:
    """Return sorted moments in one or two fortnights."""
    room = max(end - start - _FORTNIGHT, timedelta())
    begins = [start + room * rng.random() for _ in range(1 + (count > 12))]
    length = min(_FORTNIGHT, end - start)
    return sorted(rng.choice(begins) + length * rng.random() for _ in range(count))


def settle(rng: random.Random, days: Sequence[datetime], end: datetime) -> list[datetime]:
    """Move sorted moments into waking hours, full minutes and strict order, all before `end`.

    No two are in the same minute, because older files tell the time by the minute.
    """
    settled: list[datetime] = []
    for day in days:
        minute = 7 * 60 + int(rng.random() * 14 * 60)
        moment = day.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
        if settled and moment <= settled[-1]:
            moment = settled[-1] + timedelta(minutes=2 + int(rng.random() * 90))
        settled.append(moment)
    late = settled[-1] - end if settled else timedelta()
    if late >= timedelta():
        settled = [moment - late - _MINUTE for moment in settled]
    return settled
