"""An invented network of any size: companies, needs, offers, who knows whom, letters to several."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from netkit.model.events import Acquaintance, Event, Favour, Interaction, Introduction, Need, Offer
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.store.event_spool import Spool
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NOW", "Invented"]

NOW = datetime(2026, 11, 20, tzinfo=UTC)
TITLES = (
    "Patent lawyer", "Embedded engineer", "Designer", "Nurse", "Teacher", "Founder", "Data analyst",
    "Sales manager", "Architect", "Translator", "Accountant", "Journalist",
)  # fmt: skip
TOPICS = ("Python", "contracts", "grant writing", "Kubernetes", "bookkeeping", "pottery", "solar")
COMPANY = 60  # people in each
MINUTES = 3_000_000  # almost six years


@dataclass
class Invented:
    """One owner and `people` in all; contacts by rank, so that a few get most of them.

    One contact in twelve goes to several people of one company. One person in ten needs or offers
    something, three in ten are known to know somebody, mostly at the same company.

    part : contacts in each change
    """

    people: int
    contacts: int
    part: int
    ids: list[PersonId] = field(init=False)

    def __post_init__(self) -> None:
        self.handles = [Handle("linkedin", f"person-{number}") for number in range(self.people)]
        self.ids = [handle.person_id for handle in self.handles]

    @property
    def owner(self) -> PersonId:
        """Whose network it is."""
        return self.ids[0]

    @property
    def asked(self) -> PersonId:
        """Somebody of middling rank, who needs something."""
        return self.ids[self.people // 10 // 20 * 20 + 1]

    @property
    def known(self) -> PersonId:
        """Somebody whom others know and the owner hardly."""
        return self.ids[-1]

    def changes(self) -> Iterator[Change]:
        """Yield the network a part at a time, the same at every call; the first has the people.

        Its events are put aside, as importers do while they read.
        """
        chance = random.Random(1)
        ranks = [0.0]
        for rank in range(self.people - 1):
            ranks.append(ranks[-1] + 1 / (rank + 20))
        for start in range(0, self.contacts, self.part):
            count = min(self.part, self.contacts - start)
            others = chance.choices(range(1, self.people), cum_weights=ranks[1:], k=count)
            events = Spool(
                self._contact(chance, other, start + number) for number, other in enumerate(others)
            )
            yield self._first(chance, events) if start == 0 else Change("mail", NOW, events=events)

    def _contact(self, chance: random.Random, other: int, number: int) -> Interaction:
        at = NOW - timedelta(minutes=chance.randrange(MINUTES))
        mine = chance.random() < 0.5
        if number % 12 == 0:
            first = other // COMPANY * COMPANY
            several = {self.ids[min(self.people - 1, max(1, first + n))] for n in (3, 11, 29)}
            return Interaction(at, "email", self.owner, tuple(sorted(several)), mark=str(number))
        pair = (self.owner, self.ids[other]) if mine else (self.ids[other], self.owner)
        return Interaction(at, "message", pair[0], (pair[1],), mark=str(number))

    def _first(self, chance: random.Random, events: Spool) -> Change:
        jobs = [
            Affiliation(pid, f"Company {n // COMPANY}", chance.choice(TITLES), seen_at=NOW)
            for n, pid in enumerate(self.ids)
        ]
        for event in self._said(chance):
            events.add(event)
        return Change(
            "people",
            NOW,
            handles=[(handle, handle.person_id) for handle in self.handles],
            owners=[self.owner],
            claims=[
                Claim(pid, "name", f"Name{n % 4099} Sur{n % 997}", NOW)
                for n, pid in enumerate(self.ids)
            ],
            affiliations=jobs,
            events=events,
        )

    def _said(self, chance: random.Random) -> Iterator[Event]:
        """Yield needs, offers, acquaintances, favours and introductions."""
        for number in range(1, self.people):
            pid, near = self.ids[number], number // COMPANY * COMPANY
            if number % 20 == 1:
                yield Need(NOW, pid, f"a {chance.choice(TITLES)} for {chance.choice(TOPICS)}")
            elif number % 20 == 11:
                yield Offer(NOW, pid, chance.choice(TOPICS))
            if number % 10 in {2, 5, 9} or number == self.people - 1:
                most = min(self.people - 1, near + COMPANY)
                other = self.ids[chance.randrange(max(1, near), most)]
                if other != pid:
                    yield Acquaintance(NOW, pid, other, "a thread", 0.5)
            if number % 100 == 3:
                yield Favour(NOW, self.owner, pid, "advice", "read a draft", value=2)
            if number % 500 == 7:
                yield Introduction(NOW, self.owner, pid, self.ids[number - 1], "both sail")
