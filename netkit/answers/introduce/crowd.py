"""Everybody seen from afar: who gives what, whose work is what, who was where.

Enough to find which two of a whole network might meet; what they are like is read of those alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.model.organizations import organization_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.answers.facts import Profile
    from netkit.model.events import Need, Offer
    from netkit.model.history import State
    from netkit.model.people import Affiliation, PersonId

__all__ = ["Crowd", "crowd_of"]


class Crowd:
    """The texts of a crowd, each once with the people who say it.

    Parameters
    ----------
    people : who is looked at; what others say is passed over.

    Attributes
    ----------
    given : who gives what a text says: an offer, a skill, a title.
    topics : whose work or interest a text names.
    places : who was at a school or a former employer, by kind and key.
    needs : who looks for something that is still open.
    """

    def __init__(self, people: Iterable[PersonId]) -> None:
        self._people = {pid: pid for pid in people}  # one string for each, however often it is read
        self.given: dict[str, set[PersonId]] = defaultdict(set)
        self.topics: dict[str, set[PersonId]] = defaultdict(set)
        self.places: dict[tuple[str, str], set[PersonId]] = defaultdict(set)
        self.needs: dict[PersonId, tuple[State[Need], ...]] = {}

    def __contains__(self, person: PersonId) -> bool:
        return person in self._people

    def worked(self, job: Affiliation) -> None:
        """Note where somebody works, worked or learnt."""
        person = self._people.get(job.person)
        if person is None:
            return
        if job.kind == "work" and job.end is None:
            if job.title:
                self.given[job.title].add(person)
                self.topics[job.title].add(person)
            return
        key = organization_key(job.organization)
        if key:
            self.places[job.kind, key].add(person)

    def can(self, person: PersonId, skill: str) -> None:
        """Note what somebody is skilled in."""
        if person in self._people:
            self.given[skill].add(self._people[person])
            self.topics[skill].add(self._people[person])

    def cares(self, person: PersonId, text: str) -> None:
        """Note what somebody is interested in."""
        if person in self._people:
            self.topics[text].add(self._people[person])

    def wishes(
        self, person: PersonId, needs: Iterable[State[Need]], offers: Iterable[State[Offer]]
    ) -> None:
        """Note what somebody looks for and offers, as far as it is open."""
        if person in self._people:
            self.needs[person] = tuple(needs)
            for offer in offers:
                self.given[offer.event.text].add(self._people[person])


def crowd_of(profiles: Iterable[Profile]) -> Crowd:
    """Return the crowd of these people, owners and unknown ones left out."""
    shown = [
        profile for profile in profiles if not (profile.person.owner or profile.person.unknown)
    ]
    crowd = Crowd(profile.person.id for profile in shown)
    for shown_profile in shown:
        pid = shown_profile.person.id
        crowd.wishes(pid, shown_profile.needs, shown_profile.offers)
        for job in shown_profile.affiliations:
            crowd.worked(job)
        for skill in shown_profile.skills:
            crowd.can(pid, skill)
        for fact in shown_profile.interests:
            crowd.cares(pid, fact.event.text)
    return crowd
