"""Changed jobs: people whose employer or title differs from an earlier day."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from netkit.answers.results import Reason, Results
from netkit.errors import NothingFoundError
from netkit.model.frozen import dataclass
from netkit.model.organizations import organization_key

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Affiliation, Person, PersonId

__all__ = ["JobChange", "job_changes", "last_comparison"]


@dataclass(frozen=True, slots=True)
class JobChange:
    """A person whose job changed.

    before, now : "title at organization". at : when the new one was first seen.
    """

    person: Person
    before: str
    now: str
    at: datetime
    because: tuple[Reason, ...]


#: When a job was seen that its source does not date.
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


def job_changes(view: NetworkView, since: datetime | None = None) -> Results[JobChange]:
    """Return people whose job changed after `since`.

    The newest first, then by id.

    Parameters
    ----------
    since : the moment to compare with; None for the last import that brought jobs.

    Raises
    ------
    NothingFoundError
        `since` is None and jobs were seen only once.
    """
    jobs: dict[PersonId, list[Affiliation]] = defaultdict(list)
    for job in view.store.affiliations():
        if job.kind == "work" and (job.seen_at is None or job.seen_at <= view.present):
            jobs[job.person].append(job)
    day = since if since is not None else last_comparison(view, jobs)
    rows = [
        row
        for pid, history in jobs.items()
        if pid in view.contacts and (row := _changed(view.contacts[pid], history, day)) is not None
    ]
    rows.sort(key=lambda row: (-row.at.timestamp(), row.person.id))
    return Results(rows, kind=JobChange)


def last_comparison(view: NetworkView, jobs: dict[PersonId, list[Affiliation]]) -> datetime:
    """Return the moment before which jobs count as old: that of the import before the last."""
    times = {job.seen_at for history in jobs.values() for job in history}
    comparisons = sorted(at for at in times if at)
    if comparisons and None in times:
        # Those without a time came before.
        comparisons.insert(0, comparisons[0] - timedelta(seconds=1))
    if len(comparisons) < 2:
        raise NothingFoundError(
            "jobs were seen once only; import a later export beside the first to compare"
        )
    imports = [b.at for b in view.store.batches() if b.label.startswith("import ")]
    before = [at for at in comparisons if len(imports) > 1 and at <= imports[-2]]
    return before[-1] if before and before[-1] < comparisons[-1] else comparisons[-2]


def _changed(person: Person, affiliations: list[Affiliation], day: datetime) -> JobChange | None:
    """Return the job change of a person after `day`; None when there is none."""
    held = [job for job in affiliations if job.end is None]
    order = sorted(held, key=lambda job: (job.seen_at or _BEFORE_ALL, job.organization))
    before = [job for job in order if (job.seen_at or _BEFORE_ALL) <= day]
    after = [job for job in order if job.seen_at and job.seen_at > day]
    if not before or not after or _same(before[-1], after[-1]):
        return None
    now = after[-1]
    text = f"now {_said(now)}, was {_said(before[-1])}"
    return JobChange(
        person, _said(before[-1]), _said(now), now.seen_at or day, (Reason("job", text),)
    )


def _same(a: Affiliation, b: Affiliation) -> bool:
    same = organization_key(a.organization) == organization_key(b.organization)
    return same and a.title.casefold() == b.title.casefold()


def _said(job: Affiliation) -> str:
    return " at ".join(part for part in (job.title, job.organization) if part) or "no job known"
