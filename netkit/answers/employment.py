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

__all__ = ["is_replaced", "jobs_at", "organization_keys", "settle_jobs"]


def settle_jobs(jobs: Iterable[Affiliation]) -> list[Affiliation]:
    """Return `jobs`, those that a later word replaced ended in the month they were last told.

    A later word is one of the same source, or one that the user typed; it may be that there is no
    employer any more. A job that the user gave an end has ended, whatever an archive said before.

    Parameters
    ----------
    jobs : all of each person's, since one job shows that another is over.
    """
    listed = list(jobs)
    newest: dict[tuple[PersonId, str], tuple[datetime, str]] = {}
    closed: dict[tuple[PersonId, str], datetime] = {}
    for job in listed:
        if job.seen_at is None or job.kind != "work":
            continue
        place = (job.seen_at, organization_key(job.organization))
        if job.source == "typed" and job.end is not None:
            key = (job.person, place[1])
            closed[key] = max(closed.get(key, job.seen_at), job.seen_at)
        elif _is_present(job) and (job.organization or not job.title):
            newest[job.person, job.source] = max(newest.get((job.person, job.source), place), place)
    return [
        _settled(job, newest.get((job.person, job.source)), newest.get((job.person, "typed")))
        for job in listed
        if not closed
        or not _is_closed(job, closed.get((job.person, organization_key(job.organization))))
    ]


def _is_closed(job: Affiliation, closed: datetime | None) -> bool:
    """Return True for a job without an end whose end the user told after it."""
    if closed is None or job.end is not None or job.kind != "work":
        return False
    return job.seen_at is None or job.seen_at <= closed


def _settled(
    job: Affiliation, newest: tuple[datetime, str] | None, typed: tuple[datetime, str] | None
) -> Affiliation:
    """Return a job as it stands by what its own source, and the user, said after it."""
    if job.kind != "work" or job.end is not None or not job.organization:
        return job
    key, seen = organization_key(job.organization), job.seen_at
    if _is_present(job) and seen is not None and _says_otherwise(newest, key, seen):
        return replace(job, end=PartialDate(seen.year, seen.month))
    if job.source == "typed" or typed is None or typed[1] == key:
        return job
    if seen is None or seen <= typed[0]:
        last = seen or typed[0]
        return replace(job, seen_at=last, end=PartialDate(last.year, last.month))
    return job


def _says_otherwise(word: tuple[datetime, str] | None, key: str, seen: datetime) -> bool:
    """Return True where a later word of the same source names another employer, or none."""
    return word is not None and seen < word[0] and key != word[1]


def _is_present(job: Affiliation) -> bool:
    """Return True for a job held now, as far as its source tells; one with a start is no news."""
    return job.kind == "work" and job.end is None and (job.start is None or job.source == "typed")


def _is_open(job: Affiliation) -> bool:
    return job.kind == "work" and job.end is None


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


def organization_keys(affiliations: Iterable[Affiliation]) -> set[str]:
    """Return the keys of the organizations of these jobs."""
    return {organization_key(job.organization) for job in affiliations} - {""}
