"""Reading from the store of what says who knows whom, beside recorded evidence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.answers.coworkers import MOST_TARGETS, by_employer
from netkit.answers.employment import jobs_at, settle_jobs
from netkit.model.frozen import dataclass
from netkit.model.organizations import organization_key
from netkit.support.lazy_mapping import LazyMapping
from netkit.ties.acquaintance import co_worker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from netkit.model.people import Affiliation, PersonId
    from netkit.store.port import Store

__all__ = ["AcquaintanceReader"]

Jobs = dict["PersonId", list["Affiliation"]]


@dataclass(frozen=True, slots=True)
class AcquaintanceReader:
    """Reads employers, and contacts between two of the owner's people.

    until : nothing later is read; None for all there is.
    """

    store: Store
    owner: PersonId
    until: datetime | None = None

    def jobs(self, people: Collection[PersonId]) -> Jobs:
        """Return the jobs of these people, those that a later word replaced ended."""
        return _by_person(settle_jobs(self.store.affiliations(people)) if people else ())

    def employer_sizes(self) -> LazyMapping[str, int]:
        """Return the number of people the owner knows at employers, read when asked for."""
        return LazyMapping(self._people_at)

    def sizes_of(self, jobs: Iterable[Affiliation]) -> dict[str, int]:
        """Return the number of people the owner knows at each employer, of everybody's jobs."""
        there = by_employer(_by_person(job for job in jobs if job.person != self.owner))
        return {key: len(people) for key, people in there.items()}

    def _people_at(self, keys: Collection[str]) -> dict[str, int]:
        return self.sizes_of(jobs_at(self.store, keys))

    def _jobs_at(self, keys: Collection[str]) -> Jobs:
        return _by_person(job for job in jobs_at(self.store, keys) if job.person != self.owner)

    def coworker_jobs(self, targets: Collection[PersonId], sizes: Mapping[str, int]) -> Jobs:
        """Return the jobs at the employers of a few people, of everybody there, if it is small."""
        if len(targets) > MOST_TARGETS:
            return {}
        own = [job for job in self.store.affiliations(targets) if job.kind == "work"]
        keys = {organization_key(job.organization) for job in own} - {""}
        there = by_employer(self._jobs_at({key for key in keys if co_worker(sizes.get(key, 0))}))
        jobs: Jobs = defaultdict(list)
        for people in there.values():
            for pid, theirs in people.items():
                jobs[pid] += theirs
        return jobs

    def direct_days(self, people: Collection[PersonId]) -> dict[PersonId, dict[PersonId, int]]:
        """Return on how many days each of a few people was in contact alone with another contact.

        Both ways. Only a source that lists other people's contacts has such days; of more than
        a few people nothing is read.
        """
        both: dict[PersonId, dict[PersonId, int]] = defaultdict(dict)
        for person in people if len(people) <= MOST_TARGETS else ():
            ties = self.store.tie_figures(person, ["contact_days"], until=self.until)
            others = {pid for pid, _ in ties} - {self.owner}
            days = self.store.days(person, others, until=self.until) if others else {}
            for other, rows in days.items():
                if alone := _days_alone(rows):
                    both[person][other] = both[other][person] = alone
        return both

    def direct_days_of_pairs(
        self, pairs: Collection[tuple[PersonId, PersonId]]
    ) -> dict[tuple[PersonId, PersonId], int]:
        """Return on how many days the two of each pair were in contact alone."""
        days = self.store.days_of_pairs(pairs, until=self.until)
        return {pair: _days_alone(rows) for pair, rows in days.items()}


def _days_alone(rows: Iterable[tuple[int, float, float]]) -> int:
    """Return the number of days with a contact that no third took part in: of weight 1."""
    return sum(max(out, back) >= 1.0 for _, out, back in rows)


def _by_person(jobs: Iterable[Affiliation]) -> Jobs:
    by_person: Jobs = defaultdict(list)
    for job in jobs:
        by_person[job.person].append(job)
    return by_person
