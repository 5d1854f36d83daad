"""The people of an event: who was there, by address; rooms, groups and calendars are nobody.

Where an attendee's value is no address (iCloud writes ``/aMTIz/principal/``, macOS ``urn:uuid:…``,
Exchange ``invalid:nomail``) or one that forwards (``2_GE2TK@imip.me.com``), the EMAIL parameter
holds it (RFC 7986, 6.2), or the name is the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.importers.entities import entity, is_room_name
from netkit.importers.mail.display_names import display_name
from netkit.importers.mail.office_mails import is_personal_name
from netkit.model.handles import email, is_role_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from icalendar import Component

    from netkit.model.events import Entity, EntityKind
    from netkit.model.people import Handle

__all__ = ["absentees", "attendees", "entities_invited"]

#: What may be invited and is no person (RFC 5545, 3.2.3).
_NOBODY = frozenset({"ROOM", "RESOURCE", "GROUP"})
#: Who did not come, or was told of the meeting only.
_ABSENT = frozenset({"DECLINED", "DELEGATED"})
_INFORMED = "NON-PARTICIPANT"
#: Domains of calendars, rooms and forwarding addresses, which are nobody's mailbox.
_NO_MAILBOX = ("calendar.google.com", "imip.me.com", "imip.icloud.com")


def attendees(event: Component, own: Collection[str] = ()) -> tuple[str, dict[str, str]]:
    """Return the organizer's address and, by address, the names of all who did not decline.

    The organizer is empty where it is nobody, or was not there.

    own : the owner's addresses, one of which may be an office's
    """
    organizers = _listed(event.get("ORGANIZER"))
    names: dict[str, str] = {}
    absent: set[str] = set()
    for person in (*organizers, *_listed(event.get("ATTENDEE"))):
        parameters = _parameters(person)
        handle = _address(person, parameters)
        if handle is None or _entity_kind(parameters):
            continue
        if _is_office(handle, parameters) and handle.value not in own:
            continue
        if _is_absent(parameters):
            absent.add(handle.value)
        names[handle.value] = names.get(handle.value) or display_name(parameters.get("CN", ""))
    people = {address: name for address, name in names.items() if address not in absent}
    host = _address(organizers[0], _parameters(organizers[0])) if organizers else None
    return (host.value if host and host.value in people else ""), people


def absentees(event: Component) -> frozenset[str]:
    """Return the addresses of those who declined, sent somebody else or were told of it only."""
    listed = [(person, _parameters(person)) for person in _listed(event.get("ATTENDEE"))]
    handles = (_address(person, given) for person, given in listed if _is_absent(given))
    return frozenset(handle.value for handle in handles if handle)


def entities_invited(event: Component) -> Iterator[Entity]:
    """Yield the rooms, devices, groups and offices that were invited, each as what it is."""
    for invited in _listed(event.get("ATTENDEE")):
        parameters = _parameters(invited)
        handle = email(str(invited))
        kind = _entity_kind(parameters)
        if kind is None and handle is not None and _is_office(handle, parameters):
            kind = "office"
        if kind is not None:
            name = display_name(parameters.get("CN", ""))
            if name or handle:
                yield entity(kind, name, handle.value if handle else "", "calendar")


def _is_office(handle: Handle, parameters: dict[str, str]) -> bool:
    """Return True for an office's address, unless a person's name stands beside it."""
    return is_role_address(handle.value) and not is_personal_name(
        display_name(parameters.get("CN", ""))
    )


def _entity_kind(parameters: dict[str, str]) -> EntityKind | None:
    """Return what an attendee is that is no person; None for a person."""
    declared = parameters.get("CUTYPE", "").upper()
    if declared in _NOBODY:
        return "group" if declared == "GROUP" else "room"
    return "room" if is_room_name(display_name(parameters.get("CN", ""))) else None


def _parameters(person: object) -> dict[str, str]:
    return {key.upper(): str(value) for key, value in getattr(person, "params", {}).items()}


def _is_absent(parameters: dict[str, str]) -> bool:
    return (
        parameters.get("PARTSTAT", "").upper() in _ABSENT
        or parameters.get("ROLE", "").upper() == _INFORMED
    )


def _address(person: object, parameters: dict[str, str]) -> Handle | None:
    """Return the address a person is reached at; None when there is none, or it is a calendar's."""
    for written in (parameters.get("EMAIL", ""), str(person), parameters.get("CN", "")):
        handle = email(written)
        if handle is not None and not _is_no_mailbox(handle.value):
            return handle
    return None


def _is_no_mailbox(address: str) -> bool:
    domain = address.rpartition("@")[2]
    return any(domain == suffix or domain.endswith(f".{suffix}") for suffix in _NO_MAILBOX)


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
