"""A second kind of sixty invented people, by other rules than `invented_lives`.

Rhythms that a calendar makes, from nearly daily over fortnightly and quarterly to once a year: each
contact lies a little off a fixed grid, so that a late one is followed by a short gap. Ties end,
slow down at once to a third or a quarter, sleep, or move to another channel and go on. The owner
takes one long leave.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.quality.invented_lives import DAYS, Contact, Life

__all__ = ["invent_other_lives"]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of rhythm: days between contacts, and how far a day may lie off, as a share."""

    period: float
    off: float
    many: int


_KINDS = (
    _Kind(1.4, 0.5, 4), _Kind(7.0, 0.15, 10), _Kind(14.0, 0.2, 12), _Kind(30.4, 0.25, 10),
    _Kind(60.9, 0.3, 8), _Kind(91.3, 0.15, 8), _Kind(182.6, 0.2, 4), _Kind(365.2, 0.03, 4),
)  # fmt: skip
_FATES = ("silent", "dead", "slower", "moved", "sleep")
_CHANNELS = ("mail", "calendar", "chat", "log")
_LEAVE = range(300, 335)  # five weeks in which nobody hears of the owner


def invent_other_lives(seed: int) -> list[Life]:
    """Return the lives of one seed."""
    rng = random.Random(f"other {seed}")
    kinds = [kind for kind in _KINDS for _ in range(kind.many)]
    return [_life(rng, number, kind) for number, kind in enumerate(kinds)]


def _life(rng: random.Random, number: int, kind: _Kind) -> Life:
    turns = kind.period <= 61 and number % 3 == 0
    fate = rng.choice(_FATES) if turns else "steady"
    turn = rng.randint(int(max(6 * kind.period, 160)), 400) if turns else DAYS
    back = turn + 6 * kind.period + 90
    days = [day for day in _days(rng, kind, fate, turn, back) if day not in _LEAVE]
    last = max((day for day in days if day <= turn), default=DAYS) if turns else DAYS
    channels = [rng.choice(_CHANNELS), rng.choice(_CHANNELS)]
    contacts = tuple(
        Contact(day, channels[fate == "moved" and day > turn], rng.random() < 0.5) for day in days
    )
    told = last + rng.randint(2, 15) if fate == "dead" else DAYS
    after = [day for day in days if day >= back] if fate == "sleep" else []
    truth = {"slower": "fade", "moved": "steady"}.get(fate, fate)
    ends = DAYS if truth == "steady" else last
    woken = after[0] if after else DAYS
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST)]}"
    return Life(name, kind.period, truth, ends, woken, min(told, DAYS), contacts)


def _days(rng: random.Random, kind: _Kind, fate: str, turn: int, back: float) -> list[int]:
    """Return the contact-days: on a grid, each a little off it; none after an end."""
    pace = rng.choice((3.0, 4.0)) if fate == "slower" else 1.0
    day, days = rng.uniform(0, min(kind.period, 60)), []
    while day < DAYS:
        off = rng.uniform(-kind.off, kind.off) * kind.period
        at = int(max(day + off, 0))
        gone = at > turn and (fate in {"silent", "dead"} or (fate == "sleep" and at < back))
        if not gone and at < DAYS:
            days.append(at)
        day += kind.period * (pace if day > turn else 1.0)
    return sorted({*days})


_FIRST = (
    "Alba", "Bruno", "Carla", "Dmitri", "Elif", "Franz", "Gwen", "Hana", "Ivo", "Jytte", "Kamal",
    "Leni", "Milan", "Nuria", "Otis", "Paula", "Rafiq", "Signe", "Timo", "Vera",
)  # fmt: skip
_LAST = ("Arendt", "Bellamy", "Corvino", "Dietz")
