"""Meetings ahead: what to know before those of today and tomorrow, what came of those past.

A meeting ahead is a milestone "meeting: …" of each person who takes part; it is no contact yet.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from netkit.answers.acts import Act
from netkit.answers.milestones import ONCE
from netkit.answers.results import Reason
from netkit.model.frozen import dataclass
from netkit.model.names import fold
from netkit.model.when.written_days import long_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import EventId, Milestone
    from netkit.model.history import Recorded
    from netkit.model.people import Person, PersonId

__all__ = ["MEETING", "PlannedMeeting", "follow_ups", "planned_meetings", "preparations"]

#: How the kind of a milestone that is a meeting begins.
MEETING = ONCE[0]
#: So many days after a meeting it is still asked what came of it, where nobody looked before.
_ASKED_DAYS = 7
_REMEMBERED = 2
_TYPED = "typed"
#: What may be told of a meeting besides the contact itself.
_TELLING = ("note", "fact", "need", "offer", "promise", "favour", "moment", "thread")


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting on a day, with those who take part, and the milestones it stands in."""

    day: date
    text: str
    people: tuple[Person, ...]
    ids: tuple[EventId, ...]

    @property
    def key(self) -> str:
        """Return the key under which it is remembered that this meeting was asked about."""
        people = " ".join(sorted(person.id for person in self.people))
        return f"follow-up {people} {self.day} {self.text}"

    @property
    def names(self) -> str:
        """Return the names of those who take part: "Ann Lee, Bo Ray and Cid Roe"."""
        *others, last = [person.name for person in self.people]
        return f"{', '.join(others)} and {last}" if others else last


def planned_meetings(view: NetworkView, first: date, last: date) -> list[PlannedMeeting]:
    """Return the meetings from a day to another, by day and text; who died takes part no more."""
    recorded = cast("list[Recorded[Milestone]]", view.store.events(["milestone"], until=view.as_of))
    together: dict[tuple[date, str], dict[PersonId, EventId]] = {}
    for milestone in recorded:
        day = milestone.event.date.earliest()
        if not milestone.event.kind.startswith(MEETING) or day is None or not first <= day <= last:
            continue
        text = milestone.event.kind.removeprefix(MEETING).replace(" · ", ", ").strip()
        text = "" if text == "meeting" else text
        together.setdefault((day, text), {})[milestone.event.person] = milestone.id
    people = view.contacts_among({pid for ids in together.values() for pid in ids})
    departed = view.departed(people) if people else {}
    meetings = []
    for (day, text), ids in sorted(together.items()):
        present = [pid for pid in ids if pid in people and pid not in departed]
        present.sort(key=lambda pid: (fold(people[pid].name), pid))
        if present:
            who = tuple(people[pid] for pid in present)
            meetings.append(PlannedMeeting(day, text, who, tuple(ids[pid] for pid in present)))
    return meetings


def preparations(view: NetworkView) -> list[Act]:
    """Return a brief for each person met today or tomorrow, the nearest meeting first."""
    today = view.present.date()
    dismissed = view.proposals().dismissed
    acts, prepared = [], set()
    for meeting in planned_meetings(view, today, today + timedelta(days=1)):
        when = "today" if meeting.day == today else "tomorrow"
        for person in meeting.people:
            key = f"meeting {person.id} {meeting.day}"
            if key in dismissed or person.id in prepared:
                continue
            prepared.add(person.id)
            text = f"meet {person.name} {when}" + (f": {meeting.text}" if meeting.text else "")
            acts.append(_prepared(view, person, text, key, meeting.ids))
    return acts


def _prepared(
    view: NetworkView, person: Person, text: str, key: str, ids: tuple[EventId, ...]
) -> Act:
    """Return a meeting as an act, its reasons the brief to have in mind."""
    from netkit.answers.brief_reading import brief_of

    whole = brief_of(view, person)
    lines = [whole.tie.because[0].text] if whole.tie is not None else ["no contact yet"]
    lines += [f"open: {thread}" for thread in whole.threads]
    lines += [f"promised ({row.whose}): {row.text}, {row.status}" for row in whole.promises]
    lines += [f"needs: {need}" for need in whole.needs]
    lines += list(whole.remember[:_REMEMBERED])
    lines += [f"ask: {whole.question}"] if whole.question else []
    reasons = tuple(Reason("brief", line, 0.0, ids) for line in lines)
    return Act("meeting", person, text, reasons, whole.cautions, key)


def follow_ups(view: NetworkView) -> list[Act]:
    """Return the question what came of a meeting: on the day after it, or the next look; once."""
    today, memory = view.present.date(), view.proposals()
    acts = []
    for meeting in planned_meetings(
        view, today - timedelta(days=_ASKED_DAYS), today - timedelta(days=1)
    ):
        asked_before = memory.asked.get(meeting.key, today) != today
        if asked_before or meeting.key in memory.dismissed or any(_told_since(view, meeting)):
            continue
        when = "yesterday" if meeting.day == today - timedelta(days=1) else f"on {meeting.day:%A}"
        subject = f"“{meeting.text}”" if meeting.text else "the meeting"
        text = f"what came of {subject} with {meeting.names} {when}?"
        why = Reason("meeting", f"planned for {long_day(meeting.day)}", 1.0, meeting.ids)
        acts.append(Act("follow-up", meeting.people[0], text, (why,), key=meeting.key))
    return acts


def _told_since(view: NetworkView, meeting: PlannedMeeting) -> Iterator[bool]:
    """Yield True for whatever the owner typed of those who took part since the meeting."""
    for person in meeting.people:
        for contact in view.contacts_with(person.id, 3):
            yield contact.event.source == _TYPED and contact.event.at.date() >= meeting.day
        for note in view.store.events(_TELLING, people=[person.id], until=view.as_of):
            event = note.event
            yield getattr(event, "source", "") == _TYPED and event.at.date() >= meeting.day
