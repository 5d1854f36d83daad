"""Date the changes of a source without dates: they fall between two imports.

An address book does not say since when somebody works where they do. What it says first stays
without a time, and so never outweighs a source that has one; what it says anew is dated on the day
of the import that found it, so that "who changed jobs" has an answer. Importing an old copy again
changes nothing: what was said before is known.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.model.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from netkit.model.people import Affiliation, Claim, PersonId
    from netkit.store.port import Store

__all__ = ["dated_claims", "dated_jobs"]

#: Fields that have one value at a time. A name has several: as full as it was ever written.
_SINGLE = ("city", "headline", "nickname", "birthday")


def dated_jobs(
    store: Store,
    jobs: Iterable[Affiliation],
    belongs: Mapping[PersonId, PersonId],
    now: datetime,
) -> list[Affiliation]:
    """Return `jobs`, those that are news dated `now`; `belongs` says who is whom."""
    job_list = list(jobs)
    people = {belongs.get(job.person, job.person) for job in job_list if _is_undated(job)}
    before: defaultdict[PersonId, list[Affiliation]] = defaultdict(list)
    for recorded in store.affiliations(people) if people else ():
        before[recorded.person].append(recorded)

    def is_news(new_job: Affiliation) -> bool:
        earlier = before[belongs.get(new_job.person, new_job.person)]
        positions = {(job.organization, job.title) for job in earlier}
        return (
            any(map(_is_undated, earlier))
            and (new_job.organization, new_job.title) not in positions
        )

    return [
        replace(job, seen_at=now) if _is_undated(job) and is_news(job) else job for job in job_list
    ]


def _is_undated(job: Affiliation) -> bool:
    return job.seen_at is None and job.kind == "work" and job.start is None and job.end is None


def dated_claims(
    store: Store, claims: Iterable[Claim], belongs: Mapping[PersonId, PersonId], now: datetime
) -> list[Claim]:
    """Return `claims`, those that are news from the same kind of source dated `now`."""
    claim_list = list(claims)
    open_ = [claim for claim in claim_list if claim.at is None and claim.field in _SINGLE]
    people = {belongs.get(claim.person, claim.person) for claim in open_}
    before: defaultdict[tuple[PersonId, str, str], dict[str, bool]] = defaultdict(dict)
    for recorded in store.claims(people, _SINGLE) if people else ():
        before[recorded.person, recorded.field, recorded.origin][recorded.value] = (
            recorded.at is None
        )

    def is_news(claim: Claim) -> bool:
        earlier = before[belongs.get(claim.person, claim.person), claim.field, claim.origin]
        return claim.at is None and any(earlier.values()) and claim.value not in earlier

    return [replace(claim, at=now) if is_news(claim) else claim for claim in claim_list]
