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
    told = list(jobs)
    people = {belongs.get(one.person, one.person) for one in told if _is_undated(one)}
    before: defaultdict[PersonId, list[Affiliation]] = defaultdict(list)
    for known in store.affiliations(people) if people else ():
        before[known.person].append(known)

    def is_news(one: Affiliation) -> bool:
        known = before[belongs.get(one.person, one.person)]
        said = {(job.organization, job.title) for job in known}
        return any(map(_is_undated, known)) and (one.organization, one.title) not in said

    return [replace(one, seen_at=now) if _is_undated(one) and is_news(one) else one for one in told]


def _is_undated(job: Affiliation) -> bool:
    return job.seen_at is None and job.kind == "work" and job.start is None and job.end is None


def dated_claims(
    store: Store, claims: Iterable[Claim], belongs: Mapping[PersonId, PersonId], now: datetime
) -> list[Claim]:
    """Return `claims`, those that are news from the same kind of source dated `now`."""
    told = list(claims)
    open_ = [one for one in told if one.at is None and one.field in _SINGLE]
    people = {belongs.get(one.person, one.person) for one in open_}
    before: defaultdict[tuple[PersonId, str, str], dict[str, bool]] = defaultdict(dict)
    for known in store.claims(people, _SINGLE) if people else ():
        before[known.person, known.field, known.origin][known.value] = known.at is None

    def is_news(one: Claim) -> bool:
        said = before[belongs.get(one.person, one.person), one.field, one.origin]
        return one.at is None and any(said.values()) and one.value not in said

    return [replace(one, at=now) if is_news(one) else one for one in told]
