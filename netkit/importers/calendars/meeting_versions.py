"""Tell which of two readings of one calendar entry is the newer (RFC 5546, 2.1.5).

The organizer's SEQUENCE decides, then the newest LAST-MODIFIED (else DTSTAMP), then the SEQUENCE of
occurrences that were changed by themselves; among equals a cancellation.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from netkit.model.events import Revision
from netkit.model.frozen import dataclass
from netkit.model.when import from_epoch, middle_of_day, to_epoch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from icalendar import Component

__all__ = [
    "DAMAGE",
    "EventGroup",
    "event_time",
    "groups_of",
    "is_cancelled",
    "is_series",
    "revision_of",
]

#: What icalendar lets through of damaged events is of many kinds.
DAMAGE = (ValueError, LookupError, AttributeError, TypeError, OverflowError, ArithmeticError)
_MOST = 10**9


@dataclass(frozen=True, slots=True)
class EventGroup:
    """The events that one statement is made of: an entry with its changed occurrences.

    occurrence : the usual time of the one occurrence it speaks of; None for the whole entry
    """

    uid: str
    events: tuple[Component, ...]
    occurrence: datetime | None = None


def groups_of(
    uid: str, events: Sequence[Component], zone: tzinfo, clocks: tzinfo
) -> Iterator[EventGroup]:
    """Yield the events of one id together; each by itself where the entry is not among them."""
    if not all("RECURRENCE-ID" in event for event in events):
        yield EventGroup(uid, tuple(events))
        return
    for event in events:
        yield EventGroup(uid, (event,), event_time(event, "RECURRENCE-ID", zone, clocks))


def is_series(events: Sequence[Component]) -> bool:
    """Return True for a rhythm, several dates or several components."""
    return len(events) > 1 or any(rule in events[0] for rule in ("RRULE", "RDATE"))


def is_cancelled(event: Component) -> bool:
    """Return True for an event that was called off."""
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def event_time(event: Component, name: str, zone: tzinfo, clocks: tzinfo = UTC) -> datetime | None:
    """Return a time of an event in UTC; None when it has none that can be read.

    zone : of a time without one; clocks : the owner's, on which a day without a time is that day
    """
    try:
        value = event.get(name)
        moment = getattr(value, "dt", None)
        if isinstance(moment, datetime):
            return moment.replace(tzinfo=moment.tzinfo or zone).astimezone(UTC)
        if isinstance(moment, date):
            return middle_of_day(moment, clocks)
    except DAMAGE:
        return None
    return None


def revision_of(group: EventGroup, *, called_off: bool, zone: tzinfo, clocks: tzinfo) -> Revision:
    """Return the version of an entry that a calendar tells.

    called_off : the whole file is a cancellation
    """
    events = group.events
    mains = [event for event in events if "RECURRENCE-ID" not in event] or events
    stamp = max(map(_stamp, events))
    cancelled = called_off or all(map(is_cancelled, events))
    numbers = (
        max(map(_sequence, mains)), stamp, max(map(_sequence, events)), int(cancelled)
    )  # fmt: skip
    start = None if cancelled else event_time(mains[0], "DTSTART", zone, clocks)
    return Revision(
        from_epoch(stamp),
        meeting_key(group.uid, group.occurrence),
        " ".join(f"{number:011d}" for number in numbers),
        to_epoch(start) if start and group.occurrence else 0,
        is_series(events) or group.occurrence is not None,
        source="calendar",
    )


def meeting_key(uid: str, occurrence: datetime | None) -> str:
    """Return the key of an entry, or of one occurrence of it: a hash, since ids hold addresses."""
    key = hashlib.blake2b(uid.encode(), digest_size=9).hexdigest()
    return f"{key}/{to_epoch(occurrence)}" if occurrence else key


def _sequence(event: Component) -> int:
    try:
        return min(max(int(event.get("SEQUENCE", 0)), 0), _MOST)
    except DAMAGE:
        return 0


def _stamp(event: Component) -> int:
    times = (event_time(event, name, UTC) for name in ("LAST-MODIFIED", "DTSTAMP"))
    moment = next(filter(None, times), None)
    return max(to_epoch(moment), 0) if moment else 0
