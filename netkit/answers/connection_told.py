"""Tell how the owner and a person came to be connected: the invitation, the day, the occasion."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from netkit.model.when import end_of_day
from netkit.model.when.written_days import short_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Connected, Interaction
    from netkit.model.people import Affiliation, Person

__all__ = ["connection_told"]

#: So far around the day of connecting a meeting of the owner's may be the occasion.
_AROUND = timedelta(days=1)
_OCCASIONS = 2


def connection_told(view: NetworkView, person: Person) -> str:
    """Return the story of the connection, in words; empty where nothing tells it.

    The invitation with its note and what became of it, the day of connecting, where the owner
    worked then, and the owner's meetings of those days; each with its source.
    """
    connected = _first_connection(view, person)
    parts = list(_invitations(view, person, connected))
    if connected is not None:
        day, source = connected.at.date(), f" ({connected.source})" if connected.source else ""
        parts.append(f"connected on {short_day(day)}{_employers(view, day)}{source}")
        parts += _occasions(view, person, day)
    return "; ".join(parts)


def _first_connection(view: NetworkView, person: Person) -> Connected | None:
    events = view.store.events(["connected"], people=[person.id], until=view.as_of)
    connections = [cast("Connected", event.event) for event in events]
    mine = [c for c in connections if view.owner in (c.person, c.other)]
    return min(mine, key=lambda connection: connection.at, default=None)


def _invitations(view: NetworkView, person: Person, connected: Connected | None) -> Iterator[str]:
    """Yield the invitations between the two, each with its note and what became of it."""
    contacts = [c.event for c in view.store.interactions([view.owner, person.id], until=view.as_of)]
    for contact in sorted(contacts, key=lambda event: event.at):
        if contact.channel == "invitation" and len(contact.recipients) == 1:
            outcome = _outcome(view, contact, contacts, connected)
            who = "you invited them" if contact.sender == view.owner else "they invited you"
            note = f" with the note “{contact.text}”" if contact.text else ""
            source = f" ({contact.source})" if contact.source else ""
            yield f"{who} on {short_day(contact.at)}{note}, {outcome}{source}"


def _outcome(
    view: NetworkView,
    invitation: Interaction,
    contacts: Sequence[Interaction],
    connected: Connected | None,
) -> str:
    if connected is not None and connected.at.date() >= invitation.at.date():
        return "accepted"
    if any(c.at > invitation.at and c.sender != invitation.sender for c in contacts):
        return "answered"
    return "never answered" if invitation.sender == view.owner else "not answered by you"


def _employers(view: NetworkView, day: date) -> str:
    """Return the employers and schools of the owner on a day: ", while you were at X and Y"."""
    places = view.store.affiliations([view.owner])
    at = sorted({place.organization for place in places if _was_held(place, day)})
    return f", while you were at {' and '.join(at)}" if at else ""


def _was_held(job: Affiliation, day: date) -> bool:
    """Return True if a job or a school was theirs on a day; one without a start tells of none."""
    began = job.start.latest() if job.start is not None else None
    ended = job.end.earliest() if job.end is not None else date.max
    return began is not None and ended is not None and began <= day <= ended


def _occasions(view: NetworkView, person: Person, day: date) -> Iterator[str]:
    """Yield the owner's meetings around a day, those with the person first."""
    zone = view.store.zone
    until = min(end_of_day(day + _AROUND, zone), view.present)
    since = end_of_day(day - 2 * _AROUND, zone)
    meetings: dict[str, Interaction] = {}
    for contact in view.store.meetings(view.owner, since=since, until=until):
        event = contact.event
        if event.text and event.at.date() >= day - _AROUND:
            meetings.setdefault(event.text, event)
    there = sorted(meetings.values(), key=lambda e: person.id not in (e.sender, *e.recipients))
    for event in there[:_OCCASIONS]:
        with_them = person.id in (event.sender, *event.recipients)
        how = "met at" if with_them else "at the time of"
        source = f" ({event.source})" if event.source else ""
        yield f"{how} “{event.text}”, {short_day(event.at)}{source}"
