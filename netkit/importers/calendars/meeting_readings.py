"""Read the entries of a calendar: when each takes place and with whom, series unrolled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from netkit.importers.calendars.attendees import absentees, attendees
from netkit.importers.calendars.meeting_versions import (
    DAMAGE,
    EventGroup,
    event_time,
    groups_of,
    is_cancelled,
    is_series,
    revision_of,
)
from netkit.importers.calendars.zone_names import iana_zone
from netkit.importers.port import Problem
from netkit.model.frozen import dataclass
from netkit.model.names import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from icalendar import Calendar, Component

    from netkit.model.events import Revision

__all__ = [
    "CLEAR", "DECLINED", "FIRST_YEAR", "SELF", "CalendarFile", "Meeting", "Planned", "Reading",
    "readings",
]  # fmt: skip

#: What is dated before this year (Exchange writes 1601 for no date), or is more often than daily,
#: is damage or an attack.
FIRST_YEAR = 1970
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
#: Methods of files that answer an invitation, or ask for one: they tell of no meeting (RFC 5546).
_ANSWERS = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})
CANCELLED, ALONE, SELF = "cancelled", "without other people", "yourself only"
DECLINED = "declined by you"
_TOO_FAR = "more than a year ahead: not counted yet"
#: Why a meeting does not count, where the entry says so clearly.
CLEAR = frozenset({CANCELLED, ALONE, SELF, DECLINED, _TOO_FAR})
#: Meetings so far ahead are kept; of a series those of two weeks, since each import adds the next.
_AHEAD, _SERIES_AHEAD = timedelta(days=366), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that is still to come: when it was written down, and its day where it is held."""

    written: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Meeting:
    """One occurrence; `people` maps address → name, organizer first where there is one.

    absent : addresses of those who declined. day : where it is held (2026-11-03).
    """

    file: str
    line: int
    at: datetime
    uid: str
    title: str
    organizer: str
    people: dict[str, str]
    planned: Planned | None = None
    absent: frozenset[str] = frozenset()
    day: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one entry of a calendar tells: its occurrences, or why they do not count.

    identified : it has an id of its own, so that another version of it is known by that
    """

    group: EventGroup
    revision: Revision
    zone: tzinfo
    occurrences: tuple[Meeting | Problem, ...]
    identified: bool = True

    @property
    def meetings(self) -> list[Meeting]:
        """Return the occurrences that may count."""
        return [entry for entry in self.occurrences if isinstance(entry, Meeting)]

    @property
    def is_statement(self) -> bool:
        """Return True if it says when and with whom the entry takes place, or that it does not.

        Public links of a calendar tell the time alone; what cannot be read tells nothing.
        """
        unclear = any(
            isinstance(entry, Problem) and entry.reason not in CLEAR for entry in self.occurrences
        )
        named = any("ATTENDEE" in event for event in self.group.events)
        return self.identified and not unclear and (named or self.is_cancelled)

    @property
    def is_cancelled(self) -> bool:
        """Return True if it says that the entry does not take place."""
        return any(
            isinstance(entry, Problem) and entry.reason == CANCELLED for entry in self.occurrences
        )


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar, and the line on which each of its events begins."""

    name: str
    calendar: Calendar
    lines: dict[int, int]

    def line(self, event: Component) -> int:
        """Return the line on which an event begins."""
        return self.lines.get(id(event), 1)


def readings(
    file: CalendarFile, now: datetime, clocks: tzinfo, own: Collection[str] = ()
) -> Iterator[Reading]:
    """Yield what each entry of a calendar tells: meetings by `now` and a year ahead, or why not.

    clocks : the owner's, on which a day without a time is that day
    own : the owner's addresses as far as they are known
    """
    method = str(file.calendar.get("METHOD", "")).upper()
    if method in _ANSWERS:
        return
    called_off = method == "CANCEL"
    entries: dict[str, list[Component]] = {}
    for event in file.calendar.walk("VEVENT"):
        uid = clean(str(event.get("UID", ""))) or f"{file.name}#{file.line(event)}"
        entries.setdefault(uid, []).append(event)
    reader = _Reader(file, _zone(file.calendar), now, clocks, own)
    for uid, events in entries.items():
        for group in groups_of(uid, events, reader.zone, clocks):
            yield Reading(
                group,
                revision_of(group, called_off=called_off, zone=reader.zone, clocks=clocks),
                reader.zone,
                tuple(reader.meetings(group, called_off=called_off)),
                identified="UID" in events[0],
            )


def _zone(calendar: Calendar) -> tzinfo:
    name = str(calendar.get("X-WR-TIMEZONE", "UTC"))
    try:
        return ZoneInfo(iana_zone(name) or name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the events of one calendar; times without a zone are in `zone`."""

    file: CalendarFile
    zone: tzinfo
    now: datetime
    clocks: tzinfo
    own: Collection[str]

    def meetings(self, group: EventGroup, *, called_off: bool) -> Iterator[Meeting | Problem]:
        """Yield the occurrences of an entry, or why there are none."""
        first, line = group.events[0], self.file.line(group.events[0])
        if called_off or all(map(is_cancelled, group.events)):
            yield Problem(self.file.name, line, CANCELLED)
        elif is_series(group.events):
            yield from self.unrolled(group.uid, list(group.events))
        else:
            yield self.meeting(group.uid, first, line)

    def unrolled(self, uid: str, events: list[Component]) -> Iterator[Meeting | Problem]:
        """Yield the occurrences of a recurring meeting up to two weeks from `now`."""
        line = self.file.line(events[0])
        try:
            occurrences = self._occurrences(events)
        except DAMAGE:
            yield Problem(self.file.name, line, "a series that cannot be unrolled")
            return
        for event in occurrences:
            if not is_cancelled(event):
                yield self.meeting(uid, event, line)

    def _occurrences(self, events: list[Component]) -> list[Component]:
        """Return a series' occurrences up to now; raises ValueError without a sensible rhythm."""
        import recurring_ical_events
        from icalendar import Calendar as EmptyCalendar

        starts = [
            t for event in events if (t := event_time(event, "DTSTART", self.zone, self.clocks))
        ]
        if min(starts).year < FIRST_YEAR or _TOO_OFTEN & {f for e in events for f in _rhythm(e)}:
            raise ValueError("a series without a sensible start or rhythm")
        series = EmptyCalendar()
        for component in (*self.file.calendar.walk("VTIMEZONE"), *events):
            series.add_component(component)
        first = min(starts) - timedelta(days=2)
        occurrences: list[Component] = recurring_ical_events.of(series).between(
            first, self.now + _SERIES_AHEAD
        )
        return occurrences

    def meeting(self, uid: str, event: Component, line: int) -> Meeting | Problem:
        """Return one occurrence, or why it does not count."""
        at = event_time(event, "DTSTART", self.zone, self.clocks)
        if at is None:
            return Problem(self.file.name, line, "no readable start")
        if at.year < FIRST_YEAR:
            return Problem(self.file.name, line, f"a start before {FIRST_YEAR}, which is no date")
        if at > self.now + _AHEAD:
            return Problem(self.file.name, line, _TOO_FAR)
        try:
            organizer, people = attendees(event, self.own)
            absent = absentees(event)
            title = clean(str(event.get("SUMMARY", "")))[:200]
        except DAMAGE:
            return Problem(self.file.name, line, "people that cannot be read")
        if len(people) < 2:
            return Problem(self.file.name, line, ALONE)
        planned = None
        if at > self.now:
            stamps = (event_time(event, name, UTC) for name in ("CREATED", "DTSTAMP"))
            written = next(filter(None, stamps), self.now)
            planned = Planned(min(written, self.now), self._day(event, at))
        day = self._day(event, at).isoformat()
        meeting = (self.file.name, line, at, uid, title, organizer, people, planned, absent, day)
        return Meeting(*meeting)

    def _day(self, event: Component, at: datetime) -> date:
        """Return the day of an event where it is held; of one without a time, the day it names."""
        start = event.get("DTSTART").dt
        return at.astimezone(self.zone).date() if isinstance(start, datetime) else start


def _rhythm(event: Component) -> list[str]:
    rules = event.get("RRULE", [])
    rules = rules if isinstance(rules, list) else [rules]
    return [str(freq).upper() for rule in rules for freq in rule.get("FREQ", [])]
