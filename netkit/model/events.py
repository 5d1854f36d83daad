"""Events between people. Events are never changed: a later step is a further event.

`state <netkit.model.history>` is a fold over them. An event's id is the hash of what it says, so
that the same event imported twice is one.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from json.encoder import encode_basestring as quoted
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NewType

from netkit.model.frozen import dataclass
from netkit.model.when import PartialDate, to_epoch

if TYPE_CHECKING:
    from collections.abc import Callable
    from hashlib import blake2b

    from netkit.model.people import PersonId

__all__ = [
    "EVENT_KINDS",
    "INTRODUCTION_STEPS",
    "Acquaintance",
    "Channel",
    "Connected",
    "Entity",
    "EntityKind",
    "Event",
    "EventId",
    "Fact",
    "FactKind",
    "Favour",
    "FavourKind",
    "Grant",
    "Granted",
    "Interaction",
    "Introduction",
    "Milestone",
    "Moment",
    "MomentKind",
    "Need",
    "Note",
    "Offer",
    "Promise",
    "Revision",
    "Step",
    "Thread",
    "ToldIntroduction",
    "contact_key",
    "event_id",
    "event_key",
]

#: ``e`` and 24 hexadecimal digits.
EventId = NewType("EventId", str)

Channel = Literal["message", "email", "call", "meeting", "invitation", "text", "letter", "other"]
FactKind = Literal[
    "goal", "value", "interest", "family", "hobby", "preference", "boundary", "other"
]
MomentKind = Literal["step forward", "push-away", "setback", "repair"]
FavourKind = Literal[
    "introduction", "referral", "recommendation", "endorsement", "advice", "review", "article",
    "loan", "other",
]  # fmt: skip
EntityKind = Literal["machine", "list", "office", "room", "group", "company"]
Granted = Literal["nothing", "names", "strength", "all"]

#: The life of an introduction, in order; ``declined`` may follow any of them.
INTRODUCTION_STEPS = (
    "suggested", "asked", "asked-both", "agreed", "made", "met", "outcome", "thanked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interaction:
    """One contact: a message, a call, a meeting. `text` is its subject or first words."""

    at: datetime
    channel: Channel
    sender: PersonId
    recipients: tuple[PersonId, ...]
    thread: str = ""
    text: str = ""
    source: str = ""
    #: What tells two contacts of the same second apart: a message id, a hash of the content.
    mark: str = ""

    @property
    def group_size(self) -> int:
        """Return the number of people who took part, the sender among them."""
        return 1 + len(self.recipients)


@dataclass(frozen=True, slots=True)
class Connected:
    """Two people became contacts on a platform; says nothing of contact."""

    at: datetime
    person: PersonId
    other: PersonId
    source: str = ""


@dataclass(frozen=True, slots=True)
class Introduction:
    """`broker` brings `a` and `b` together; its life is told by the steps that follow."""

    at: datetime
    broker: PersonId
    a: PersonId
    b: PersonId
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ToldIntroduction:
    """A message tells that `broker` brought `a` and `b` together: to be confirmed or dismissed.

    teller : who wrote it. text : the sentence.
    """

    at: datetime
    teller: PersonId
    broker: PersonId
    a: PersonId
    b: PersonId
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Favour:
    """Something one person did for another, worth 1 (small) to 5 (large)."""

    at: datetime
    giver: PersonId
    receiver: PersonId
    kind: FavourKind
    text: str = ""
    value: int = 1
    asked: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A need: something a person looks for."""

    at: datetime
    person: PersonId
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer: something a person can give."""

    at: datetime
    person: PersonId
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """`giver` said they would do `text` for `receiver`, by `due` where a day was named."""

    at: datetime
    giver: PersonId
    receiver: PersonId
    text: str
    due: PartialDate | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a person said of themselves: goals, family, preferences, boundaries."""

    at: datetime
    person: PersonId
    kind: FactKind
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Free text about a person."""

    at: datetime
    person: PersonId
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A turn in a relation: a step forward, a push-away, a setback, a repair."""

    at: datetime
    person: PersonId
    kind: MomentKind
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of a person's that is worth a word: a birthday, an anniversary, a launch."""

    at: datetime
    person: PersonId
    kind: str
    date: PartialDate
    source: str = ""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Evidence that `a` and `b` know each other: `seen` (somebody says so) or `inferred`.

    `weight` is the probability that they do, from this evidence alone.
    """

    at: datetime
    a: PersonId
    b: PersonId
    evidence: str
    weight: float
    seen: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A topic that a series of interactions with a person serves, with its next step."""

    at: datetime
    person: PersonId
    topic: str
    context: str = ""
    next_step: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity that a source names like a person, and is none: a machine, a mailing list, a room.

    `at` is the same for all, so that the same entity of two imports is one event.
    """

    at: datetime
    kind: EntityKind
    name: str
    address: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """From now on a colleague may know this much of the owner's ties; the `number`-th such word.

    member : the colleague's name in the team, empty for the first
    """

    at: datetime
    member: str
    what: Granted
    number: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A further step of an earlier event: a promise kept, a need closed, an introduction made."""

    at: datetime
    of: EventId
    to: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of a meeting as a calendar told it: an older one read later changes nothing.

    meeting : the key of the meeting, or of one occurrence of a series, in its calendar
    version : sorts behind those of earlier versions
    start : of an occurrence that was changed by itself, its time now in seconds since 1970
    ahead : ids of the days ahead that it gave the people who take part, parted by spaces
    """

    at: datetime
    meeting: str
    version: str
    start: int = 0
    recurs: bool = False
    ahead: str = ""
    source: str = ""


Event = (
    Interaction | Connected | Introduction | Favour | Need | Offer | Promise | Fact | Note
    | Moment | Milestone | Acquaintance | Thread | Grant | Step | ToldIntroduction | Entity
    | Revision
)  # fmt: skip

#: Every kind of event by the name it is stored under.
EVENT_KINDS: dict[str, type[Event]] = {
    kind.__name__.lower(): kind
    for kind in (
        Interaction, Connected, Introduction, Favour, Need, Offer, Promise, Fact, Note,
        Moment, Milestone, Acquaintance, Thread, Grant, Step, ToldIntroduction, Entity, Revision,
    )
}  # fmt: skip

#: Made once: an import asks for the ids of tens of thousands of events.
_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

#: Said of an event without changing which event it is.
_NOT_IDENTITY = frozenset({"source", "text_shown", "weight"})


def event_id(event: Event) -> EventId:
    """Return the hash of what `event` says.

    The source's name is left out, so that the same message in two archives is one. An interaction
    is told apart by thread, time, sender, recipients and mark, not by its excerpt.
    """
    return EventId("e" + event_key(event).hex())


def event_key(event: Event) -> bytes:
    """Return the twelve bytes of an event's id."""
    if isinstance(event, Interaction):
        return contact_key(event, to_epoch(event.at))
    kind = type(event).__name__
    values = [kind, *map(_plain, _identity(kind.lower())(event))]
    return _hash()(_WRITE(values).encode(), digest_size=12).digest()


def contact_key(event: Interaction, at: int) -> bytes:
    """Return :func:`event_key` of an interaction whose time in seconds since 1970 is `at`.

    The same JSON, put together by hand: an import asks for hundreds of thousands.
    """
    people = event.recipients
    recipients = quoted(people[0]) if len(people) == 1 else ",".join(map(quoted, sorted(people)))
    text = (
        f'["Interaction",{at},{quoted(event.channel)},{quoted(event.sender)},[{recipients}],'
        f"{quoted(event.thread)},{quoted(event.mark)}]"
    )
    return _hash()(text.encode(), digest_size=12).digest()


@cache
def _hash() -> type[blake2b]:
    import hashlib  # brings OpenSSL along; an answer needs no new id

    return hashlib.blake2b


@cache
def _identity(kind: str) -> Callable[[Event], tuple[object, ...]]:
    """Return a getter of the fields that identify an event of this kind."""
    names = [field for field in EVENT_KINDS[kind].__match_args__ if field not in _NOT_IDENTITY]
    return attrgetter(*names)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return to_epoch(value)
    if isinstance(value, PartialDate):
        return str(value)
    return value
