"""Keep what is no person as what it is: machines, lists, rooms, offices, groups and companies."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from netkit.model.events import Entity, EntityKind
from netkit.model.names import clean

__all__ = ["entity", "is_room_name"]

#: Before everything: a mailbox says when a list wrote, not since when it is one.
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_NAME = 200
_ROOM = re.compile(
    r"(?:(?:meeting|conference|conf|board|seminar|training) ?room\b.*|room [\w.-]+|boardroom|"
    r"(?:besprechungs|konferenz|sitzungs|seminar|tagungs|schulungs)raum\b.*|raum [\w.-]+|"
    r"salle (?:de (?:réunion|conférence)|du conseil|\w{1,3}\b).*|"
    r"sala (?:de (?:reuniones|reunião|reuniões|juntas|conferencias)|riunioni|\w{1,3}\b).*|"
    r"vergaderzaal\b.*|mötesrum\b.*|møterom\b.*)",
    re.IGNORECASE,
)


def entity(kind: EntityKind, name: str, address: str, source: str) -> Entity:
    """Return an entity; one without a name is called by its address."""
    return Entity(_ALWAYS, kind, clean(name)[:_MAX_NAME] or address, address, source)


def is_room_name(name: str) -> bool:
    """Return True for the name of a room: "Besprechungsraum 3", "Meeting Room Oslo".

    >>> is_room_name("Conf Room Berlin"), is_room_name("Room Lee"), is_room_name("Ann Room")
    (True, True, False)
    """
    return _ROOM.fullmatch(name.strip()) is not None
