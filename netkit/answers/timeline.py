"""Time line: all that is on record of somebody, or of a span, the newest first."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, cast

from netkit.answers.entry_sentences import entry_kind, entry_people, entry_sentence
from netkit.answers.results import Results, first_rows
from netkit.model.events import EVENT_KINDS, Event, Step
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import EventId
    from netkit.model.history import Recorded
    from netkit.model.people import Affiliation, Person, PersonId

__all__ = ["EVENT_NAMES", "TimelineEntry", "event_names", "timeline"]

#: Kinds of event that a time line tells, besides contacts. An introduction that a message only
#: tells of is still to be confirmed; the message itself is among the contacts.
_UNTOLD = {"interaction", "step", "grant", "toldintroduction", "entity", "revision"}
EVENT_NAMES = tuple(sorted(set(EVENT_KINDS) - _UNTOLD))


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry of a time line.

    Attributes
    ----------
    number : what `edit`, `remove` and `undo` take; the same from one call to the next.
    at : when it happened; of a job, when it began or was first told of.
    id : the id of the event; of a job, what tells it from others.
    """

    number: int
    at: datetime
    kind: str
    text: str
    people: tuple[Person, ...]
    id: str
    source: str = ""


def timeline(
    view: NetworkView,
    person: Person | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 0,
) -> Results[TimelineEntry]:
    """Return contacts, notes, favours, promises, introductions, jobs and days, newest first.

    Of a person or of everybody, from `since` to `until`; 0 shows them all. The entries have no
    numbers yet: `netkit.recording.entry_numbers` gives them.
    """
    last = min(until or view.present, view.present) if view.as_of else until
    rows = [
        *_contacts(view, person, since, last),
        *_told(view, person, last),
    ]
    rows = [row for row in rows if since is None or row.event.at >= since]
    names = event_names(view, [row.event for row in rows])
    of_step = {row.id: row.event for row in rows}
    entries = [_entry(row, names, of_step) for row in rows]
    if person is not None:
        entries += [
            entry for entry in _jobs(view, person)
            if (since is None or entry.at >= since) and (last is None or entry.at <= last)
        ]  # fmt: skip
    entries.sort(key=lambda entry: entry.id)
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return first_rows(entries, limit, kind=TimelineEntry)


def _contacts(
    view: NetworkView,
    person: Person | None,
    since: datetime | None,
    until: datetime | None,
) -> Iterable[Recorded[Event]]:
    """Return contacts, those of a person read from the newest on."""
    if person is not None:
        contacts = view.store.interactions([person.id], until=until)
        return cast("list[Recorded[Event]]", contacts)
    return (
        cast("Recorded[Event]", contact)
        for contact in view.store.all_interactions()
        if (since is None or contact.event.at >= since)
        and (until is None or contact.event.at <= until)
    )


def _told(
    view: NetworkView, person: Person | None, until: datetime | None
) -> Iterator[Recorded[Event]]:
    """Yield events besides contacts, and the steps that name them."""
    people = None if person is None else [person.id]
    events = view.store.events(EVENT_NAMES, people=people, until=until)
    yield from events
    ids = {recorded.id for recorded in events}
    for step in view.store.events(["step"], until=until):
        if person is None or cast("Step", step.event).of in ids:
            yield step


def event_names(view: NetworkView, events: Iterable[Event]) -> dict[PersonId, Person]:
    """Return the people of events, by any id that stands in them."""
    ids: Collection[PersonId] = {pid for event in events for pid in entry_people(event)}
    return {person.id: person for person in view.store.people(ids)} if ids else {}


def _entry(
    row: Recorded[Event], people: dict[PersonId, Person], events: Mapping[EventId, Event]
) -> TimelineEntry:
    def name(pid: PersonId) -> str:
        return people[pid].name if pid in people else str(pid)

    event = row.event
    whole = events.get(event.of, event) if isinstance(event, Step) else event
    involved = tuple(people[pid] for pid in dict.fromkeys(entry_people(whole)) if pid in people)
    sentence = entry_sentence(event, name)
    if whole is not event:
        sentence = f"{sentence} — {entry_sentence(whole, name)}"
    return TimelineEntry(
        0, event.at, entry_kind(event), sentence, involved, row.id,
        getattr(event, "source", ""),
    )  # fmt: skip


def _jobs(view: NetworkView, person: Person) -> Iterator[TimelineEntry]:
    """Yield the jobs and schools of a person, each when it began or was first told of."""
    jobs: dict[tuple[str, str], Affiliation] = {}
    for job in view.store.affiliations([person.id]):
        jobs.setdefault((job.organization, job.title), job)
    for job in jobs.values():
        first = job.start.earliest() if job.start else None
        at = datetime.combine(first, time(12), view.present.tzinfo) if first else job.seen_at
        if at is None or (view.as_of is not None and at > view.as_of):
            continue
        text = f"{person.name}: " + " at ".join(p for p in (job.title, job.organization) if p)
        text += f", until {job.end}" if job.end else ""
        kind = "job" if job.kind == "work" else "school"
        key = f"job {person.id} {job.organization} {job.title}"
        yield TimelineEntry(0, at, kind, text, (person,), key, job.source)
