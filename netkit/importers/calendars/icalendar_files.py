"""Meetings from iCalendar (RFC 5545): an .ics file, or a folder of them.

A meeting counts when the owner and somebody else were there: rooms, those who declined, cancelled
occurrences and meetings of more than `Options.max_recipients` others do not. Recurring meetings
are unrolled up to `Options.now`; where that is not given, up to the newest DTSTAMP of the file,
which is when it was exported: what lies in the future has not happened yet and is kept as a meeting
ahead, for a year (of a series for two weeks). A time without a zone is taken in the calendar's
X-WR-TIMEZONE, else in UTC; a day without a time at noon.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import open_archive, unreadable
from netkit.importers.calendars.attendees import entities_invited
from netkit.importers.calendars.meeting_items import items_of
from netkit.importers.calendars.meeting_readings import FIRST_YEAR, CalendarFile, readings
from netkit.importers.calendars.meeting_versions import DAMAGE, event_time
from netkit.importers.calendars.zone_names import decode_calendar, rename_zones
from netkit.importers.owner_option import owner_handles
from netkit.importers.port import Item, Options, Problem
from netkit.model.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from icalendar import Calendar

    from netkit.model.events import Entity

__all__ = ["IMPORTER"]

_MAX_FILE = 256 << 20


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
        own = {key.value for key in (*owner_handles(options), *options.own_handles)}
        meetings = [
            reading for file in calendars for reading in readings(file, now, options.zone, own)
        ]
        for item in items_of(path, meetings, calendars, options):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                yield item
        yield from _entities(calendars)
        yield from _counted(problems)


def _entities(calendars: list[CalendarFile]) -> Iterator[Entity]:
    """Yield each room, device and group that was invited anywhere, once."""
    entities: dict[Entity, None] = {}
    for file in calendars:
        for event in file.calendar.walk("VEVENT"):
            with suppress(*DAMAGE):
                entities |= dict.fromkeys(entities_invited(event))
    yield from entities


def _calendars(path: Path) -> Iterator[CalendarFile | Problem]:
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
            except DAMAGE:
                yield Problem(name, 1, "not a calendar that can be read")
                continue
            starts = iter(_event_lines(text))
            for calendar in calendars:
                if calendar.name == "VCALENDAR":
                    lines = {id(event): next(starts, 1) for event in calendar.walk("VEVENT")}
                    yield CalendarFile(name, calendar, lines)


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
        if (moment := event_time(event, name, UTC)) is not None
    ]
    return max(stamps, default=datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))


def _counted(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield one problem for each file and reason, with how many there are."""
    first: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        key = (problem.file, problem.reason)
        earlier = first.get(key)
        first[key] = replace(earlier, count=earlier.count + 1) if earlier else problem
    yield from first.values()


IMPORTER = CalendarImporter()
