"""Record the details of people that change: jobs, homes, addresses, deaths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model import events, handles
from netkit.model.organizations import organization_words
from netkit.model.people import Affiliation, Claim
from netkit.model.when.typed_dates import partial_of
from netkit.model.when.written_days import partial_day

from . import log_news as news
from .record_context import LineRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netkit.model.people import PersonId
    from netkit.model.when import PartialDate

    from .log_entry import Mention
    from .record_context import RecordContext

__all__ = ["DETAIL_RECORDS"]


def _job(item: news.Job, context: RecordContext) -> LineRecord:
    pid, name = context.id_of(item.person), context.name_of(item.person)
    current = _current_job(item.person, context)[1]
    # "Partner at Finch" is said of Finch Capital, where that is their employer.
    same = {*organization_words(item.organization)} <= {*organization_words(current)}
    organization = current if same and current else item.organization
    day = item.day or context.entry.when
    start = partial_of(day, context.precision_of(day)) if item.started else None
    earlier = start is not None and _has_later_job(pid, start, context)
    at = context.time_of(item) if earlier else context.told_at(pid)
    job = Affiliation(pid, organization, item.title, start, seen_at=at, source="typed")
    where = f" at {organization}" if organization else ""
    as_what = f" as {item.title}" if item.title else ""
    verb = "started" if item.started else "works"
    return LineRecord(f"{name} {verb}{where}{as_what}", jobs=(job,))


def _employer(item: news.Employer, context: RecordContext) -> LineRecord | None:
    """Keep an employer named beside somebody new; of somebody known another one is a note."""
    pid, name = context.id_of(item.person), context.name_of(item.person)
    if context.view.store.people([pid]):
        current = {*organization_words(_current_job(item.person, context)[1])}
        if {*organization_words(item.organization)} <= current:
            return None
        post = f"{item.title}, {item.organization}" if item.title else item.organization
        return _note_record(item, context, post)
    job = Affiliation(
        pid, item.organization, item.title, seen_at=context.told_at(pid), source="typed"
    )
    as_what = f" as {item.title}" if item.title else ""
    return LineRecord(f"{name} works at {item.organization}{as_what}", jobs=(job,))


def _leave(item: news.Leave, context: RecordContext) -> LineRecord:
    pid, name = context.id_of(item.person), context.name_of(item.person)
    at = context.told_at(pid)
    title, current = _current_job(item.person, context)
    if not item.organization and not current:
        return _note_record(item, context, context.entry.said(item.span).strip(" .,;:"))
    # "left Helix" is said of Helix Bio, where that is their employer.
    same = {*organization_words(item.organization)} <= {*organization_words(current)}
    if current and not same:
        return _note_record(item, context, context.entry.said(item.span).strip(" .,;:"))
    on = item.day or context.entry.when
    day = partial_of(on, context.precision_of(on))
    organization = current if same else item.organization
    former_job = Affiliation(
        pid, organization, title if same else "", end=day, seen_at=at, source="typed"
    )
    no_job = Affiliation(pid, "", "", start=day, seen_at=at, source="typed")
    jobs = (former_job, no_job) if same else (former_job,)
    return LineRecord(f"{name} left {organization}", jobs=jobs)


def _note_record(item: Any, context: RecordContext, text: str) -> LineRecord:
    note = events.Note(context.time_of(item), context.id_of(item.person), text, context.source)
    return LineRecord(f"kept as a note on {context.name_of(item.person)}: {text}", (note,))


def _current_job(mention: Mention, context: RecordContext) -> tuple[str, str]:
    """Return the current title and organization of a person, as far as they are known."""
    people = context.view.store.people([context.id_of(mention)])
    return (people[0].title, people[0].organization) if people else ("", "")


def _has_later_job(pid: PersonId, start: PartialDate, context: RecordContext) -> bool:
    """Return True if a job is on record that began after this day: this one came before it."""
    jobs = context.view.store.affiliations([pid])
    return any(str(job.start) > str(start) for job in jobs if job.kind == "work" and job.start)


def _move(item: news.Move, context: RecordContext) -> LineRecord:
    pid = context.id_of(item.person)
    claim = Claim(
        pid,
        "city",
        item.city,
        context.time_of(item) if item.day else context.told_at(pid),
        "typed",
        context.source,
    )
    return LineRecord(f"{context.name_of(item.person)} lives in {item.city}", claims=(claim,))


def _death(item: news.Death, context: RecordContext) -> LineRecord:
    pid = context.id_of(item.person)
    claim = Claim(pid, "died", str(item.on), context.now, "typed", context.source)
    preposition = "on" if item.on.day else "in"
    sentence = f"{context.name_of(item.person)} died {preposition} {partial_day(item.on)}"
    return LineRecord(sentence, claims=(claim,))


def _address(item: news.Address, context: RecordContext) -> LineRecord:
    pid, name = context.id_of(item.person), context.name_of(item.person)
    readers = {"email": handles.email, "linkedin": handles.linkedin}
    reader = readers.get(item.kind)
    handle = handles.phone(item.value, "") if reader is None else reader(item.value)
    if handle is None:
        raise TypeError(f"not an address: {item.value}")
    owner = context.view.store.people_by_handle([handle.key]).get(handle.key)
    if owner is not None and owner != pid:
        holder = context.view.store.people([owner])[0].name
        note = events.Note(context.time_of(item), pid, f"{item.kind}: {item.value}", context.source)
        sentence = f"{item.value} belongs to {holder}; kept as a note on {name}"
        return LineRecord(sentence, (note,))
    return LineRecord(f"{name}, {item.kind}: {handle.value}", handles=((handle, pid),))


DETAIL_RECORDS: Mapping[type, Callable[[Any, RecordContext], LineRecord | None]] = {
    news.Job: _job,
    news.Employer: _employer,
    news.Leave: _leave,
    news.Move: _move,
    news.Death: _death,
    news.Address: _address,
}
