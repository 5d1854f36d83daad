"""One invented person's year of Mondays: lives of known fate, and what the owner does each week."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from netkit.cli.reporting import reporter

from benchmarks.quality.invented_lives import Life, invent_lives
from netkit.model.events import (
    Event,
    Fact,
    Favour,
    Interaction,
    Introduction,
    Milestone,
    Need,
    Offer,
    Promise,
    Step,
    event_id,
)
from netkit.model.people import Claim, Handle, PersonId
from netkit.model.when import PartialDate
from netkit.schedule.book import Book
from netkit.schedule.ledger import added
from netkit.schedule.run import Desk, run_all_due
from netkit.schedule.schedules import Order, Rule, Schedule, ToFolder
from netkit.store.values import Change
from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["FIRST_DAY", "START", "InventedYear", "Week"]

START = datetime(2025, 1, 6, 8, tzinfo=UTC)  # a Monday: day 0 of the lives
FIRST_DAY = 182  # the first report: half a year is known by then
_ME = Handle("email", "robin@owner.example")
_NEEDS = ("a patent lawyer", "a photographer", "a tax adviser", "a flat in Lisbon")


@dataclass(frozen=True)
class Week:
    """One Monday: the report as JSON and text, and the moment it was made."""

    number: int
    now: datetime
    report: dict[str, Any]
    text: str

    def section(self, name: str) -> dict[str, Any]:
        """Return a section of the front page; one without entries where it has none."""
        for part in self.report["front"]["sections"]:
            if part["name"] == name:
                found: dict[str, Any] = part
                return found
        return {"entries": [], "folded": []}


@dataclass
class InventedYear:
    """A network that grows week by week, with a schedule that reports on it.

    stale : the weeks in which nobody imports anything.
    """

    folder: Path
    seed: int
    stale: range
    lives: dict[str, Life] = field(default_factory=dict)
    wrote: list[tuple[str, datetime]] = field(default_factory=list)
    kept: list[tuple[str, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lives = {life.name: life for life in invent_lives(self.seed)}
        self.path = self.folder / "me.netkit"
        self._handles = {
            name: Handle("email", f"p{number}@example.org")
            for number, name in enumerate(self.lives)
        }
        self._chance = random.Random(self.seed)
        self._promises: list[tuple[str, Promise]] = []
        self._late: list[Event] = []

    def pid(self, name: str) -> PersonId:
        """Return somebody's id."""
        return self._handles[name].person_id

    def weeks(self, count: int) -> Iterator[Week]:
        """Live so many weeks, and yield the report of each Monday."""
        self._begin()
        order = Order(str(self.path), ToFolder(self.folder / "out"), ("json", "txt"))
        first = START + timedelta(days=FIRST_DAY)
        schedule = Schedule(
            "weekly", Rule.WEEKLY, "UTC", first - timedelta(days=1), on=(0,), order=order
        )
        book = Book(self.folder / "schedule")
        book.change(lambda ledger: added(ledger, schedule))
        desk = Desk(book, reporter())
        for number in range(count):
            now = first + timedelta(days=7 * number)
            self._live(number, now)
            run_all_due(desk, now)
            latest = self.folder / "out" / "weekly-latest"
            report = json.loads(latest.with_suffix(".json").read_bytes())
            week = Week(number, now, report, latest.with_suffix(".txt").read_text("utf-8"))
            self._heed(week)
            yield week

    def _begin(self) -> None:
        """Record everybody, what they need and offer, their birthdays, and the first half year."""
        chance = self._chance
        names = list(self.lives)
        me = _ME.person_id
        events: list[Event] = [
            Need(START, self.pid(names[n]), _NEEDS[n % len(_NEEDS)], "typed") for n in range(8)
        ]
        events += [
            Offer(START, self.pid(names[20 + n]), _NEEDS[n % len(_NEEDS)], "typed")
            for n in range(4)
        ]
        events += [
            Milestone(START, self.pid(name), "birthday",
                      PartialDate(None, chance.randint(1, 12), chance.randint(1, 28)))
            for name in names[::4]
        ]  # fmt: skip
        events += [
            Favour(START + timedelta(days=40 * n), self.pid(names[3 * n]), me, "advice", "", 3)
            for n in range(8)
        ]
        past: list[Event] = [event for day in range(FIRST_DAY - 7) for event in self._contacts(day)]
        past += [event for day in range(0, FIRST_DAY, 7) for event in self._told(day)]
        handles = [_ME, *self._handles.values()]
        with open_workspace(self.path, now=START) as space:
            space.store.append(
                Change(
                    "begin",
                    START,
                    handles=[(handle, handle.person_id) for handle in handles],
                    owners=[me],
                    claims=[
                        Claim(me, "name", "Robin Owner", START),
                        *(Claim(self.pid(name), "name", name, START) for name in names),
                    ],
                    events=[*events, *past],
                )
            )

    def _contacts(self, day: int) -> Iterator[Interaction]:
        at = START + timedelta(days=day, hours=-1)
        for name, life in self.lives.items():
            for contact in life.contacts:
                if contact.day == day:
                    pair = (_ME.person_id, self.pid(name))
                    sender, receiver = pair if contact.mine else pair[::-1]
                    mark = f"{name}{day}{contact.mine}"
                    yield Interaction(at, "email", sender, (receiver,), text="Hello.", mark=mark)

    def _live(self, number: int, now: datetime) -> None:
        """Record the week before a Monday, unless nobody imports anything just then."""
        day = FIRST_DAY + 7 * number
        events: list[Event] = [e for d in range(day - 7, day) for e in self._contacts(d)]
        events += self._told(day)
        if number % 6 == 1:
            events += self._promise(now)
        if number % 9 == 4:
            events += self._introduction(now)
        if number in self.stale:
            self._late += events
            return
        with open_workspace(self.path, now=now) as space:
            space.store.append(
                Change(f"week {number}", now - timedelta(hours=2), events=[*self._late, *events])
            )
        self._late = []

    def _told(self, day: int) -> Iterator[Event]:
        """Yield what the owner writes down of those who died or asked to be left in peace."""
        for name, life in self.lives.items():
            if day - 7 <= life.told < day:
                at = START + timedelta(days=life.told)
                text = "died" if life.fate == "dead" else "no contact, please"
                yield Fact(at, self.pid(name), "boundary", f"no contact, please ({text})", "typed")

    def _promise(self, now: datetime) -> Iterator[Event]:
        alive = [name for name, life in self.lives.items() if life.fate == "steady"]
        name = self._chance.choice(alive)
        due = (now + timedelta(days=10)).date()
        promise = Promise(
            now - timedelta(days=2), _ME.person_id, self.pid(name), f"the paper for {name}",
            PartialDate(due.year, due.month, due.day),
        )  # fmt: skip
        self._promises.append((name, promise))
        yield promise

    def _introduction(self, now: datetime) -> Iterator[Event]:
        alive = [name for name, life in self.lives.items() if life.fate == "steady"]
        a, b = self._chance.sample(alive, 2)
        introduction = Introduction(
            now - timedelta(days=3), _ME.person_id, self.pid(a), self.pid(b)
        )
        yield introduction
        yield Step(now - timedelta(days=2), event_id(introduction), "made")

    def _heed(self, week: Week) -> None:
        """Do some of what a report proposes: keep a promise, write to somebody, two days later."""
        at = week.now + timedelta(days=2)
        events: list[Event] = []
        for act in week.report["acts"]:
            name = act["person"]["name"]
            if act["kind"] == "promise":
                [promise] = [p for who, p in self._promises if who == name][-1:]
                events.append(Step(at, event_id(promise), "kept"))
                self.kept.append((name, at))
            elif act["kind"] == "fading" and week.number % 3 == 0:
                events.append(
                    Interaction(at, "email", _ME.person_id, (self.pid(name),), text="How are you?")
                )
                self.wrote.append((name, at))
        if events:
            with open_workspace(self.path, now=at) as space:
                space.store.append(Change(f"heeded {week.number}", at, events=events))

    def left_in_peace(self, on: datetime) -> set[str]:
        """Return those of whom the owner has written down that they are to be left in peace."""
        day = (on - START).days
        return {name for name, life in self.lives.items() if life.told < day - 7}
