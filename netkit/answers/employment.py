"""Tell a job of today from one that a later word of the same source has replaced.

An archive or address book says where somebody works, not since when, and says nothing of the job
before. So of the jobs that one kind of source gives without a start or an end, the last is held
now, and any other employer's ended: when is not known, only when it was last told.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.model.frozen import replace
from netkit.model.organizations import organization_key
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from netkit.model.people import Affiliation, PersonId
    from netkit.store.port import Store

__all__ = ["is_replaced", "jobs_at", "settle_jobs"]


def settle_jobs(jobs: Iterable[Affiliation]) -> list[Affiliation]:
    """Return `jobs`, those that a later word replaced ended in the month they were last told.

    Parameters
    ----------
    jobs : all of each person's, since one job shows that another is over.
    """
    listed = list(jobs)
    newest: dict[tuple[PersonId, str], tuple[datetime, str]] = {}
    for job in listed:
        if _is_open(job) and job.seen_at is not None and job.organization:
            place = (job.seen_at, organization_key(job.organization))
            key = (job.person, job.source)
            newest[key] = max(newest.get(key, place), place)
    return [_settled(job, newest.get((job.person, job.source))) for job in listed]


def _settled(job: Affiliation, newest: tuple[datetime, str] | None) -> Affiliation:
    if newest is None or job.seen_at is None or not _is_open(job) or job.seen_at >= newest[0]:
        return job
    if not job.organization or organization_key(job.organization) == newest[1]:
        return job
    return replace(job, end=PartialDate(job.seen_at.year, job.seen_at.month))


def _is_open(job: Affiliation) -> bool:
    return job.kind == "work" and job.start is None and job.end is None


def is_replaced(job: Affiliation) -> bool:
    """Return True if a job's end is when it was last told, no day that a source gave."""
    at = job.seen_at
    return job.start is None and at is not None and job.end == PartialDate(at.year, at.month)


def jobs_at(store: Store, keys: Collection[str]) -> list[Affiliation]:
    """Return the jobs, past and present, at these organizations, replaced jobs ended."""
    there = store.affiliations(organizations=keys) if keys else []
    people = {job.person for job in there if _is_open(job)}
    if not people:
        return there
    wanted = set(keys)
    settled: defaultdict[PersonId, list[Affiliation]] = defaultdict(list)
    for job in settle_jobs(store.affiliations(people)):
        if organization_key(job.organization) in wanted:
            settled[job.person].append(job)
    others = [job for job in there if job.person not in people]
    return [*others, *(job for jobs in settled.values() for job in jobs)]
