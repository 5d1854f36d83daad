"""Co-workers: people at the same employer in the same years may know each other.

Always *inferred*, and never written down: it follows from where people are said to work.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.answers.acquaintance import coworker_probability
from netkit.model.organizations import organization_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from netkit.model.people import Affiliation, PersonId

__all__ = ["MOST_TARGETS", "by_employer", "colleagues_of", "same_employer"]

#: For more people at once, as those of an organization, no colleagues are looked for.
MOST_TARGETS = 10


def same_employer(
    a: Iterable[Affiliation], b: Iterable[Affiliation], today: date
) -> tuple[str, str] | None:
    """Return the employer two people shared, and when; None if no shared time is known.

    When is "now", or the years from the first day that surely both were there to the last. A job
    without a start counts from the day on which a source told of it.
    """
    mine, theirs = _by_employer(a), _by_employer(b)
    overlaps = [
        shared
        for key in mine.keys() & theirs.keys()
        for my_job in mine[key]
        for their_job in theirs[key]
        if (shared := _together(my_job, their_job, today)) is not None
    ]
    return max(overlaps)[1:] if overlaps else None


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


def colleagues_of(
    targets: Collection[PersonId], jobs: Mapping[PersonId, Collection[Affiliation]], today: date
) -> dict[PersonId, dict[PersonId, tuple[float, str]]]:
    """Return the co-workers of each target: probability of knowing them, and why, in words.

    Those asked for together are no way to each other, and many are an organization's people.

    jobs : where each of them works and worked, and everybody at one of their employers.
    """
    if len(targets) > MOST_TARGETS:
        return {}
    there = by_employer(jobs)
    coworkers: dict[PersonId, dict[PersonId, tuple[float, str]]] = {}
    for target in targets:
        keys = _by_employer(jobs.get(target, ()))
        small = {key: there[key] for key in keys if coworker_probability(len(there[key]))}
        mine = [job for beside in small.values() for job in beside[target]]
        for pid in {pid for beside in small.values() for pid in beside} - {*targets}:
            if (shared := same_employer(jobs[pid], mine, today)) is not None:
                sure = coworker_probability(len(small[organization_key(shared[0])]))
                coworkers.setdefault(target, {})[pid] = sure, _said(*shared)
    return coworkers


def by_employer(
    jobs: Mapping[PersonId, Collection[Affiliation]],
) -> dict[str, dict[PersonId, list[Affiliation]]]:
    """Return the people who work or worked at each employer, with their jobs there."""
    there: dict[str, dict[PersonId, list[Affiliation]]] = defaultdict(dict)
    for pid, theirs in jobs.items():
        for key, own_jobs in _by_employer(theirs).items():
            there[key][pid] = own_jobs
    return there


def _said(organization: str, when: str) -> str:
    return f"both work at {organization}" if when == "now" else f"both at {organization}, {when}"


def _by_employer(jobs: Iterable[Affiliation]) -> dict[str, list[Affiliation]]:
    jobs_by_employer: dict[str, list[Affiliation]] = defaultdict(list)
    for job in jobs:
        if job.kind == "work" and (key := organization_key(job.organization)):
            jobs_by_employer[key].append(job)
    return jobs_by_employer


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
