"""A line of the log as what is recorded, and as it is shown to whoever typed it.

Each thing that a line says becomes one `Recorded`: a sentence that names on whom it is kept, and
the events, claims, jobs and handles that keep it.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from netkit.importers.co_presence import acquaintances
from netkit.model import events, handles
from netkit.model.events import Event, event_id
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.model.when import PartialDate
from netkit.model.when.typed_dates import partial_of
from netkit.recording.introduction_consequences import (
    SEEN_WEIGHT,
    consequences,
    introduction_between,
)

from . import log_entry as say
from . import log_news as news
from .day_texts import date_text, day_text, whole_date
from .roles import FAMILY, mirrored

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.when.calendar_rules import Precision
    from netkit.store.port import Store

    from .log_entry import LogEntry, Mention, Who

__all__ = ["Recorded", "Recorder", "records_of"]

#: What a favour is worth of 5, by its kind; 2 for others: more than a click, less than a referral.
_WORTH = {"referral": 3, "recommendation": 3, "loan": 3, "endorsement": 1}
#: An hour of the day.
_CLOCK = re.compile(r"\bat \d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?\b", re.IGNORECASE)
_TOGETHER = ("meeting", "call")
_SENT = ("letter", "email", "text", "message")
_NOUNS = (
    "card", "postcard", "letter", "mail", "email", "e-mail", "text", "message", "note", "sms",
)  # fmt: skip
_SIBLINGS = ("sibling", "brother", "sister", "twin", "cousin", "in-law")


class Recorded(NamedTuple):
    """One thing a line says: a sentence, and what keeps it."""

    sentence: str
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    jobs: tuple[Affiliation, ...] = ()
    handles: tuple[tuple[Handle, PersonId], ...] = ()


def records_of(
    entry: LogEntry,
    view: NetworkView,
    who: Callable[[Mention], tuple[PersonId, str]],
    *,
    now: datetime,
    source: str,
) -> list[Recorded]:
    """Return everything a line says, as it will be recorded.

    Parameters
    ----------
    who : every mention of the line, settled: a person's id and name
    now : the moment it is typed
    """
    recorder = Recorder(entry, view, who, now, source)
    items: list[Any] = [
        *entry.contacts, *entry.needs, *entry.offers, *entry.promises, *entry.facts,
        *entry.favours, *entry.introductions, *entry.thanks, *entry.moments, *entry.milestones,
        *entry.jobs, *entry.leaves, *entry.moves, *entry.deaths, *entry.addresses,
        *entry.acquaintances, *entry.steps, *entry.notes,
    ]  # fmt: skip
    return [record for item in items if (record := recorder.record(item)) is not None]


class Recorder:
    """Turns what one line says into records; see `records_of`."""

    def __init__(
        self,
        entry: LogEntry,
        view: NetworkView,
        who: Callable[[Mention], tuple[PersonId, str]],
        now: datetime,
        source: str,
    ) -> None:
        self._entry = entry
        self._view = view
        self._who = who
        self._now = now
        self._source = source

    def record(self, item: Any) -> Recorded | None:
        """Return the record of one item, with its own day where it has one."""
        record = self._record(item)
        own = getattr(item, "day", None)
        if record is None or own is None or isinstance(item, say.Milestone):
            return record
        if isinstance(item, say.Contact) and item.ahead:
            return record
        return record._replace(
            sentence=f"{record.sentence} ({day_text(own, self._precision(own))})"
        )

    def _precision(self, day: date) -> Precision:
        known = dict(self._entry.precisions)
        return self._entry.precision if day == self._entry.when else known.get(day, "day")

    def _id(self, mention: Who) -> PersonId:
        return self._view.owner if mention is None else self._who(mention)[0]

    def _name(self, mention: Who) -> str:
        return "you" if mention is None else self._who(mention)[1]

    def _at(self, item: Any) -> datetime:
        """Return noon of the item's day, or now."""
        day = getattr(item, "day", None) or self._entry.when
        return min(datetime.combine(day, time(12), self._now.tzinfo), self._now)

    @property
    def _store(self) -> Store:
        return self._view.store

    @singledispatchmethod
    def _record(self, item: Any) -> Recorded | None:
        raise TypeError(f"no record for {item!r}")

    @_record.register
    def _(self, item: say.Contact) -> Recorded:
        people = ", ".join(self._name(one) for one in item.participants)
        sent = item.channel in _SENT and item.occasion in _NOUNS
        by = "from" if item.from_them else "to" if sent else "with"
        parts = [f"{item.occasion or 'contact'} {by} {people}", item.topic, item.place]
        sentence = " · ".join(part for part in parts if part)
        ids = list(dict.fromkeys(self._id(one) for one in item.participants))
        if item.ahead:
            return self._meeting_ahead(item, sentence, ids)
        at, owner = self._at(item), self._view.owner
        text = " · ".join(part for part in (item.occasion, item.topic, item.place) if part)
        sender, recipients = (ids[0], [owner, *ids[1:]]) if item.from_them else (owner, ids)
        contact = events.Interaction(
            at, cast("events.Channel", item.channel or "other"), sender, tuple(recipients),
            text=text, source=self._source, mark=item.occasion,
        )  # fmt: skip
        told: list[Event] = []
        if item.channel in _TOGETHER:
            told = [*acquaintances(at, ids, "meeting", source=self._source)]
        return Recorded(sentence, (contact, *told))

    def _meeting_ahead(self, item: say.Contact, sentence: str, ids: list[PersonId]) -> Recorded:
        day = item.day or self._entry.when
        clock = _CLOCK.search(self._entry.said(item.span))
        hour = clock[0] if clock else ""
        text = " · ".join(filter(None, (item.occasion, item.topic, item.place, hour)))
        sentence = f"{sentence} · {hour}" if hour else sentence
        precision = self._precision(day)
        on = partial_of(day, precision)
        return Recorded(
            f"ahead, {day_text(day, precision)}: {sentence}",
            tuple(
                events.Milestone(self._now, pid, f"meeting: {text}", on, self._source)
                for pid in ids
            ),
        )

    @_record.register
    def _(self, item: say.Need) -> Recorded:
        event = events.Need(self._at(item), self._id(item.person), item.text, self._source)
        return Recorded(f"{self._name(item.person)} needs: {item.text}", (event,))

    @_record.register
    def _(self, item: say.Offer) -> Recorded:
        event = events.Offer(self._at(item), self._id(item.person), item.text, self._source)
        return Recorded(f"{self._name(item.person)} offers: {item.text}", (event,))

    @_record.register
    def _(self, item: say.Promise) -> Recorded:
        due = None if item.due is None else whole_date(item.due)
        event = events.Promise(
            self._at(item), self._id(item.giver), self._id(item.receiver), item.text, due,
            self._source,
        )  # fmt: skip
        by = f", by {item.due:%A %d %B %Y}" if item.due else ""
        sentence = f"{self._name(item.giver)} promised {self._name(item.receiver)}: {item.text}{by}"
        return Recorded(sentence, (event,))

    @_record.register
    def _(self, item: say.Fact) -> Recorded:
        event = events.Fact(
            self._at(item), self._id(item.person), item.kind, item.text, self._source
        )
        return Recorded(f"{self._name(item.person)}, {item.kind}: {item.text}", (event,))

    @_record.register
    def _(self, item: say.Favour) -> Recorded:
        event = events.Favour(
            self._at(item), self._id(item.giver), self._id(item.receiver), item.kind, item.text,
            _WORTH.get(item.kind, 2), source=self._source,
        )  # fmt: skip
        sentence = f"{self._name(item.giver)} helped {self._name(item.receiver)} ({item.kind})"
        return Recorded(f"{sentence}: {item.text}", (event,))

    @_record.register
    def _(self, item: say.Introduction) -> Recorded:
        at, owner = self._at(item), self._view.owner
        broker, a, b = self._id(item.broker), self._id(item.a), self._id(item.b)
        sentence = (
            f"{self._name(item.broker)} introduced {self._name(item.a)} and {self._name(item.b)}"
        )
        known = introduction_between(self._introductions(a, b), a, b, broker)
        event = known.event if known else events.Introduction(at, broker, a, b, source=self._source)
        step = events.Step(at, known.id if known else event_id(event), "made", source=self._source)
        more = consequences(event, owner, at, before=known, source=self._source)
        return Recorded(sentence, (*(() if known else (event,)), step, *more))

    @_record.register
    def _(self, item: news.IntroductionStep) -> Recorded:
        a, b, at = self._id(item.a), self._id(item.b), self._at(item)
        names = f"{self._name(item.a)} and {self._name(item.b)}"
        known = introduction_between(self._introductions(a, b), a, b)
        if known is not None:
            step = events.Step(at, known.id, item.to, item.text, self._source)
            more: list[Event] = []
            if item.to == "met":
                more = consequences(
                    known.event, self._view.owner, at, before=known, source=self._source
                )
            return Recorded(f"introduction of {names}: {item.to}", (step, *more))
        if item.to == "met":
            return self._acquainted(
                item.a, item.b, item.text, f"{names} know each other: {item.text}", at
            )
        notes = tuple(events.Note(at, pid, item.text, self._source) for pid in (a, b))
        sentence = f"no introduction of {names} is on record; kept as a note on both: {item.text}"
        return Recorded(sentence, notes)

    def _introductions(self, a: PersonId, b: PersonId) -> list[Any]:
        return list(self._view.states(events.Introduction, people={a, b}))

    @_record.register
    def _(self, item: news.Knows) -> Recorded:
        a, b, at = self._name(item.a), self._name(item.b), self._at(item)
        if not item.role:
            return self._acquainted(
                item.a, item.b, item.how, f"{a} and {b} know each other: {item.how}", at
            )
        married = item.role in ("spouse", "wife", "husband")
        both = mirrored(item.role.split()[-1]) == item.role.split()[-1]
        sentence = f"{a} is {b}’s {item.role}"
        if married or both:
            sentence = f"{a} and {b} are {'married' if married else f'{item.role}s'}"
        if item.how and not married:
            sentence += f": {item.how}"
        record = self._acquainted(item.a, item.b, sentence, sentence, at)
        facts = (
            self._fact(item.a, item.role, b, f"{b}’s {item.role}", at, married=married),
            self._fact(item.b, item.role, a, f"{item.role}: {a}", at, married=married),
        )
        return record._replace(events=(*record.events, *facts))

    def _fact(
        self, of: Mention, role: str, other: str, text: str, at: datetime, *, married: bool
    ) -> Event:
        last = role.split()[-1]
        kind: events.FactKind = "family" if last in (*FAMILY, *_SIBLINGS, "spouse") else "other"
        both = mirrored(last) == last
        said = f"married to {other}" if married else f"{role} of {other}" if both else text
        return events.Fact(at, self._id(of), kind, said, self._source)

    def _acquainted(
        self, a: Mention, b: Mention, how: str, sentence: str, at: datetime
    ) -> Recorded:
        pair = sorted((self._id(a), self._id(b)))
        event = events.Acquaintance(
            at, pair[0], pair[1], how, SEEN_WEIGHT, seen=True, source=self._source
        )
        return Recorded(sentence, (event,))

    @_record.register
    def _(self, item: say.Thanks) -> Recorded:
        at, person = self._at(item), self._id(item.person)
        text = item.text.removeprefix("for ")
        sentence = f"you thanked {self._name(item.person)}" + (f" for {text}" if text else "")
        states = self._view.states(events.Favour, people={person})
        due = [one for one in states if one.event.giver == person and one.when("thanked") is None]
        if due:
            last = max(due, key=lambda state: (state.event.at, state.id))
            return Recorded(
                sentence, (events.Step(at, last.id, "thanked", item.text, self._source),)
            )
        said = f"said thanks {item.text}".strip()
        return Recorded(sentence, (events.Note(at, person, said, self._source),))

    @_record.register
    def _(self, item: say.Moment) -> Recorded:
        event = events.Moment(
            self._at(item), self._id(item.person), item.kind, item.text, self._source
        )
        return Recorded(f"{self._name(item.person)}, {item.kind}: {item.text}", (event,))

    @_record.register
    def _(self, item: say.Milestone) -> Recorded:
        if item.has_year:
            on = partial_of(item.day, item.precision)
        else:
            on = PartialDate(None, item.day.month, item.day.day)
        event = events.Milestone(self._now, self._id(item.person), item.kind, on, self._source)
        return Recorded(f"{self._name(item.person)}, {item.kind}: {date_text(on)}", (event,))

    @_record.register
    def _(self, item: news.Job) -> Recorded:
        pid, name, at = self._id(item.person), self._name(item.person), self._at(item)
        organization = item.organization or self._current(item.person)[1]
        day = item.day or self._entry.when
        start = partial_of(day, self._precision(day)) if item.started else None
        job = Affiliation(pid, organization, item.title, start, seen_at=at, source="typed")
        where = f" at {organization}" if organization else ""
        as_what = f" as {item.title}" if item.title else ""
        verb = "started" if item.started else "works"
        return Recorded(f"{name} {verb}{where}{as_what}", jobs=(job,))

    @_record.register
    def _(self, item: news.Leave) -> Recorded:
        pid, name, at = self._id(item.person), self._name(item.person), self._at(item)
        title, current = self._current(item.person)
        if not item.organization and not current:
            return self._note(item, self._entry.said(item.span).strip(" .,;:"))
        same = item.organization.casefold() in ("", current.casefold())
        on = item.day or self._entry.when
        day = partial_of(on, self._precision(on))
        organization = current if same else item.organization
        left = Affiliation(
            pid, organization, title if same else "", end=day, seen_at=at, source="typed"
        )
        none = Affiliation(pid, "", "", start=day, seen_at=at, source="typed")
        return Recorded(f"{name} left {organization}", jobs=(left, none) if same else (left,))

    def _note(self, item: Any, text: str) -> Recorded:
        note = events.Note(self._at(item), self._id(item.person), text, self._source)
        return Recorded(f"kept as a note on {self._name(item.person)}: {text}", (note,))

    def _current(self, mention: Mention) -> tuple[str, str]:
        """Return the current title and organization of a person, as far as they are known."""
        people = self._store.people([self._id(mention)])
        return (people[0].title, people[0].organization) if people else ("", "")

    @_record.register
    def _(self, item: news.Move) -> Recorded:
        claim = Claim(
            self._id(item.person), "city", item.city, self._at(item), "typed", self._source
        )
        return Recorded(f"{self._name(item.person)} lives in {item.city}", claims=(claim,))

    @_record.register
    def _(self, item: news.Death) -> Recorded:
        pid = self._id(item.person)
        claim = Claim(pid, "died", str(item.on), self._now, "typed", self._source)
        preposition = "on" if item.on.day else "in"
        sentence = f"{self._name(item.person)} died {preposition} {date_text(item.on)}"
        return Recorded(sentence, claims=(claim,))

    @_record.register
    def _(self, item: news.Address) -> Recorded:
        pid, name = self._id(item.person), self._name(item.person)
        readers = {"email": handles.email, "linkedin": handles.linkedin}
        reader = readers.get(item.kind)
        handle = handles.phone(item.value, "") if reader is None else reader(item.value)
        if handle is None:
            raise TypeError(f"not an address: {item.value}")
        owner = self._store.people_by_handle([handle.key]).get(handle.key)
        if owner is not None and owner != pid:
            other = self._store.people([owner])[0].name
            note = events.Note(self._at(item), pid, f"{item.kind}: {item.value}", self._source)
            sentence = f"{item.value} belongs to {other}; kept as a note on {name}"
            return Recorded(sentence, (note,))
        return Recorded(f"{name}, {item.kind}: {handle.value}", handles=((handle, pid),))

    @_record.register
    def _(self, item: say.Note) -> Recorded | None:
        entry = self._entry
        mentioned = tuple(mention for mention in entry.mentions if mention.text in item.text)
        about = item.about or mentioned or entry.participants or entry.mentions[:1]
        if not about:
            return None
        ids = dict.fromkeys(map(self._who, about))
        names = " and ".join(name for _, name in ids)
        notes = tuple(events.Note(self._at(item), pid, item.text, self._source) for pid, _ in ids)
        return Recorded(f"kept as a note on {names}: {item.text}", notes)
