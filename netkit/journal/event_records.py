"""Record what a line says was done or wanted: contacts, needs, promises, favours, facts, notes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from netkit.answers.meetings import PlannedMeeting, planned_meetings
from netkit.importers.co_presence import acquaintances
from netkit.model import events
from netkit.model.when import PartialDate
from netkit.model.when.typed_dates import partial_of
from netkit.model.when.written_days import partial_day, weekday_and_day

from . import log_entry as say
from .day_texts import day_text, whole_date
from .leftovers import CLOCK
from .record_context import LineRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netkit.model.events import Event
    from netkit.model.people import PersonId

    from .record_context import RecordContext

__all__ = ["EVENT_RECORDS"]

#: What a favour is worth of 5, by its kind; 2 for others: more than a click, less than a referral.
_WORTH = {"referral": 3, "recommendation": 3, "loan": 3, "endorsement": 1}
#: So far ahead a meeting is looked for that was moved.
_AHEAD_DAYS = 400
_TOGETHER = ("meeting", "call")
_SENT = ("letter", "email", "text", "message")
_NOUNS = (
    "card", "postcard", "letter", "mail", "email", "e-mail", "text", "message", "note", "sms",
)  # fmt: skip


def _contact(item: say.Contact, context: RecordContext) -> LineRecord:
    people = ", ".join(map(context.name_of, item.participants))
    sent = item.channel in _SENT and item.occasion in _NOUNS
    theirs = item.from_them and item.channel != "meeting"  # "came by for tea"
    by = "from" if theirs else "to" if sent else "with"
    parts = [f"{item.occasion or 'contact'} {by} {people}", item.topic, item.place]
    sentence = " · ".join(part for part in parts if part)
    ids = list(dict.fromkeys(map(context.id_of, item.participants)))
    if item.ahead:
        return _meeting_ahead(item, context, sentence, ids)
    at, owner = context.time_of(item), context.view.owner
    text = " · ".join(part for part in (item.occasion, item.topic, item.place) if part)
    sender, recipients = (ids[0], [owner, *ids[1:]]) if item.from_them else (owner, ids)
    contact = events.Interaction(
        at, cast("events.Channel", item.channel or "other"), sender, tuple(recipients),
        text=text, source=context.source, mark=item.occasion,
    )  # fmt: skip
    joint: list[Event] = []
    if item.channel in _TOGETHER:
        joint = [*acquaintances(at, ids, "meeting", source=context.source)]
    return LineRecord(sentence, (contact, *joint))


def _meeting_ahead(
    item: say.Contact, context: RecordContext, sentence: str, ids: list[PersonId]
) -> LineRecord:
    day = item.day or context.entry.when
    clock = CLOCK.search(context.entry.said(item.span))
    hour = clock[0] if clock else ""
    text = " · ".join(filter(None, (item.occasion, item.topic, item.place, hour)))
    sentence = f"{sentence} · {hour}" if hour else sentence
    former = _former_meeting(item, context, ids) if item.moved else None
    if former:
        sentence += f", moved from {weekday_and_day(former.day)}"
    precision = context.precision_of(day)
    on = partial_of(day, precision)
    return LineRecord(
        f"ahead, {day_text(day, precision)}: {sentence}",
        tuple(
            events.Milestone(context.now, pid, f"meeting: {text}", on, context.source)
            for pid in ids
        ),
        removals=former.ids if former else (),
    )


def _former_meeting(
    item: say.Contact, context: RecordContext, ids: list[PersonId]
) -> PlannedMeeting | None:
    """Return the meeting that a moved one replaces: the only one ahead of the same people."""
    today = context.now.date()
    ahead = planned_meetings(context.view, today, today + timedelta(days=_AHEAD_DAYS))
    same = [
        meeting
        for meeting in ahead
        if {person.id for person in meeting.people} == set(ids)
        and meeting.text.split(",")[0] in ("", item.occasion)
    ]
    return same[0] if len(same) == 1 else None


def _need(item: say.Need, context: RecordContext) -> LineRecord:
    event = events.Need(
        context.time_of(item), context.id_of(item.person), item.text, context.source
    )
    return LineRecord(f"{context.name_of(item.person)} needs: {item.text}", (event,))


def _offer(item: say.Offer, context: RecordContext) -> LineRecord:
    event = events.Offer(
        context.time_of(item), context.id_of(item.person), item.text, context.source
    )
    return LineRecord(f"{context.name_of(item.person)} offers: {item.text}", (event,))


def _promise(item: say.Promise, context: RecordContext) -> LineRecord:
    due = None if item.due is None else whole_date(item.due)
    event = events.Promise(
        context.time_of(item), context.id_of(item.giver), context.id_of(item.receiver),
        item.text, due, context.source,
    )  # fmt: skip
    by = f", by {weekday_and_day(item.due)}" if item.due else ""
    giver, receiver = context.name_of(item.giver), context.name_of(item.receiver)
    sentence = f"{giver} promised {receiver}: {item.text}{by}"
    return LineRecord(sentence, (event,))


def _fact(item: say.Fact, context: RecordContext) -> LineRecord:
    event = events.Fact(
        context.time_of(item), context.id_of(item.person), item.kind, item.text, context.source
    )
    return LineRecord(f"{context.name_of(item.person)}, {item.kind}: {item.text}", (event,))


def _favour(item: say.Favour, context: RecordContext) -> LineRecord:
    event = events.Favour(
        context.time_of(item), context.id_of(item.giver), context.id_of(item.receiver),
        item.kind, item.text, _WORTH.get(item.kind, 2), source=context.source,
    )  # fmt: skip
    giver, receiver = context.name_of(item.giver), context.name_of(item.receiver)
    sentence = f"{giver} helped {receiver} ({item.kind})"
    return LineRecord(f"{sentence}: {item.text}", (event,))


def _thanks(item: say.Thanks, context: RecordContext) -> LineRecord:
    at, person = context.time_of(item), context.id_of(item.person)
    text = item.text.removeprefix("for ")
    sentence = f"you thanked {context.name_of(item.person)}" + (f" for {text}" if text else "")
    states = context.view.states(events.Favour, people={person})
    unthanked = [
        state for state in states if state.event.giver == person and state.when("thanked") is None
    ]
    if unthanked:
        favour = max(unthanked, key=lambda state: (state.event.at, state.id))
        return LineRecord(
            sentence, (events.Step(at, favour.id, "thanked", item.text, context.source),)
        )
    note = f"said thanks{f' for {item.text}' if item.text else ''}"
    return LineRecord(sentence, (events.Note(at, person, note, context.source),))


def _moment(item: say.Moment, context: RecordContext) -> LineRecord:
    event = events.Moment(
        context.time_of(item), context.id_of(item.person), item.kind, item.text, context.source
    )
    return LineRecord(f"{context.name_of(item.person)}, {item.kind}: {item.text}", (event,))


def _milestone(item: say.Milestone, context: RecordContext) -> LineRecord:
    if item.has_year:
        on = partial_of(item.day, item.precision)
    else:
        on = PartialDate(None, item.day.month, item.day.day)
    event = events.Milestone(context.now, context.id_of(item.person), item.kind, on, context.source)
    return LineRecord(f"{context.name_of(item.person)}, {item.kind}: {partial_day(on)}", (event,))


def _note(item: say.Note, context: RecordContext) -> LineRecord | None:
    entry = context.entry
    mentioned = tuple(mention for mention in entry.mentions if mention.text in item.text)
    about = item.about or mentioned or entry.participants or entry.mentions[:1]
    if not about:
        return None
    ids = dict.fromkeys(map(context.who, about))
    names = " and ".join(name for _, name in ids)
    notes = tuple(
        events.Note(context.time_of(item), pid, item.text, context.source) for pid, _ in ids
    )
    return LineRecord(f"kept as a note on {names}: {item.text}", notes)


EVENT_RECORDS: Mapping[type, Callable[[Any, RecordContext], LineRecord | None]] = {
    say.Contact: _contact,
    say.Need: _need,
    say.Offer: _offer,
    say.Promise: _promise,
    say.Fact: _fact,
    say.Favour: _favour,
    say.Thanks: _thanks,
    say.Moment: _moment,
    say.Milestone: _milestone,
    say.Note: _note,
}
