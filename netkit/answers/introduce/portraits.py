"""Portraits: the traits of people that an introduction weighs, read once for each of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from netkit.answers.acquaintance import Acquaintances
from netkit.answers.boundaries import Boundaries, boundaries
from netkit.answers.introduce.matching import Given, Wanted, given_by, needs_of
from netkit.model.frozen import dataclass
from netkit.model.names import words
from netkit.model.organizations import organization_key
from netkit.topics.terms import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netkit.answers.acquaintance import Acquaintanceship
    from netkit.answers.facts import Facts, Profile
    from netkit.model.people import Affiliation, Person, PersonId

__all__ = ["Portrait", "Portraits", "topics_of"]


@dataclass(frozen=True, slots=True)
class Portrait:
    """One person, read.

    Attributes
    ----------
    needs, given : what they look for, and what they have to give.
    topics : each term of their work and interests: how much it says there, and the texts.
    schools, former, current : organizations by key, each as it is written.
    said : what they asked not to happen.
    """

    person: Person
    needs: tuple[Wanted, ...]
    given: tuple[Given, ...]
    topics: Mapping[str, tuple[float, tuple[str, ...]]]
    schools: Mapping[str, str]
    former: Mapping[str, str]
    current: Mapping[str, str]
    city: tuple[str, ...]
    circles: tuple[str, ...]
    said: Boundaries


class Portraits:
    """The portraits of the people in `facts`, and who of them knows whom."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._drawn: dict[PersonId, Portrait] = {}
        self.acquaintances = Acquaintances(facts)
        self._reach: dict[PersonId, float] = {}

    def of(self, person: PersonId) -> Portrait:
        """Return the portrait of somebody in these facts."""
        if person not in self._drawn:
            self._drawn[person] = _drawn(self.facts, self.facts.profiles[person])
        return self._drawn[person]

    def acquaintances_of(self, person: PersonId) -> Mapping[PersonId, Acquaintanceship]:
        """Return the people `person` knows, as far as there is evidence of the two."""
        return self.acquaintances.of(person)

    def reach(self, person: PersonId) -> float:
        """Return the expected number of people `person` knows: a sum of probabilities."""
        if person not in self._reach:
            ties = self.acquaintances_of(person).values()
            self._reach[person] = math.fsum(tie.probability for tie in ties)
        return self._reach[person]

    def name(self, person: PersonId) -> str | None:
        """Return the name of somebody, if these facts hold them."""
        profile = self.facts.profiles.get(person)
        return None if profile is None else profile.person.name


def _drawn(facts: Facts, profile: Profile) -> Portrait:
    jobs = [job for job in profile.affiliations if job.kind == "work"]
    return Portrait(
        profile.person,
        tuple(needs_of(profile.needs, facts.term_counts, facts.population)),
        tuple(given_by(profile)),
        topics_of(profile),
        _places(job for job in profile.affiliations if job.kind == "school"),
        _places(job for job in jobs if job.end is not None),
        _places(job for job in jobs if job.end is None),
        words(profile.person.city),
        profile.circles,
        boundaries(profile.boundaries) if profile.boundaries else Boundaries(),
    )


def topics_of(profile: Profile) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Return the terms of somebody's work and interests: how much each says, and the texts."""
    texts = (
        *profile.skills,
        *(fact.event.text for fact in profile.interests),
        *(job.title for job in profile.affiliations if job.kind == "work" and job.end is None),
    )
    topics: dict[str, tuple[float, tuple[str, ...]]] = {}
    for text in dict.fromkeys(texts):
        for term, weight in reading(text).terms.items():
            before, others = topics.get(term, (0.0, ()))
            topics[term] = (max(before, weight), (*others, text))
    return topics


def _places(affiliations: Iterable[Affiliation]) -> dict[str, str]:
    places = {organization_key(job.organization): job.organization for job in affiliations}
    places.pop("", None)
    return places
