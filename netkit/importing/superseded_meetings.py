"""A meeting that was moved, changed or called off counts as its newest version tells it, once.

Calendars know an entry by an id (the thread of its contacts). Of two versions the newer one decides
(`Revision.version`), whichever file is read first; of the same version the last one read. A version
takes out the contacts, days ahead and acquaintances that an earlier one brought and that it does
not tell of any more. What the user edited or removed by hand stays as the user left it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from netkit.importers.co_presence import acquaintances
from netkit.importing.settled_meetings import SettledMeetings
from netkit.model.events import Acquaintance, EventId, Milestone, Revision, event_id
from netkit.model.frozen import dataclass, replace
from netkit.model.when import to_epoch
from netkit.store.event_spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netkit.importers.port import MeetingVersion
    from netkit.model.events import Interaction
    from netkit.model.history import Recorded
    from netkit.store.port import Store
    from netkit.store.values import Change

__all__ = ["drop_superseded"]

_SOURCE = "calendar"
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def drop_superseded(
    store: Store, change: Change, versions: Sequence[MeetingVersion]
) -> tuple[Change, int]:
    """Return `change` without what newer versions of its meetings do not tell, and its removals.

    Besides: how many contacts on record it takes out.
    """
    if not versions:
        return change, 0
    entries = _Entries(store, versions, to_epoch(change.at))
    for version in sorted(versions, key=lambda version: version.revision.version):
        entries.take(version)
    gone = [contact for contact in entries.on_record if contact.id in entries.removed]
    removals = {contact.id for contact in gone}
    removals |= {*_days_given_up(store, entries.given_up), *_evidence_of(store, gone)}
    removals -= entries.events - entries.dropped
    dropped = entries.dropped
    events = change.events
    if dropped:
        events = Spool(event for event in events if event_id(event) not in dropped)
    events = Spool.of(events)
    for revision in entries.news():
        events.add(revision)
    return replace(change, events=events, removals=[*change.removals, *sorted(removals)]), len(gone)


@dataclass(frozen=True, slots=True)
class _Known:
    """The newest version known of a meeting, and the days ahead that any of them gave."""

    revision: Revision
    ahead: frozenset[str]

    @classmethod
    def of(cls, revision: Revision, before: _Known | None) -> _Known:
        """Return what is known after a version was told."""
        ahead = frozenset(revision.ahead.split())
        if before is None:
            return cls(revision, ahead)
        return cls(
            max(before.revision, revision, key=attrgetter("version")),
            before.ahead | ahead,
        )


@dataclass(frozen=True, slots=True)
class _GivenUp:
    """A day ahead that a newer version does not tell: unless the meeting was on it (`held`).

    only : of a series, the one day that was changed
    """

    held: frozenset[str]
    only: str = ""


class _Entries:
    """The entries of calendars as they stand, while versions are taken in, the oldest first.

    Attributes
    ----------
    on_record : the contacts on record of the entries spoken of
    removed : ids of contacts that do not stand any more
    events : ids of the change's own events; dropped : of those that do not stand
    given_up : days ahead that were given up, by their ids
    """

    def __init__(self, store: Store, versions: Sequence[MeetingVersion], now: int) -> None:
        self.now = now
        uids = {version.uid for version in versions}
        self.on_record = [
            contact
            for contact in _meetings(store, _FIRST, _LAST)
            if contact.event.thread in uids
        ]  # fmt: skip
        self.removed: set[EventId] = set()
        self.events: set[EventId] = set()
        self.dropped: set[EventId] = set()
        self.given_up: dict[EventId, _GivenUp] = {}
        self._standing: defaultdict[str, dict[EventId, int]] = defaultdict(dict)
        for contact in self.on_record:
            self._standing[contact.event.thread][contact.id] = to_epoch(contact.event.at)
        self._settled = SettledMeetings(store, uids)
        self._before: dict[str, _Known] = {}
        for recorded in store.events({"revision"}):
            revision = cast("Revision", recorded.event)
            self._before[revision.meeting] = _Known.of(revision, self._before.get(revision.meeting))
        self._known = dict(self._before)
        self._changed_alone: defaultdict[str, set[str]] = defaultdict(set)
        for meeting in self._known:
            self._changed_alone[meeting.partition("/")[0]].add(meeting)

    def take(self, version: MeetingVersion) -> None:
        """Let a version stand in place of what stood, unless it is older or settled by hand."""
        revision, ahead = version.revision, frozenset(version.revision.ahead.split())
        events = {*version.contacts, *version.evidence, *map(EventId, ahead)}
        self.events |= events
        if self._settled.whole(version, self._ahead_of(version)) or self._is_older(revision):
            self.dropped |= events
            return
        self.dropped -= events
        self._stand(version)
        for day in self._ahead_of(version) - ahead:
            self.given_up[EventId(day)] = _GivenUp(version.days, version.usual_day)
            self.dropped |= {EventId(day)} & self.events if not version.usual_day else set()
        for day in ahead:
            self.given_up.pop(EventId(day), None)
        self._known[revision.meeting] = _Known.of(revision, self._known.get(revision.meeting))
        self._changed_alone[revision.meeting.partition("/")[0]].add(revision.meeting)

    def news(self) -> Iterator[Revision]:
        """Yield the versions that were not known, or that give days ahead that were not."""
        for meeting, newest in self._known.items():
            before = self._before.get(meeting)
            ahead = newest.ahead - (before.ahead if before else frozenset())
            standing = sorted(day for day in ahead if EventId(day) not in self.dropped)
            if before is None or before.revision.version != newest.revision.version or standing:
                yield replace(newest.revision, ahead=" ".join(standing))

    def _is_older(self, revision: Revision) -> bool:
        """Return True for a version older than the one known of it, or of its whole series."""
        series = revision.meeting.partition("/")[0]
        entries = [self._known[key] for key in {series, revision.meeting} if key in self._known]
        return any(revision.version < entry.revision.version for entry in entries)

    def _ahead_of(self, version: MeetingVersion) -> frozenset[str]:
        """Return the days ahead that earlier versions gave, of a series all for one occurrence."""
        meeting = version.revision.meeting
        keys = {meeting, meeting.partition("/")[0]}
        return frozenset().union(*(self._known[key].ahead for key in keys if key in self._known))

    def _stand(self, version: MeetingVersion) -> None:
        """Put the contacts of a version in place of those that it takes the place of."""
        moved, places = self._newer_occurrences(version)
        settled = self._settled.times(version.uid)
        contacts = {
            contact: at
            for contact, at in version.contacts.items()
            if at not in moved and at not in settled
        }
        self.dropped |= version.contacts.keys() - contacts.keys()
        self.removed -= contacts.keys()
        standing = self._standing[version.uid]
        for contact, at in list(standing.items()):
            if contact in contacts or at in places or self._settled.is_by_hand(contact):
                continue
            if self._is_spoken_of(version, at) and at <= self.now:
                del standing[contact]
                self.removed.add(contact)
                self.dropped |= {contact} & self.events
        standing |= contacts

    def _newer_occurrences(self, version: MeetingVersion) -> tuple[set[int], set[int]]:
        """Return the usual and the present times of occurrences changed after this version."""
        if version.occurrence is not None:
            return set(), set()
        revision = version.revision
        alone = [
            self._known[meeting].revision
            for meeting in self._changed_alone[revision.meeting]
            if meeting != revision.meeting
            and self._known[meeting].revision.version > revision.version
        ]
        usual = {int(changed.meeting.partition("/")[2]) for changed in alone}
        return usual, {changed.start for changed in alone}

    def _is_spoken_of(self, version: MeetingVersion, at: int) -> bool:
        """Return True if a version says of a contact at this time whether it stands."""
        if version.occurrence is None:
            return True
        newest = self._known.get(version.revision.meeting)
        return at in {version.occurrence, newest.revision.start if newest else version.occurrence}


def _meetings(store: Store, since: datetime, until: datetime) -> list[Recorded[Interaction]]:
    """Return the contacts of calendars in which an owner took part."""
    contacts = {
        contact.id: contact
        for owner in store.owners()
        for contact in store.meetings(owner, since=since, until=until)
        if contact.event.source == _SOURCE
    }
    return list(contacts.values())


def _days_given_up(store: Store, given_up: dict[EventId, _GivenUp]) -> Iterator[EventId]:
    for recorded in store.events({"milestone"}) if given_up else ():
        if (reason := given_up.get(recorded.id)) is not None:
            day = str(cast("Milestone", recorded.event).date)
            if day not in reason.held and reason.only in ("", day):
                yield recorded.id


def _evidence_of(store: Store, gone: Sequence[Recorded[Interaction]]) -> Iterator[EventId]:
    """Yield the acquaintances that followed from contacts that are gone, and from no other."""
    lost = {contact.id for contact in gone}
    followed = {key for contact in gone for key in _evidence_keys(store, contact.event)}
    if not followed:
        return
    days = {key[0] for key in followed}
    for day in days:
        for other in _meetings(store, day, day + timedelta(days=1)):
            followed -= _evidence_keys(store, other.event) if other.id not in lost else set()
    for recorded in store.events({"acquaintance"}):
        event = cast("Acquaintance", recorded.event)
        if event.source == _SOURCE and _evidence_key(event) in followed:
            yield recorded.id


_Key = tuple[datetime, frozenset[str], str]


def _evidence_keys(store: Store, contact: Interaction) -> set[_Key]:
    others = {contact.sender, *contact.recipients} - set(store.owners())
    return {
        _evidence_key(acquaintance) for acquaintance in acquaintances(contact.at, others, "meeting")
    }


def _evidence_key(event: Acquaintance) -> _Key:
    return event.at.astimezone(UTC), frozenset((event.a, event.b)), event.evidence
