"""The outlook of a tie: steady, fading, weakening or growing; the one place that decides.

- *fading*: out of the ordinary silence, longer than 1.9 times what is usual, on the owner's
  clock (`netkit.ties.owner_clock`), and a fortnight at least;
- *weakening* (slowing down): not silent for long, but a typical day of the latest stretch, worth
  five usual gaps, lies in a longer gap than 80 % of the days before did, 1.6 times as long;
- *growing*: the same the other way round;
- *steady* otherwise, and *too few to say* below three gaps that share the time, a fortnight at
  least.

A wish of the owner's takes the place of what was learnt. Every threshold stands here and nowhere
else: stores get them as parameters, to leave out ties early, and never decide. The rules take
floats or arrays; `outlook` judges one tie, `netkit.ties.outlook_columns` a whole network.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from netkit.model.frozen import dataclass, replace
from netkit.ties.elementwise import at_least
from netkit.ties.owner_clock import PLAIN_CLOCK, Clock
from netkit.ties.rhythm import (
    WINDOW_DAYS,
    GapShare,
    Rhythm,
    evenness,
    gap_shares,
    measure_rhythm,
    rhythm_words,
    weighted_quantile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

__all__ = [
    "LEAST_CONTACT_DAYS",
    "LEAST_EVENNESS",
    "LEAST_GAPS",
    "LEAST_SILENCE_DAYS",
    "LEAST_SPAN_DAYS",
    "STRETCH_GAPS",
    "TIMES_USUAL",
    "TOO_FEW",
    "TRENDS",
    "Outlook",
    "Trend",
    "ended_silence",
    "has_rhythm",
    "is_dormant",
    "is_growing",
    "is_out_of_ordinary",
    "is_slowing",
    "may_fade",
    "outlook",
    "silence_limit",
    "stretch_days",
]

Trend = Literal["steady", "fading", "weakening", "growing", "too few"]
TRENDS: tuple[Trend, ...] = ("steady", "fading", "weakening", "growing", "too few")

LEAST_GAPS = 3  # fewer say nothing of what is usual
LEAST_EVENNESS = 2.5  # effective gaps, (Σ g)² / Σ g²: one long pause is no rhythm
LEAST_SPAN_DAYS = 14.0  # from first to last: mails of a few days are one conversation
LEAST_SILENCE_DAYS = 14.0  # a shorter silence is never out of the ordinary
TIMES_USUAL = 1.9  # a longer silence is out of the ordinary; docs/science.md says why not 2
SURE_LIMITS = 1.35  # limits of silence from which it is news, and an act: fewer are wrong
STRETCH_GAPS = 5.0  # usual gaps: the latest stretch, in which a tie slows down or grows
LEAST_STRETCH_DAYS = 28.0  # a quiet week of a daily tie is no slowing down
LONGER_THAN = 0.8  # of the days before, the days of a tie that slows down lie in longer gaps
TIMES_LONGER = 1.6  # and in gaps so many times as long

DORMANT_DAYS = 365.0  # a tie silent for so long sleeps: a hello wakes it (Levin et al. 2011)
DORMANT_CONTACT_DAYS = 3  # fewer were no tie that could be woken

#: A tie of fewer contact-days never fades, unless the owner wished: what a store may leave out.
LEAST_CONTACT_DAYS = LEAST_GAPS + 1

TOO_FEW = "too few to say"

Real: TypeAlias = Any  # a float, or a numpy array of floats
Flag: TypeAlias = Any  # a bool, or a numpy array of bools


@dataclass(frozen=True, slots=True)
class Outlook:
    """The outlook of one tie.

    Attributes
    ----------
    trend : one of `TRENDS`.
    rhythm : how often there is contact; None when there is too little to say.
    silent_days : days since the last contact.
    counted_days : the same on the owner's clock.
    limit_days : the silence on that clock from which it is out of the ordinary; 0 without rhythm.
    """

    trend: Trend
    rhythm: Rhythm | None
    silent_days: float
    counted_days: float
    limit_days: float

    @property
    def words(self) -> str:
        """The rhythm in words, or that there is too little to say."""
        return TOO_FEW if self.rhythm is None else rhythm_words(self.rhythm)

    @property
    def overdue(self) -> float:
        """The silence in limits: above 1 it is out of the ordinary; 0 without rhythm."""
        return self.counted_days / self.limit_days if self.limit_days else 0.0

    @property
    def fell_silent(self) -> bool:
        """Return True if a fading tie is silent for long enough to be news, and to be acted on.

        A list that is wrong today is right again tomorrow, news are not: so they wait a little.
        """
        sure = 1.0 if self.rhythm is not None and self.rhythm.wish else SURE_LIMITS
        return self.trend == "fading" and self.overdue >= sure


def has_rhythm(gap_count: Real, evenness: Real, span_days: Real, unit_days: float = 1.0) -> Flag:
    """Return True if gaps are enough, and share the time evenly enough, to call any of them usual.

    span_days : the days that lie in them.
    unit_days : the unit of contact, where it is shorter than a day (an hour of a short log).

    >>> has_rhythm(3, 2.9, 90), has_rhythm(2, 2.0, 60), has_rhythm(20, 1.1, 400)
    (True, False, False)
    >>> has_rhythm(4, 4.0, 4)  # five days of mails on end
    False
    """
    return (
        (gap_count >= LEAST_GAPS)
        & (evenness >= LEAST_EVENNESS)
        & (span_days >= LEAST_SPAN_DAYS * unit_days)
    )


def silence_limit(usual_days: Real) -> Real:
    """Return the silence, in days of the owner's clock, above which it is out of the ordinary.

    >>> silence_limit(30.0), silence_limit(2.0)
    (57.0, 14.0)
    """
    return at_least(TIMES_USUAL * usual_days, LEAST_SILENCE_DAYS)


def stretch_days(usual_days: Real) -> Real:
    """Return the length of the latest stretch, in which a tie may slow down or grow.

    >>> stretch_days(30.0), stretch_days(1.0)
    (150.0, 28.0)
    """
    return at_least(STRETCH_GAPS * usual_days, LEAST_STRETCH_DAYS)


def is_out_of_ordinary(counted_days: Real, limit_days: Real) -> Flag:
    """Return True if a silence, in days of the owner's clock, passes its limit.

    >>> is_out_of_ordinary(58.0, silence_limit(30.0)), is_out_of_ordinary(57.0, 57.0)
    (True, False)
    """
    return counted_days > limit_days


def is_dormant(contact_days: Real, silent_days: Real) -> Flag:
    """Return True if a tie sleeps, and is worth a hello: `netkit reconnect` lists such ties.

    >>> is_dormant(3, 365), is_dormant(2, 900), is_dormant(40, 300)
    (True, False, False)
    """
    return (contact_days >= DORMANT_CONTACT_DAYS) & (silent_days >= DORMANT_DAYS)


def is_slowing(latest: Real, before: Real, shorter: Real) -> Flag:
    """Return True if the latest stretch of a tie is slower than the time before.

    Parameters
    ----------
    latest, before : the gap in which a typical day lies, in the stretch and before it.
    shorter : share of the days before that lie in gaps shorter than `latest`, 0 to 1.

    >>> is_slowing(60.0, 30.0, 0.95), is_slowing(40.0, 30.0, 0.95), is_slowing(60.0, 30.0, 0.5)
    (True, False, False)
    """
    return (shorter >= LONGER_THAN) & (latest >= TIMES_LONGER * before)


def is_growing(latest: Real, before: Real, longer: Real) -> Flag:
    """Return True if the latest stretch of a tie is livelier than the time before.

    longer : share of the days before that lie in gaps longer than `latest`, 0 to 1.

    >>> is_growing(15.0, 30.0, 0.95), is_growing(25.0, 30.0, 0.95)
    (True, False)
    """
    return (longer >= LONGER_THAN) & (before >= TIMES_LONGER * latest)


def may_fade(days: Sequence[float], now: float) -> bool:
    """Return False where a tie that has a rhythm is surely not fading, at a glance.

    The usual gap is the one in which a typical day lies: where more than half of the days lie in
    gaps too long for this silence to be out of the ordinary, the usual gap is too long as well;
    and the owner's clock never runs faster than the calendar.

    Parameters
    ----------
    days : its contact-days, ascending, each once.

    >>> may_fade(range(0, 361, 30), 374), may_fade(range(0, 361, 30), 450)
    (False, True)
    """
    if days and days[-1] > now:  # seen under a clock that was set back
        return True
    if len(days) < 2 or now - days[-1] <= LEAST_SILENCE_DAYS:
        return False
    longest, start = (now - days[-1]) / TIMES_USUAL, days[-1] - WINDOW_DAYS
    all_days = short_days = 0.0
    for day, later in pairwise(days):
        share = later - max(day, start)
        if share > 0:
            all_days += share
            short_days += share if later - day <= longest else 0.0
    return short_days >= 0.5 * all_days * (1 - 1e-9)


def outlook(
    days: Iterable[float],
    now: float,
    clock: Clock = PLAIN_CLOCK,
    wish: Rhythm | None = None,
    *,
    pace: bool = True,
) -> Outlook:
    """Return the outlook of one tie.

    Parameters
    ----------
    days : its contact-days, in any order; those after `now` are not seen.
    clock : the owner's.
    wish : how often the owner wishes to be in touch, in place of what was usual.
    pace : tell weakening and growing from steady; whoever asks about fading alone can spare it.

    A monthly tie, a fortnight after its last contact and three months after it:

    >>> monthly = range(0, 361, 30)
    >>> outlook(monthly, 374).trend, outlook(monthly, 450).trend, outlook([0, 30], 450).trend
    ('steady', 'fading', 'too few')
    """
    seen = sorted({day for day in days if day <= now})
    if not seen:
        return Outlook("too few", wish, math.inf, math.inf, 0.0)
    silent, counted = now - seen[-1], clock.reading(now) - clock.reading(seen[-1])
    if wish is None and len(seen) < LEAST_CONTACT_DAYS:  # most ties: nothing to measure
        return Outlook("too few", None, silent, counted, 0.0)
    learnt = measure_rhythm(seen)
    rhythmic = has_rhythm(learnt.gap_count, learnt.evenness, learnt.span_days)
    if wish is None and not rhythmic:
        return Outlook("too few", None, silent, counted, 0.0)
    rhythm, limit = learnt, silence_limit(learnt.usual_days)
    if wish is not None:
        rhythm, limit = replace(wish, gap_count=learnt.gap_count), wish.longest_days
    if is_out_of_ordinary(counted, limit):
        trend: Trend = "fading"
    else:
        readings = [clock.reading(day) for day in (*seen, now)]
        trend = _pace_trend(readings, learnt.usual_days) if rhythmic and pace else "steady"
    return Outlook(trend, rhythm, silent, counted, limit)


def ended_silence(
    days: Iterable[float],
    now: float,
    clock: Clock = PLAIN_CLOCK,
    wish: Rhythm | None = None,
) -> int | None:
    """Return the days of the silence, out of the ordinary, that the last contact ended.

    None where the tie was not fading before its last contact.

    Parameters
    ----------
    days, now, clock, wish : as of `outlook`.

    >>> monthly = [*range(0, 361, 30), 500]
    >>> ended_silence(monthly, 510), ended_silence(monthly[:-1], 370)
    (140, None)
    """
    seen = sorted({day for day in days if day <= now})
    if len(seen) < 2:
        return None
    before = outlook(seen[:-1], seen[-1], clock, wish, pace=False)
    return int(seen[-1] - seen[-2]) if before.trend == "fading" else None


def _pace_trend(readings: Sequence[float], usual: float) -> Trend:
    """Return whether a tie slows down, grows or neither.

    Parameters
    ----------
    readings : of the owner's clock on its days, ascending, and now: the silence so far is a gap.
    """
    contacts, now = readings[:-1], readings[-1]
    border = now - stretch_days(usual)
    earlier = gap_shares(contacts, contacts[-1] - WINDOW_DAYS, border)
    span = math.fsum(share.days for share in earlier)
    if not has_rhythm(len(earlier), evenness(earlier), span):
        return "steady"
    latest = weighted_quantile(gap_shares(readings, border, now), 0.5)
    before = weighted_quantile(earlier, 0.5)
    if is_slowing(latest, before, _days_share(earlier, lambda gap: gap < latest)):
        return "weakening"
    grows = is_growing(latest, before, _days_share(earlier, lambda gap: gap > latest))
    return "growing" if grows else "steady"


def _days_share(shares: Collection[GapShare], where: Callable[[float], bool]) -> float:
    """Return the share of the days that lie in gaps of a kind."""
    total = math.fsum(share.days for share in shares)
    return math.fsum(share.days for share in shares if where(share.gap)) / total
