"""Meetings from iCalendar (RFC 5545): an .ics file, or a folder of them.

A meeting counts when the owner and somebody else were there: rooms, those who declined, cancelled
occurrences and meetings of more than `Options.max_recipients` others do not. Recurring meetings
are unrolled up to `Options.now`; where that is not given, up to the newest DTSTAMP of the file,
which is when it was exported: what lies in the future has not happened yet and is kept as a meeting
ahead, for a year (of a series for two weeks). A time without a zone is taken in the calendar's
X-WR-TIMEZONE, else in UTC; a day without a time at noon.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from netkit.errors import BadInputError
from netkit.importers.archive import open_archive, unreadable
from netkit.importers.calendars.attendees import attendees, entities_invited
from netkit.importers.calendars.calendar_owner import calendar_owner
from netkit.importers.calendars.zone_names import decode_calendar, iana_zone, rename_zones
from netkit.importers.co_presence import EvidenceFilter, acquaintances
from netkit.importers.mail.mailbox_owner import OwnAddresses
from netkit.importers.owner_option import owner_handles, owner_name
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Interaction, Milestone
from netkit.model.frozen import dataclass, replace
from netkit.model.handles import email
from netkit.model.names import clean
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from icalendar import Calendar, Component

    from netkit.model.events import Entity

__all__ = ["IMPORTER"]

SOURCE = "calendar"
_MAX_FILE = 256 << 20
#: What is dated before this year (Exchange writes 1601 for no date), or is more often than daily,
#: is damage or an attack.
_FIRST_YEAR = 1970
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
#: What icalendar and recurring-ical-events let through of damaged events is of many kinds.
_DAMAGE = (ValueError, LookupError, AttributeError, TypeError, OverflowError, ArithmeticError)


#: Meetings so far ahead are kept; of a series those of two weeks, since each import adds the next.
_AHEAD, _SERIES_AHEAD = timedelta(days=366), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that is still to come: when it was written down, and its day where it is held."""

    written: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Meeting:
    """One occurrence; `people` maps address → name, organizer first where there is one."""

    file: str
    line: int
    at: datetime
    uid: str
    title: str
    organizer: str
    people: dict[str, str]
    planned: Planned | None = None


class CalendarImporter:
    """Calendars of Google, Apple, Outlook, Nextcloud."""

    name = "icalendar"
    summary = "calendars: iCalendar (.ics), a file or a folder of them"

    def detects(self, path: Path) -> bool:
        """Detect a file that begins with a calendar, or a folder that holds only .ics files."""
        try:
            if path.is_dir():
                files = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
                return bool(files) and all(entry.suffix.lower() == ".ics" for entry in files)
            with path.open("rb") as file:
                head = decode_calendar(file.read(200)).lstrip("\r\n\t ")
            return head[:15].upper() == "BEGIN:VCALENDAR"
        except OSError:
            return False

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the people met and the meetings.

        Raises BadInputError when nothing can be read, or nothing tells whose calendar it is.
        """
        entries = list(_calendars(path))
        problems = [entry for entry in entries if isinstance(entry, Problem)]
        calendars = [entry for entry in entries if not isinstance(entry, Problem)]
        if not calendars:
            raise BadInputError(f"{path.name} holds no calendar that can be read")
        now = options.now or max(_newest(file.calendar) for file in calendars)
        meetings: list[Meeting] = []
        for file in calendars:
            for meeting in _meetings(file, now):
                if isinstance(meeting, Problem):
                    problems.append(meeting)
                else:
                    meetings.append(meeting)
        for item in _items(path, meetings, calendars, options):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                yield item
        yield from _entities(calendars)
        yield from _counted(problems)


def _entities(calendars: list[_File]) -> Iterator[Entity]:
    """Yield each room, device and group that was invited anywhere, once."""
    entities: dict[Entity, None] = {}
    for file in calendars:
        for event in file.calendar.walk("VEVENT"):
            with suppress(*_DAMAGE):
                entities |= dict.fromkeys(entities_invited(event))
    yield from entities


@dataclass(frozen=True, slots=True)
class _File:
    """A calendar, and the line on which each of its events begins."""

    name: str
    calendar: Calendar
    lines: dict[int, int]

    def line(self, event: Component) -> int:
        return self.lines.get(id(event), 1)


def _calendars(path: Path) -> Iterator[_File | Problem]:
    from icalendar import Calendar

    with open_archive(path) as archive:
        for member in archive.members:
            name = member.name if len(archive.members) > 1 else path.name
            if member.size > _MAX_FILE:
                yield Problem(name, 1, "a calendar of more than 256 MiB")
                continue
            with unreadable(name), archive.open(member) as file:
                text = rename_zones(decode_calendar(file.read()))
            try:
                calendars = Calendar.from_ical(text, multiple=True)
            except _DAMAGE:
                yield Problem(name, 1, "not a calendar that can be read")
                continue
            starts = iter(_event_lines(text))
            for calendar in calendars:
                if calendar.name == "VCALENDAR":
                    lines = {id(event): next(starts, 1) for event in calendar.walk("VEVENT")}
                    yield _File(name, calendar, lines)


def _event_lines(text: str) -> Iterator[int]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip().upper() == "BEGIN:VEVENT":
            yield number


def _newest(calendar: Calendar) -> datetime:
    """Return when the file was written, by the newest stamp of its events."""
    stamps = [
        moment
        for event in calendar.walk("VEVENT")
        for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED")
        if (moment := _time(event, name, UTC)) is not None
    ]
    return max(stamps, default=datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC))


def _time(event: Component, name: str, zone: tzinfo) -> datetime | None:
    """Return a time of an event in UTC; None when it has none that can be read."""
    try:
        value = event.get(name)
        moment = getattr(value, "dt", None)
        if isinstance(moment, datetime):
            return moment.replace(tzinfo=moment.tzinfo or zone).astimezone(UTC)
        if isinstance(moment, date):
            return datetime.combine(moment, time(12), UTC)
    except _DAMAGE:
        return None
    return None


def _meetings(file: _File, now: datetime) -> Iterator[Meeting | Problem]:
    """Yield the meetings that took place by `now`, and a problem for each event left out."""
    calendar = file.calendar
    if str(calendar.get("METHOD", "")).upper() == "CANCEL":
        return
    series: dict[str, list[Component]] = {}
    for event in calendar.walk("VEVENT"):
        uid = clean(str(event.get("UID", ""))) or f"{file.name}#{file.line(event)}"
        series.setdefault(uid, []).append(event)
    reader = _Reader(file, _zone(calendar), now)
    for uid, events in series.items():
        if all(_is_cancelled(event) for event in events):
            yield Problem(file.name, file.line(events[0]), "cancelled")
        elif len(events) == 1 and "RRULE" not in events[0] and "RDATE" not in events[0]:
            yield reader.meeting(uid, events[0], file.line(events[0]))
        else:
            yield from reader.unrolled(uid, events)


def _zone(calendar: Calendar) -> tzinfo:
    name = str(calendar.get("X-WR-TIMEZONE", "UTC"))
    try:
        return ZoneInfo(iana_zone(name) or name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _is_cancelled(event: Component) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the events of one calendar; times without a zone are in `zone`."""

    file: _File
    zone: tzinfo
    now: datetime

    def unrolled(self, uid: str, events: list[Component]) -> Iterator[Meeting | Problem]:
        """Yield the occurrences of a recurring meeting up to two weeks from `now`."""
        line = self.file.line(events[0])
        try:
            occurrences = self._occurrences(events)
        except _DAMAGE:
            yield Problem(self.file.name, line, "a series that cannot be unrolled")
            return
        for event in occurrences:
            if not _is_cancelled(event):
                yield self.meeting(uid, event, line)

    def _occurrences(self, events: list[Component]) -> list[Component]:
        """Return a series' occurrences up to now; raises ValueError without a sensible rhythm."""
        import recurring_ical_events
        from icalendar import Calendar as EmptyCalendar

        starts = [t for event in events if (t := _time(event, "DTSTART", self.zone))]
        if min(starts).year < _FIRST_YEAR or _TOO_OFTEN & {f for e in events for f in _rhythm(e)}:
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
        at = _time(event, "DTSTART", self.zone)
        if at is None:
            return Problem(self.file.name, line, "no readable start")
        if at.year < _FIRST_YEAR:
            return Problem(self.file.name, line, f"a start before {_FIRST_YEAR}, which is no date")
        if at > self.now + _AHEAD:
            return Problem(self.file.name, line, "more than a year ahead: not counted yet")
        try:
            organizer, people = attendees(event)
            title = clean(str(event.get("SUMMARY", "")))[:200]
        except _DAMAGE:
            return Problem(self.file.name, line, "people that cannot be read")
        if len(people) < 2:
            return Problem(self.file.name, line, "without other people")
        planned = None
        if at > self.now:
            written = _time(event, "CREATED", UTC) or _time(event, "DTSTAMP", UTC) or self.now
            planned = Planned(min(written, self.now), at.astimezone(self.zone).date())
        return Meeting(self.file.name, line, at, uid, title, organizer, people, planned)


def _rhythm(event: Component) -> list[str]:
    rules = event.get("RRULE", [])
    rules = rules if isinstance(rules, list) else [rules]
    return [str(freq).upper() for rule in rules for freq in rule.get("FREQ", [])]


# --- whose calendar, and what it says ----------------------------------------------------------


def _items(
    path: Path, meetings: list[Meeting], calendars: list[_File], options: Options
) -> Iterator[Item]:
    if not meetings:
        return
    names = [email(str(file.calendar.get("X-WR-CALNAME", ""))) for file in calendars]
    own = calendar_owner(
        path.name,
        [meeting.people for meeting in meetings],
        [handle.value for handle in names if handle],
        options,
    )
    forms = OwnAddresses(own)
    yield _owner_sighting(own, forms, meetings, options)
    shown: set[tuple[str, str]] = set()
    evident = EvidenceFilter()
    for meeting in meetings:
        for item in _met(meeting, forms, shown, options):
            yield from evident.news([item]) if isinstance(item, Acquaintance) else [item]


def _owner_sighting(
    own: tuple[str, ...], forms: OwnAddresses, meetings: list[Meeting], options: Options
) -> Sighting:
    """Return the owner: every address, the name most written, a number or a profile typed."""
    names = Counter(
        name
        for meeting in meetings
        for address, name in meeting.people.items()
        if forms.owned(address)
    )
    names.pop("", None)
    name = names.most_common(1)[0][0] if names else owner_name(options)
    handles = [handle for handle in map(email, own) if handle]
    others = [handle for handle in owner_handles(options) if handle.kind != "email"]
    return Sighting(tuple(dict.fromkeys((*handles, *others))), name, owner=True)


def _met(
    meeting: Meeting, own: OwnAddresses, shown: set[tuple[str, str]], options: Options
) -> Iterator[Item]:
    mine = next(filter(None, map(own.owned, meeting.people)), None)
    others = {address: name for address, name in meeting.people.items() if not own.owned(address)}
    if mine is None:
        yield Problem(meeting.file, meeting.line, "not a meeting of yours; add addresses with --me")
        return
    if not others or len(others) > options.max_recipients:
        reason = f"of more than {options.max_recipients} people" if others else "yourself only"
        yield Problem(meeting.file, meeting.line, reason)
        return
    seen_at = meeting.planned.written if meeting.planned else meeting.at
    for address, name in others.items():
        if (address, name) not in shown and (handle := email(address)):
            shown.add((address, name))
            yield Sighting((handle,), name, seen_at=seen_at)
    if meeting.planned is not None:
        yield from _planned(meeting, meeting.planned, others)
        return
    ids = {address: handle.person_id for address in (mine, *others) if (handle := email(address))}
    organizer = own.owned(meeting.organizer) or meeting.organizer
    sender = organizer if organizer in ids else mine
    yield Interaction(
        meeting.at, "meeting", ids[sender],
        tuple(person for key, person in ids.items() if key != sender),
        meeting.uid, meeting.title, SOURCE, meeting.uid,
    )  # fmt: skip
    yield from acquaintances(
        meeting.at, (ids[address] for address in others), "meeting", source=SOURCE
    )


def _counted(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield one problem for each file and reason, with how many there are."""
    first: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        key = (problem.file, problem.reason)
        earlier = first.get(key)
        first[key] = replace(earlier, count=earlier.count + 1) if earlier else problem
    yield from first.values()


IMPORTER = CalendarImporter()


def _planned(meeting: Meeting, planned: Planned, others: Iterable[str]) -> Iterator[Milestone]:
    """Yield a meeting ahead as a day of each who takes part; it is no contact yet."""
    day = PartialDate.parse(planned.day.isoformat())
    for address in others:
        if handle := email(address):
            kind = f"meeting: {meeting.title}"
            yield Milestone(planned.written, handle.person_id, kind, day, SOURCE)
