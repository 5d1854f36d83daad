"""A line of the log as events of the network, and as it is shown to whoever typed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, cast

from netkit.model import events
from netkit.model.events import Event, event_id
from netkit.model.people import PersonId
from netkit.model.when import PartialDate

from .log_entry import LogEntry, Mention, Who

if TYPE_CHECKING:
    from datetime import date, datetime

    from netkit.model.history import State

__all__ = ["Naming", "events_of", "understood"]

#: What a favour is worth of 5, by its kind; 2 for others: more than a click, less than a referral.
_WORTH = {"referral": 3, "recommendation": 3, "loan": 3, "endorsement": 1}

#: Gives the person a mention stands for, and their name.
Naming = Callable[[Mention], tuple[PersonId, str]]


def events_of(
    entry: LogEntry,
    who: Naming,
    owner: PersonId,
    at: datetime,
    favours: Sequence[State[events.Favour]],
    source: str,
) -> list[Event]:
    """Return everything a line says, as events of one moment.

    Parameters
    ----------
    who : every mention of the line, settled.
    at : when it happened.
    favours : what was done for the owner; thanks are a step of the last one not thanked for.
    """

    def one(mention: Who) -> PersonId:
        return owner if mention is None else who(mention)[0]

    made: list[Event] = list(_contact(entry, one, at, source))
    made += [events.Need(at, one(n.person), n.text, source) for n in entry.needs]
    made += [events.Offer(at, one(o.person), o.text, source) for o in entry.offers]
    made += [
        events.Promise(at, one(p.giver), one(p.receiver), p.text, _whole(p.due), source)
        for p in entry.promises
    ]
    made += [events.Fact(at, one(f.person), f.kind, f.text, source) for f in entry.facts]
    made += [
        events.Favour(
            at, one(f.giver), one(f.receiver), f.kind, f.text, _WORTH.get(f.kind, 2), source=source
        )
        for f in entry.favours
    ]
    for meeting in entry.introductions:
        event = events.Introduction(
            at, one(meeting.broker), one(meeting.a), one(meeting.b), source=source
        )
        made += [event, events.Step(at, event_id(event), "made", source=source)]
    for thanks in entry.thanks:
        made.append(_thanks(one(thanks.person), thanks.text, at, favours, source))
    made += [events.Moment(at, one(m.person), m.kind, m.text, source) for m in entry.moments]
    for day in entry.milestones:
        when = PartialDate(day.day.year if day.has_year else None, day.day.month, day.day.day)
        made.append(events.Milestone(at, one(day.person), day.kind, when, source))
    for note in entry.notes:
        named = [mention for mention in entry.mentions if mention.text in note.text]
        about = named or entry.participants or entry.mentions[:1]
        made += [events.Note(at, one(mention), note.text, source) for mention in about]
    return made


def _contact(
    entry: LogEntry, one: Callable[[Who], PersonId], at: datetime, source: str
) -> Iterable[Event]:
    if not entry.participants:
        return
    people = [one(mention) for mention in entry.participants]
    text = " · ".join(part for part in (entry.occasion, entry.topic, entry.place) if part)
    channel = cast("events.Channel", entry.channel or "other")
    owner = one(None)
    sender, recipients = (people[0], [owner, *people[1:]]) if entry.from_them else (owner, people)
    yield events.Interaction(
        at, channel, sender, tuple(recipients), text=text, source=source, mark=entry.occasion
    )


def _whole(day: date | None) -> PartialDate | None:
    return None if day is None else PartialDate(day.year, day.month, day.day)


def _thanks(
    person: PersonId,
    text: str,
    at: datetime,
    favours: Sequence[State[events.Favour]],
    source: str,
) -> Event:
    due = [f for f in favours if f.event.giver == person and f.when("thanked") is None]
    if due:
        last = max(due, key=lambda state: (state.event.at, state.id))
        return events.Step(at, last.id, "thanked", text, source)
    return events.Note(at, person, f"said thanks {text}".strip(), source)


def understood(entry: LogEntry, who: Naming) -> list[str]:
    """Return what a line says, one sentence for each thing that will be recorded."""

    def name(mention: Who) -> str:
        return "you" if mention is None else who(mention)[1]

    lines = []
    if entry.participants:
        people = ", ".join(name(mention) for mention in entry.participants)
        by = "from" if entry.from_them else "with"
        parts = [f"{entry.occasion or 'contact'} {by} {people}", entry.topic, entry.place]
        lines.append(" · ".join(part for part in parts if part))
    lines += [f"{name(n.person)} needs: {n.text}" for n in entry.needs]
    lines += [f"{name(o.person)} offers: {o.text}" for o in entry.offers]
    lines += [
        f"{name(p.giver)} promised {name(p.receiver)}: {p.text}"
        + (f", by {p.due:%A %d %B %Y}" if p.due else "")
        for p in entry.promises
    ]
    lines += [f"{name(f.person)}, {f.kind}: {f.text}" for f in entry.facts]
    lines += [
        f"{name(f.giver)} helped {name(f.receiver)} ({f.kind}): {f.text}" for f in entry.favours
    ]
    lines += [
        f"{name(i.broker)} introduced {name(i.a)} and {name(i.b)}" for i in entry.introductions
    ]
    lines += [
        f"you thanked {name(t.person)}" + (f" for {t.text.removeprefix('for ')}" if t.text else "")
        for t in entry.thanks
    ]
    lines += [f"{name(m.person)}, {m.kind}: {m.text}" for m in entry.moments]
    lines += [f"{name(m.person)}, {m.kind}: {m.day:%d %B}" for m in entry.milestones]
    lines += [f"kept as a note: {note.text}" for note in entry.notes]
    return lines
