"""Define the importer port: a file in, values out. Importers know no store and no clock.

An importer yields, in any order,

* :class:`Sighting`: a person as one row shows them, with the handles the row gives;
* domain events and affiliations, whose people are ``handle.person_id`` of a sighted handle;
* :class:`MeetingVersion`: which version of a calendar's entry the events before it follow from;
* :class:`Telling`: a sentence that may tell of an introduction;
* :class:`Problem`: a row that was left out, by file, line and reason, never by its content;
* :class:`Warned`: something about a whole file that the reader should know.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Protocol

from netkit.model.events import Event, EventId, Revision
from netkit.model.frozen import dataclass, field
from netkit.model.people import Affiliation, Claim, Handle, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime, tzinfo
    from pathlib import Path

    from netkit.model.people import PersonId

__all__ = [
    "Importer",
    "Item",
    "MeetingVersion",
    "Options",
    "Problem",
    "Sighting",
    "Telling",
    "Warned",
]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person as a source shows them.

    `handles` lists the strongest first and never is empty; all of them belong to one person.
    `claims` and affiliations refer to ``handles[0].person_id``.
    """

    handles: tuple[Handle, ...]
    name: str = ""
    organization: str = ""
    title: str = ""
    seen_at: datetime | None = None
    owner: bool = False
    source: Source = "archive"


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was left out: where, and why. Never holds the row's content.

    `count` above 1 stands for many rows of one file with one reason; `line` is then the first.
    """

    file: str
    line: int
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Warned:
    """Something about a whole file: it was refused, or yielded nothing."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of a message that may tell of an introduction; whom its names mean is not known.

    `writer` and `readers` are the people of the message.
    """

    at: datetime
    writer: PersonId
    readers: tuple[PersonId, ...]
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class MeetingVersion:
    """A version of a calendar's entry, with the ids of the events that follow from it.

    uid : the entry's id, which is the thread of its contacts
    contacts : its contacts by id, with their times in seconds since 1970
    evidence : ids of the acquaintances that follow from them
    occurrence : the usual time, in seconds since 1970, of the one occurrence it speaks of, if so
    days : the days on which the entry takes place, as it is told now (2026-11-03)
    usual_day : the day of the occurrence before it was changed
    """

    uid: str
    revision: Revision
    contacts: Mapping[EventId, int] = field(default_factory=dict)
    evidence: frozenset[EventId] = frozenset()
    occurrence: int | None = None
    days: frozenset[str] = frozenset()
    usual_day: str = ""


Item = Sighting | Affiliation | Claim | Event | Problem | Warned | Telling | MeetingVersion


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of an import, by the user and the network.

    owner : the user's own handles or names, joined by commas, as typed
    own_handles : the addresses, numbers and profiles that the network knows its owner by
    own_names : the names that the network knows its owner by
    region : two-letter country for phone numbers without a country code
    mapping : column → field, for tables
    max_recipients : mails to more people than this say nothing about a tie
    now : the time of the import; what lies after it has not happened yet
    zone : where the clocks stood that times without a zone were read from; UTC unless said
    """

    owner: str = ""
    region: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    max_recipients: int = 20
    now: datetime | None = None
    zone: tzinfo = UTC
    own_handles: tuple[Handle, ...] = ()
    own_names: tuple[str, ...] = ()


class Importer(Protocol):
    """One format."""

    @property
    def name(self) -> str:
        """The format's name: ``linkedin``, ``mbox``."""

    @property
    def summary(self) -> str:
        """One line for ``netkit formats``."""

    def detects(self, path: Path) -> bool:
        """Detect a file or folder of this format, by its content; never raises."""

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the items that `path` holds.

        Raises
        ------
        BadInputError
            Nothing in it can be read. Raised before the first item is yielded, or while reading;
            the caller discards everything then.
        """
