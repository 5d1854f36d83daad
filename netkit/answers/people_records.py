"""The people of a network as records: who may be one, whose job changed, who is forgotten."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from netkit.answers.cadence import SETTING as CADENCE
from netkit.answers.cadence import read_wishes
from netkit.answers.proposals import SETTING as PROPOSALS
from netkit.answers.proposals import read_memory
from netkit.answers.results import Reason
from netkit.errors import NothingFoundError
from netkit.identity.review_queue import Duplicate, duplicates
from netkit.model import handles
from netkit.model.organizations import organization_key

if TYPE_CHECKING:
    from netkit.model.people import Affiliation, Handle, Person, PersonId
    from netkit.workspace import Workspace

__all__ = ["duplicates_of", "forget", "handle_of", "job_changes"]


def duplicates_of(workspace: Workspace) -> list[Duplicate]:
    """Return the pairs that may be one person and that the user has not decided on."""
    store = workspace.store
    doubts = store.doubts()
    settled = {frozenset((d.a, d.b)) for d in doubts if d.verdict != "open"}
    doubted = {frozenset((d.a, d.b)): d.reason for d in doubts if d.verdict == "open"}
    people = [one for one in store.people() if not (one.owner or one.unknown)]
    found = duplicates(people, settled, doubted)
    slugs = {pid: _slugs(workspace, pid) for one in found for pid in (one.a.id, one.b.id)}
    return [
        one
        for one in found
        if frozenset((one.a.id, one.b.id)) in doubted
        or not (slugs[one.a.id] and slugs[one.b.id])
        or slugs[one.a.id] & slugs[one.b.id]
    ]


def _slugs(workspace: Workspace, person: PersonId) -> frozenset[str]:
    found = workspace.store.handles(person)
    return frozenset(one.value for one in found if one.kind == "linkedin")


def handle_of(workspace: Workspace, text: str) -> Handle:
    """Return the handle a text means; it must be known here.

    Raises
    ------
    NothingFoundError
    """
    kind, _, value = text.partition(":")
    tried = [handles.email(text), handles.linkedin(text), handles.phone(text, "")]
    keys = {one.key: one for one in tried if one is not None}
    known = workspace.store.known([*keys, f"{kind}:{value}"])
    for key, person in known.items():
        for one in workspace.store.handles(person):
            if one.key == key:
                return one
    raise NothingFoundError(
        f"no handle “{text}” is known; 'netkit brief X --sources' lists those of a person"
    )


def forget(workspace: Workspace, person: Person, salt: bytes) -> int:
    """Erase a person, from what is remembered of proposals and wishes too.

    Returns how many records went. Raises UsageError for an owner.
    """
    store = workspace.store
    memory = read_memory(store.setting(PROPOSALS)).without(person.id)
    wishes = read_wishes(store.setting(CADENCE)).for_person(person.id, None)
    if store.setting(PROPOSALS) is not None:
        store.set_setting(PROPOSALS, memory.written())
    if store.setting(CADENCE) is not None:
        store.set_setting(CADENCE, wishes.written())
    return store.forget(person.id, salt)


#: When a job was seen that its source does not date.
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


def job_changes(
    workspace: Workspace, since: datetime | str, present: datetime
) -> list[dict[str, Any]]:
    """Return whose job differs between what sources said up to a day and after it.

    Parameters
    ----------
    since : ``last`` (what the last import brought), or a moment.

    Returns
    -------
    For each a mapping: person, before, now (title at organization), at, because; the newest
    first, then by id.
    """
    jobs: dict[PersonId, list[Affiliation]] = defaultdict(list)
    for one in workspace.store.affiliations():
        if one.kind == "work" and (one.seen_at is None or one.seen_at <= present):
            jobs[one.person].append(one)
    day = _last_import(workspace, jobs) if isinstance(since, str) else since
    people = workspace.acquainted()
    rows = [
        row
        for pid, known in jobs.items()
        if pid in people and (row := _changed(people[pid], known, day)) is not None
    ]
    rows.sort(key=lambda row: (-row["at"].timestamp(), row["person"].id))
    return rows


def _last_import(workspace: Workspace, jobs: dict[PersonId, list[Affiliation]]) -> datetime:
    """Return the moment after which a job counts as brought by the last import."""
    times = {one.seen_at for some in jobs.values() for one in some}
    seen = sorted(at for at in times if at)
    if seen and None in times:
        seen.insert(0, seen[0] - timedelta(seconds=1))  # those without a time came before
    if len(seen) < 2:
        raise NothingFoundError(
            "jobs were seen once only; import a later export beside the first to compare"
        )
    imports = [b.at for b in workspace.store.batches() if b.label.startswith("import ")]
    before = [at for at in seen if len(imports) > 1 and at <= imports[-2]]
    return before[-1] if before and before[-1] < seen[-1] else seen[-2]


def _changed(person: Person, known: list[Affiliation], day: datetime) -> dict[str, Any] | None:
    """Return how a job changed after `day`; None when it did not."""
    held = [one for one in known if one.end is None]
    order = sorted(held, key=lambda one: (one.seen_at or _BEFORE_ALL, one.organization))
    before = [one for one in order if (one.seen_at or _BEFORE_ALL) <= day]
    after = [one for one in order if one.seen_at and one.seen_at > day]
    if not before or not after or _same(before[-1], after[-1]):
        return None
    now = after[-1]
    text = f"now {_said(now)}, was {_said(before[-1])}"
    return {
        "person": person,
        "before": _said(before[-1]),
        "now": _said(now),
        "at": now.seen_at,
        "because": [Reason("job", text)],
    }


def _same(a: Affiliation, b: Affiliation) -> bool:
    same = organization_key(a.organization) == organization_key(b.organization)
    return same and a.title.casefold() == b.title.casefold()


def _said(one: Affiliation) -> str:
    return " at ".join(part for part in (one.title, one.organization) if part)
