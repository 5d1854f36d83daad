"""Co-workers: people at the same employer in the same years may know each other.

Always *inferred*, and never written down: it follows from where people are said to work. How
surely, by how many people the owner knows there, says `netkit.ties.acquaintance`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from netkit.model.organizations import organization_key
from netkit.ties.acquaintance import co_worker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from netkit.model.people import Affiliation, PersonId

    JobsByEmployer = Mapping[str, Collection[Affiliation]]

__all__ = [
    "MOST_TARGETS", "SharedEmployer", "by_employer", "coworkers_of", "jobs_by_employer",
    "shared_employer",
]  # fmt: skip

#: For more people at once, as those of an organization, no co-workers are looked for.
MOST_TARGETS = 10


class SharedEmployer(NamedTuple):
    """An employer two people shared.

    probability : that they know each other, from it alone.
    when : "now", or the years from the first day that surely both were there to the last.
    """

    probability: float
    organization: str
    when: str

    @property
    def text(self) -> str:
        """The evidence in words."""
        if self.when == "now":
            return f"both work at {self.organization}"
        return f"both at {self.organization}, {self.when}"


def shared_employer(
    mine: JobsByEmployer, theirs: JobsByEmployer, sizes: Mapping[str, int], today: date
) -> SharedEmployer | None:
    """Return the employer that says most of two people; None if no shared time is known.

    Of several that say as much, the last. A job without a start counts from the day on which a
    source told of it.

    Parameters
    ----------
    mine, theirs : the jobs of each by employer; see `jobs_by_employer`.
    sizes : how many people the owner knows at each; one that is left out is small.
    """
    overlaps = [
        (probability, *shared)
        for key in mine.keys() & theirs.keys()
        if (probability := co_worker(sizes.get(key, 0)))
        for my_job in mine[key]
        for their_job in theirs[key]
        if (shared := _together(my_job, their_job, today)) is not None
    ]
    if not overlaps:
        return None
    probability, _, organization, when = max(overlaps)
    return SharedEmployer(probability, organization, when)


def _together(
    my_job: Affiliation, their_job: Affiliation, today: date
) -> tuple[date, str, str] | None:
    """Return the last day of two jobs at one employer, what it is called, and when."""
    spans = [_span(job, today) for job in (my_job, their_job)]
    first, last = max(began for began, _ in spans), min(ended for _, ended in spans)
    if first > last:
        return None
    now = my_job.end is None and their_job.end is None
    years = sorted({str(first.year), str(last.year)})
    return last, their_job.organization, "now" if now else "–".join(years)


def coworkers_of(
    targets: Collection[PersonId],
    jobs: Mapping[PersonId, Collection[Affiliation]],
    sizes: Mapping[str, int],
    today: date,
) -> dict[PersonId, set[PersonId]]:
    """Return the people who shared an employer with each target, in the same years.

    Those asked for together are no way to each other, and many are an organization's people.

    jobs : where each of them works and worked, and everybody at one of their employers.
    sizes : how many people the owner knows at each employer.
    """
    if len(targets) > MOST_TARGETS:
        return {}
    there = by_employer(jobs)
    coworkers: dict[PersonId, set[PersonId]] = {}
    for target in targets:
        mine = jobs_by_employer(jobs.get(target, ()))
        beside = {pid for key in mine if co_worker(sizes.get(key, 0)) for pid in there[key]}
        for pid in beside - {*targets}:
            if shared_employer(mine, jobs_by_employer(jobs[pid]), sizes, today) is not None:
                coworkers.setdefault(target, set()).add(pid)
    return coworkers


def by_employer(
    jobs: Mapping[PersonId, Collection[Affiliation]],
) -> dict[str, dict[PersonId, list[Affiliation]]]:
    """Return the people who work or worked at each employer, with their jobs there."""
    there: dict[str, dict[PersonId, list[Affiliation]]] = defaultdict(dict)
    for pid, theirs in jobs.items():
        for key, own_jobs in jobs_by_employer(theirs).items():
            there[key][pid] = own_jobs
    return there


def jobs_by_employer(jobs: Iterable[Affiliation]) -> dict[str, list[Affiliation]]:
    """Return the jobs of a person by the key of the employer; schools and the like are left out."""
    by_key: dict[str, list[Affiliation]] = defaultdict(list)
    for job in jobs:
        if job.kind == "work" and (key := organization_key(job.organization)):
            by_key[key].append(job)
    return by_key


def _span(job: Affiliation, today: date) -> tuple[date, date]:
    """Return the first and the last day on which somebody surely had a job; the first may be later.

    Of a year alone, or a month, the part that is sure.
    """
    ended = job.end.earliest() if job.end is not None else None
    last = ended or today
    began = job.start.latest() if job.start is not None else None
    if began is None:
        began = min(job.seen_at.date(), last) if job.seen_at is not None else last
    return began, last
