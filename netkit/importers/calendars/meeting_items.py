"""Turn what a calendar tells into people, meetings, days ahead and who knows whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netkit.importers.calendars.calendar_owner import calendar_owner
from netkit.importers.calendars.meeting_readings import CLEAR, DECLINED, SELF
from netkit.importers.co_presence import EvidenceFilter, acquaintances
from netkit.importers.mail.mailbox_owner import OwnAddresses
from netkit.importers.owner_option import owner_handles, owner_name
from netkit.importers.port import Item, MeetingVersion, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Interaction, Milestone, event_id
from netkit.model.frozen import replace
from netkit.model.handles import email
from netkit.model.when import PartialDate, to_epoch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from netkit.importers.calendars.meeting_readings import (
        CalendarFile,
        Meeting,
        Planned,
        Reading,
    )
    from netkit.model.events import EventId

__all__ = ["items_of"]

_SOURCE = "calendar"


def items_of(
    path: Path, readings: list[Reading], calendars: list[CalendarFile], options: Options
) -> Iterator[Item]:
    """Yield the owner, the people met, what follows from each entry, and which version told it."""
    meetings = [meeting for reading in readings for meeting in reading.meetings]
    forms = OwnAddresses(())
    if meetings:
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
    for reading in readings:
        yield from _told(reading, forms, shown, evident, options)


def _told(
    reading: Reading,
    own: OwnAddresses,
    shown: set[tuple[str, str]],
    evident: EvidenceFilter,
    options: Options,
) -> Iterator[Item]:
    """Yield what follows from an entry, then which version of it said so."""
    contacts: dict[EventId, int] = {}
    others: dict[str, list[EventId]] = {"Acquaintance": [], "Milestone": []}
    is_statement = reading.is_statement
    for entry in reading.occurrences:
        for item in [entry] if isinstance(entry, Problem) else _met(entry, own, shown, options):
            if isinstance(item, Interaction):
                contacts[event_id(item)] = to_epoch(item.at)
            elif isinstance(item, Acquaintance | Milestone):
                if isinstance(item, Acquaintance) and not any(evident.news([item])):
                    continue
                others[type(item).__name__].append(event_id(item))
            elif isinstance(item, Problem) and item.reason not in CLEAR:
                is_statement = False
            yield item
    if is_statement:
        yield _version(reading, contacts, others["Acquaintance"], others["Milestone"])


def _version(
    reading: Reading,
    contacts: dict[EventId, int],
    evidence: list[EventId],
    ahead: list[EventId],
) -> MeetingVersion:
    usual = reading.group.occurrence
    return MeetingVersion(
        reading.group.uid,
        replace(reading.revision, ahead=" ".join(ahead)),
        contacts,
        frozenset(evidence),
        to_epoch(usual) if usual else None,
        frozenset(meeting.day for meeting in reading.meetings),
        usual.astimezone(reading.zone).date().isoformat() if usual else "",
    )


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
    if mine is None and any(map(own.owned, meeting.absent)):
        yield Problem(meeting.file, meeting.line, DECLINED)
        return
    if mine is None:
        yield Problem(meeting.file, meeting.line, "not a meeting of yours; add addresses with --me")
        return
    if not others or len(others) > options.max_recipients:
        reason = f"of more than {options.max_recipients} people" if others else SELF
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
        meeting.uid, meeting.title, _SOURCE, meeting.uid,
    )  # fmt: skip
    yield from acquaintances(
        meeting.at, (ids[address] for address in others), "meeting", source=_SOURCE
    )


def _planned(meeting: Meeting, planned: Planned, others: Iterable[str]) -> Iterator[Milestone]:
    """Yield a meeting ahead as a day of each who takes part; it is no contact yet."""
    day = PartialDate.parse(planned.day.isoformat())
    for address in others:
        if handle := email(address):
            kind = f"meeting: {meeting.title}"
            yield Milestone(planned.written, handle.person_id, kind, day, _SOURCE)
