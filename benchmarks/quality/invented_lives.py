"""Sixty invented people of known rhythm, and what becomes of each tie: the truth to measure by.

Rhythms go from every second day to once a year; some ties come in bursts of mails. Ties end (a
ghost, a death, somebody who left), fade slowly, sleep and wake, or are new. The owner goes on
holidays, in which nobody hears of them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

__all__ = ["DAYS", "Life", "invent_lives"]

DAYS = 548  # eighteen months
_PERIODS = (2.0, 4.0, 7.0, 7.0, 14.0, 14.0, 21.0, 30.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 365.0)
_FATES = {"steady": 34, "ghost": 6, "dead": 3, "left": 5, "fade": 5, "sleep": 4, "new": 5}
_CHANNELS = ("mail", "mail", "calendar", "chat", "log")
_SPREAD = 9.0  # of the gamma gaps: a coefficient of variation of a third
_SLOWER = 4.0  # times as slow as it was, at the end of a slow fade


@dataclass(frozen=True, slots=True)
class Life:
    """One person and their tie with the owner.

    Attributes
    ----------
    period : days between conversations, as meant.
    fate : steady, ghost, dead, left, fade, sleep or new.
    turn : the day of the last contact before it ended, slowed down or slept; `DAYS` otherwise.
    back : the day on which a sleeping tie wakes; `DAYS` otherwise.
    days : contact-days.
    """

    name: str
    channel: str
    period: float
    fate: str
    turn: int
    back: int
    days: tuple[int, ...]

    def is_lost(self, day: int) -> bool:
        """Whether the tie has ended or slowed down by then, and not woken."""
        return self.turn <= day < self.back

    @property
    def due(self) -> float:
        """The day on which the contact that did not come was due."""
        return self.turn + self.period

    @property
    def has_rhythm(self) -> bool:
        """Whether four conversations and more came before the turn: enough to say anything of."""
        return (self.turn - self.days[0]) / self.period >= 4


def invent_lives(seed: int) -> list[Life]:
    """Return the lives of one seed."""
    rng = random.Random(seed)
    holidays = _holidays(rng)
    fates = [fate for fate, many in _FATES.items() for _ in range(many)]
    return [_life(rng, number, fate, holidays) for number, fate in enumerate(fates)]


def _holidays(rng: random.Random) -> set[int]:
    starts = (rng.randint(60, 140), rng.randint(240, 330), rng.randint(420, 490))
    return {day for start in starts for day in range(start, start + rng.randint(9, 21))}


def _life(rng: random.Random, number: int, fate: str, holidays: set[int]) -> Life:
    period = rng.choice(_PERIODS)
    if fate not in {"steady", "new"}:  # those that turn had the time for a rhythm
        period = rng.choice([value for value in _PERIODS if value <= 60])
    start = rng.randint(330, 420) if fate == "new" else rng.uniform(0, min(period, 60))
    turn = rng.randint(int(max(5 * period, 150)), 430) if fate not in {"steady", "new"} else DAYS
    pause = rng.uniform(4, 6) * period + 90
    days = _contact_days(rng, fate, period, (start, float(turn), turn + pause))
    burst = rng.random() < 0.2
    if burst:
        days |= {day + extra for day in days for extra in range(1, rng.randint(2, 4))}
    kept = tuple(sorted(day for day in days if day < DAYS and day not in holidays))
    before = [day for day in kept if day <= turn + 3]  # with the rest of a burst
    last = before[-1] if before and turn < DAYS else DAYS
    after = [day for day in kept if day > turn + 30] if fate == "sleep" else []
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST)]}"
    channel = rng.choice(_CHANNELS)
    return Life(name, channel, period, fate, last, after[0] if after else DAYS, kept)


def _contact_days(
    rng: random.Random, fate: str, period: float, when: tuple[float, float, float]
) -> set[int]:
    day, turn, back = when
    days: set[int] = set()
    pace = 1.0
    while day < DAYS:
        if day > turn and fate in {"ghost", "dead", "left"}:
            break
        if fate == "fade" and day > turn:
            pace = min(pace * 1.5, _SLOWER) if pace > 1 else 2.0
        if not (fate == "sleep" and turn < day < back):
            days.add(int(day))
        day += max(rng.gammavariate(_SPREAD, period * pace / _SPREAD), 1.0)
    return days


_FIRST = (
    "Ada", "Bela", "Cleo", "Dario", "Esra", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kira",
    "Luca", "Mara", "Nils", "Olga", "Pavel", "Quinn", "Rosa", "Sami", "Tara",
)  # fmt: skip
_LAST = ("Almeida", "Brandt", "Castell", "Duran")
