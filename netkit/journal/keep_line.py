"""From a typed line to a change: what is asked, what was answered, what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import AmbiguousNameError, UsageError
from netkit.language.stored_names import StoredNames
from netkit.model import handles
from netkit.model.frozen import dataclass, replace
from netkit.model.names import clean, without_controls
from netkit.model.people import Claim, Handle, PersonId
from netkit.model.when.written_days import weekday_and_day
from netkit.recording.changes import plain_texts, record
from netkit.store.values import Change

from .day_texts import day_text
from .line_records import records_of
from .parse_log import parse_log
from .record_context import LineRecord, RecordContext

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.language.name_index import Person
    from netkit.recording.changes import RecordedChange

    from .log_entry import Ask, LogEntry, Mention

__all__ = ["LONGEST", "LinePlan", "LoggedLine", "plan_line"]

#: Characters; a longer text is no line, and reading it would take seconds.
LONGEST = 2000


def plan_line(view: NetworkView, text: str, *, now: datetime, source: str) -> LinePlan:
    """Read a line of the log, ready to be asked about and recorded.

    Parameters
    ----------
    now : the moment it is typed
    source : where the events will say they come from

    Raises
    ------
    UsageError
        It is longer than `LONGEST`.
    """
    text = clean(text)
    if len(text) > LONGEST:
        raise UsageError(f"a line has {LONGEST} characters at most; write several: log --file FILE")
    entry = parse_log(text, today=now.date(), names=StoredNames(view.store))
    return LinePlan(view, entry, now, source)


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """A line of the log that was recorded.

    understood : how it was understood, a sentence each. notes : what was kept otherwise, and why.
    """

    understood: tuple[str, ...]
    notes: tuple[str, ...]
    change: RecordedChange


class LinePlan:
    """A plan says what a line of the log will record, once its questions are answered.

    Attributes
    ----------
    told : list of str
        What is to be said besides: what was kept as a note, and why.
    """

    def __init__(self, view: NetworkView, entry: LogEntry, now: datetime, source: str) -> None:
        self._view = view
        self._entry = entry
        self._now = now
        self._source = source
        self._chosen: dict[str, Person] = {}
        self._new: dict[str, Handle] = {}
        self._whole: str | None = None
        self._day_was_set = False
        self.told: list[str] = [ask.question for ask in entry.asks if ask.about in ("note", "who")]

    @property
    def questions(self) -> list[str]:
        """Return the questions that have to be answered before anything is recorded."""
        return [ask.question for ask in self._asks("which", "new", "when")]

    @property
    def day_questions(self) -> list[str]:
        """The questions about a day that could be two, or is still to come."""
        return [ask.question for ask in self._asks("when")]

    @property
    def unread_day(self) -> str:
        """The question for a day that cannot be read; empty without one."""
        return next((ask.question for ask in self._asks("day")), "")

    @property
    def new_names(self) -> list[Mention]:
        """The names that nobody in the network has."""
        return list(self._entry.new_names)

    @property
    def unsettled(self) -> list[Mention]:
        """The names that several people have."""
        return [
            mention
            for mention in self._entry.mentions
            if not mention.is_new and mention.person is None
        ]

    def _asks(self, *about: str) -> list[Ask]:
        return [ask for ask in self._entry.asks if ask.about in about]

    def new_question(self, mention: Mention) -> str:
        """Return the question whether somebody new is added; names those whose name is near."""
        return next(
            ask.question
            for ask in self._asks("new")
            if ask.span == mention.span and mention.text in ask.question
        )

    def set_day(self, typed: str) -> None:
        """Take the day that a line's own words do not tell.

        Raises
        ------
        UsageError
            It is no day either.
        """
        from netkit.model.when.typed_dates import read_past_day

        day = read_past_day(typed, today=self._now.date())
        self._entry = replace(self._entry, when=day, precision="day")
        self._day_was_set = True

    def choose(self, mention: Mention, person: Person) -> None:
        """Take somebody for a name that several have."""
        self._chosen[mention.text] = person

    def add(self, mention: Mention) -> None:
        """Make a new person of a name.

        Raises
        ------
        UsageError
            It is no name.
        """
        handle = handles.named("typed", _as_name(mention.text), self._now.isoformat())
        if handle is None:
            raise UsageError(f"not a name: “{mention.text}”; nothing was recorded")
        self._new[mention.text] = handle

    def keep_whole_line(self, why: str) -> None:
        """Record the line as a note and nothing else."""
        self._whole = self._whole or why

    def take_likeliest(self) -> None:
        """Answer every question by what is likeliest; a name that nobody has is added.

        Raises
        ------
        AmbiguousNameError
            Two people are equally likely.
        """
        for mention in self.new_names:
            self.add(mention)
        for mention in self.unsettled:
            first, second = mention.choices[:2]
            if first.score <= second.score:
                listed = "; ".join(
                    f"{choice.name}, {choice.reason} ({choice.id})" for choice in mention.choices
                )
                raise AmbiguousNameError(f"“{mention.text}” can be {listed}; write the whole name")
            self.choose(mention, first)

    def record(self) -> LoggedLine:
        """Record the line, as its questions were answered.

        Raises
        ------
        UsageError
            The line says nothing of anybody.
        """
        change, lines = self.change()
        recorded = record(
            self._view,
            "recorded; 'netkit undo' takes it back",
            tuple(change.events),
            label=change.label,
            handles=change.handles,
            claims=change.claims,
            affiliations=change.affiliations,
            removals=change.removals,
        )
        return LoggedLine(tuple(lines), tuple(self.told), recorded)

    def change(self) -> tuple[Change, list[str]]:
        """Return the change that is recorded, and the sentences that say so.

        Raises
        ------
        UsageError
            The line says nothing of anybody.
        """
        if self.unread_day and not self._day_was_set:
            self.keep_whole_line(self.unread_day.removesuffix("?") + " is not clear")
        if self._entry.when > self._now.date():
            self.keep_whole_line(f"{self._entry.when} lies ahead, and no day is named")
        if self._whole:
            records = self._note_of_all()
        else:
            records = records_of(
                RecordContext(self._entry, self._view, self._who, self._now, self._source)
            )
        if not records:
            raise UsageError("nothing was recorded: the line names nobody, or says nothing of them")
        return self._changed(records), self._lines(records)

    def _note_of_all(self) -> list[LineRecord]:
        """Return the whole line as a note on everybody known in it, or on the owner."""
        from netkit.model.events import Note as NoteEvent

        self._new = {}
        mentions = [
            mention
            for mention in self._entry.mentions
            if mention.person or mention.text in self._chosen
        ]
        people = dict.fromkeys(self._who(mention) for mention in mentions)
        if not people:
            people = {(self._view.owner, "yourself"): None}
        names = " and ".join(name for _, name in people)
        self.told = [f"{self._whole}: kept as a note on {names}"]
        notes = tuple(
            NoteEvent(self._now, pid, self._entry.text, self._source) for pid, _ in people
        )
        return [LineRecord(f"kept as a note on {names}: {self._entry.text}", notes)]

    def _who(self, mention: Mention) -> tuple[PersonId, str]:
        """Return the person a mention stands for, and their name."""
        if mention.text in self._new:
            return self._new[mention.text].person_id, _as_name(mention.text)
        person = self._chosen.get(mention.text) or mention.person
        if person is None:
            raise UsageError(f"nobody is called {mention.text}; nothing was recorded")
        return PersonId(person.id), person.name

    def _changed(self, records: list[LineRecord]) -> Change:
        claims = [
            Claim(handle.person_id, "name", _as_name(name), self._now, "typed", self._source)
            for name, handle in self._new.items()
        ]
        events = [event for record in records for event in record.events]
        return Change(
            label=without_controls(f"log: {self._entry.text}"),
            at=self._now,
            events=tuple(dict.fromkeys(map(plain_texts, events))),
            handles=[
                *((handle, handle.person_id) for handle in self._new.values()),
                *(pair for record in records for pair in record.handles),
            ],
            claims=[*claims, *(claim for record in records for claim in record.claims)],
            affiliations=[plain_texts(job) for record in records for job in record.jobs],
            removals=[event for record in records for event in record.removals],
        )

    def _lines(self, records: list[LineRecord]) -> list[str]:
        lines = [
            f"on {weekday_and_day(self._now)}"
            if self._whole
            else day_text(self._entry.when, self._entry.precision)
        ]
        for mention in self._entry.mentions:
            person = self._chosen.get(mention.text) or mention.person
            if person and len(mention.choices) > 1:
                why = f" ({person.reason})" if person.reason else ""
                lines.append(f"{mention.text} is {person.name}{why}")
            if mention.text in self._new:
                near = " or ".join(person.name for person in mention.near)
                lines.append(f"new: {_as_name(mention.text)}" + (f" (not {near})" if near else ""))
        return [*lines, *(record.sentence for record in records)]


def _as_name(text: str) -> str:
    """Return a name with capitals where it was typed without any.

    >>> _as_name("amina okafor"), _as_name("Ludwig van Beek")
    ('Amina Okafor', 'Ludwig van Beek')
    """
    return text.title() if text.islower() else text
