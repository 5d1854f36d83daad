"""Sixty invented people of known rhythm, and what becomes of each tie: the truth to measure by.

Rhythms go from every second day to once a year, more or less regular; conversations may be bursts
of mails; many people use two channels. Ties end (silently, with messages of the owner's that nobody
answers, by a death that the owner writes down or never hears of, by a new job), fade slowly, sleep
and wake, or are new; somebody asks to be left in peace. The owner goes on holidays, in which nobody
hears of them, and has a few busy weeks.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

__all__ = ["DAYS", "Contact", "Life", "invent_lives"]

DAYS = 548  # eighteen months
_PERIODS = (2.0, 4.0, 7.0, 7.0, 14.0, 14.0, 21.0, 30.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 365.0)
_FATES = {
    "steady": 33, "silent": 5, "unanswered": 2, "dead": 3, "left": 4, "fade": 5, "sleep": 4,
    "peace": 1, "new": 5,
}  # fmt: skip
_STAYS = frozenset({"steady", "new"})
_CHANNELS = ("mail", "mail", "mail", "calendar", "chat", "log")
_SPREADS = (6.0, 9.0, 9.0, 25.0)  # of the gamma gaps: a coefficient of variation of .41 to .2
_SLOWER = 4.0  # times as slow as it was, at the end of a slow fade


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """One contact: its day, by which channel, and whether the owner reached out."""

    day: int
    channel: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Life:
    """One person and their tie with the owner.

    Attributes
    ----------
    period : days between conversations, as meant.
    fate : steady, silent, unanswered, dead, left, fade, sleep, peace or new.
    turn : the day of the last contact before it ended, slowed down or slept; `DAYS` otherwise.
    back : the day on which a sleeping tie wakes; `DAYS` otherwise.
    told : the day on which the owner writes down a death, or the wish for peace; `DAYS` otherwise.
    contacts : in the order of time.
    """

    name: str
    period: float
    fate: str
    turn: int
    back: int
    told: int
    contacts: tuple[Contact, ...]

    @property
    def days(self) -> list[int]:
        """The contact-days, ascending."""
        return sorted({contact.day for contact in self.contacts})

    def is_lost(self, day: int) -> bool:
        """Return True if the tie has ended or slowed down by then, and not woken."""
        return self.turn <= day < self.back

    def is_willing(self, day: int) -> bool:
        """Return True if somebody may be written to: alive, not at peace, not left waiting."""
        waiting = [contact.day for contact in self.contacts if self.turn < contact.day <= day]
        patience = 2 * self.period + 14
        stopped = self.fate == "unanswered" and len(waiting) >= 3 and day < waiting[-1] + patience
        return day < self.told and not stopped

    @property
    def due(self) -> float:
        """The day on which the contact that did not come was due."""
        return self.turn + self.period

    @property
    def has_rhythm(self) -> bool:
        """Whether four conversations and more came before the turn: enough to say anything of."""
        return (self.turn - self.contacts[0].day) / self.period >= 4


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
    if fate not in _STAYS:  # those that turn had the time for a rhythm
        period = rng.choice([value for value in _PERIODS if value <= 60])
    start = rng.randint(330, 420) if fate == "new" else rng.uniform(0, min(period, 60))
    turn = rng.randint(int(max(5 * period, 150)), 430) if fate not in _STAYS else DAYS
    back = turn + rng.uniform(4, 6) * period + 90
    days = _with_bursts(rng, _conversations(rng, fate, period, (start, float(turn), back)))
    seen = sorted(day for day in days if day < DAYS and day not in holidays)
    last = max((day for day in seen if day <= turn + 4), default=DAYS) if turn < DAYS else DAYS
    after = [day for day in seen if day > turn + 30] if fate == "sleep" else []
    channels = [rng.choice(_CHANNELS) for _ in range(rng.choice((1, 1, 2)))]
    contacts = [Contact(day, rng.choice(channels), rng.random() < 0.5) for day in seen]
    if fate == "unanswered":
        contacts += _unanswered(rng, last, period, holidays)
    told = last + rng.randint(3, 20) if fate == "peace" or (fate == "dead" and number % 3) else DAYS
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST)]}"
    woken = after[0] if after else DAYS
    return Life(name, period, fate, last, woken, min(told, DAYS), tuple(sorted(contacts)))


def _conversations(
    rng: random.Random, fate: str, period: float, when: tuple[float, float, float]
) -> list[int]:
    """Return the days on which a conversation begins."""
    day, turn, back = when
    spread = rng.choice(_SPREADS) if period < 365 else 400.0  # a birthday comes when it comes
    days: list[int] = []
    pace = 1.0
    while day < DAYS:
        if day > turn and fate not in {*_STAYS, "fade", "sleep"}:
            break
        if fate == "fade" and day > turn:
            pace = min(pace * 1.5, _SLOWER) if pace > 1 else 2.0
        if not (fate == "sleep" and turn < day < back):
            days.append(int(day))
        day += max(rng.gammavariate(spread, period * pace / spread), 1.0)
    return days


def _with_bursts(rng: random.Random, days: list[int]) -> set[int]:
    """Return the days of the conversations, which for some people go on for a few more."""
    talkative = rng.choice((0.0, 0.0, 0.0, 0.4, 1.0))
    longer = [day for day in days if rng.random() < talkative]
    return {*days} | {day + more for day in longer for more in range(1, rng.randint(2, 5))}


def _unanswered(rng: random.Random, last: int, period: float, holidays: set[int]) -> list[Contact]:
    """Return the mails that the owner writes after the last answer: two to four, then no more."""
    pause = max(min(period, 30.0), 5.0)
    days = [int(last + pause * place) for place in range(1, rng.randint(3, 5))]
    return [Contact(day, "mail", True) for day in days if day < DAYS and day not in holidays]


_FIRST = (
    "Ada", "Bela", "Cleo", "Dario", "Esra", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kira",
    "Luca", "Mara", "Nils", "Olga", "Pavel", "Quinn", "Rosa", "Sami", "Tara",
)  # fmt: skip
_LAST = ("Almeida", "Brandt", "Castell", "Duran")
