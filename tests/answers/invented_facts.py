"""A small invented circle for the tests of introductions: people told by hand, one line each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from netkit.answers.facts import Facts, Profile
from netkit.model.events import Acquaintance, EventId, Fact, Introduction, Need, Offer, Step
from netkit.model.history import Recorded, State
from netkit.model.people import Affiliation, Person, PersonId
from netkit.model.when import PartialDate
from netkit.ties.statistics import Contact, TieStats, tie_stats
from netkit.topics.terms import terms

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ME = PersonId("me")
#: So many people the circle is part of: those not told have nothing to do with any of it.
POPULATION = 500


def pid(name: str) -> PersonId:
    return PersonId(name.casefold())


def tie(*days_ago: float) -> TieStats:
    """My tie with somebody: a contact each of these days ago."""
    today = NOW.timestamp() // 86_400
    found = tie_stats([Contact(today - day, from_a=True) for day in days_ago])
    assert found is not None
    return found


@dataclass
class Circle:
    """Told step by step; `facts` is what netkit then knows."""

    profiles: dict[PersonId, Profile] = field(
        default_factory=lambda: {ME: Profile(Person(ME, "Me", owner=True))}
    )
    ties: dict[PersonId, TieStats] = field(default_factory=dict)
    known: list[Recorded[Acquaintance]] = field(default_factory=list)
    introductions: list[State[Introduction]] = field(default_factory=list)
    counts: dict[str, int] | None = None

    def person(
        self,
        name: str,
        *,
        needs: tuple[str, ...] = (),
        offers: tuple[str, ...] = (),
        skills: tuple[str, ...] = (),
        title: str = "",
        at: str = "",
        before: str = "",
        school: str = "",
        city: str = "",
        asked: str = "",
        seen: tuple[float, ...] = (),
    ) -> None:
        who = pid(name)
        jobs = [Affiliation(who, at or f"{name}'s own", title)] if title or at else []
        if before:
            jobs.append(Affiliation(who, before, end=PartialDate(2020)))
        if school:
            jobs.append(Affiliation(who, school, kind="school"))
        self.profiles[who] = Profile(
            Person(who, name, city=city),
            needs=tuple(
                State(EventId(f"{name} needs {text}"), Need(NOW, who, text)) for text in needs
            ),
            offers=tuple(
                State(EventId(f"{name} offers {text}"), Offer(NOW, who, text)) for text in offers
            ),
            affiliations=tuple(jobs),
            skills=skills,
            boundaries=(
                (Recorded(EventId(f"{name} asked"), Fact(NOW, who, "boundary", asked)),)
                if asked
                else ()
            ),
        )
        if seen:
            self.ties[who] = tie(*seen)

    def knows(self, a: str, b: str, weight: float) -> None:
        event = Acquaintance(NOW, pid(a), pid(b), "both in a thread", weight)
        self.known.append(Recorded(EventId(f"{a} knows {b}"), event))

    def introduced(self, a: str, b: str, step: str, days_ago: float, why: str = "") -> None:
        at = NOW - timedelta(days=days_ago)
        event = Introduction(at, ME, pid(a), pid(b), why)
        known = EventId(f"introduced {a} and {b}")
        self.introductions.append(State(known, event, (Step(at, known, step),)))

    def facts(self) -> Facts:
        found: dict[PersonId, list[Recorded[Acquaintance]]] = {}
        for one in self.known:
            for end in (one.event.a, one.event.b):
                found.setdefault(end, []).append(one)
        return Facts(
            owner=ME,
            as_of=NOW,
            profiles=self.profiles,
            ties=self.ties,
            acquaintances=found,
            introductions=self.introductions,
            population=POPULATION,
            term_counts=self.counts if self.counts is not None else self._counts(),
        )

    def _counts(self) -> dict[str, int]:
        holders: Counter[str] = Counter()
        for profile in self.profiles.values():
            texts = [state.event.text for state in profile.wishes]
            texts += [*profile.skills, *(one.title for one in profile.affiliations)]
            holders.update({term for text in texts for term in terms(text)})
        return dict(holders)

    def as_unknown(self, name: str) -> None:
        """Make somebody a hidden member."""
        profile = self.profiles[pid(name)]
        self.profiles[pid(name)] = replace(profile, person=replace(profile.person, unknown=True))
