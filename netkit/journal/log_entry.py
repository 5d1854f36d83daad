"""An entry holds one line of a log: values, each with the part of the text it came from.

A person is a `Mention`; the owner of the network is None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from datetime import date

    from netkit.language.name_index import Person
    from netkit.model.when.calendar_rules import Precision

    from .log_news import (
        Address,
        Death,
        Employer,
        Ending,
        IntroductionStep,
        Job,
        Knows,
        Leave,
        Move,
    )

__all__ = [
    "Ask",
    "Contact",
    "Fact",
    "FactKind",
    "Favour",
    "FavourKind",
    "Introduction",
    "LogEntry",
    "Mention",
    "Milestone",
    "Moment",
    "MomentKind",
    "Need",
    "Note",
    "Offer",
    "Promise",
    "Span",
    "Thanks",
    "Who",
]

FactKind = Literal[
    "goal", "value", "interest", "family", "hobby", "preference", "boundary", "other"
]
FavourKind = Literal[
    "referral", "recommendation", "endorsement", "advice", "review", "article", "loan", "other"
]
MomentKind = Literal["step forward", "push-away", "setback", "repair"]
#: Where something stands in the text: first character, and the one after the last.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in the line.

    Attributes
    ----------
    text : str
        The name as typed.
    span : Span
        Where it stands first.
    person : Person or None
        Who is meant, with the reason; None when the name is new or fits several equally.
    choices : tuple of Person
        Everybody it fits, the likeliest first.
    near : tuple of Person
        For a new name: people whose name is like it.
    """

    text: str
    span: Span
    person: Person | None = None
    choices: tuple[Person, ...] = ()
    near: tuple[Person, ...] = ()

    @property
    def is_new(self) -> bool:
        """Return True when the network knows nobody of this name."""
        return not self.choices


#: Somebody, or None for the owner of the network.
Who = Mention | None


@dataclass(frozen=True, slots=True)
class Need:
    """A need says that a person looks for something."""

    person: Mention
    text: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer says that a person can give something."""

    person: Mention
    text: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """`giver` said they would do `text` for `receiver`; `due` where a day was named."""

    giver: Who
    receiver: Who
    text: str
    due: date | None
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact says what a person is like, wants, or does not want."""

    person: Mention
    kind: FactKind
    text: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Favour:
    """Something done for somebody; `kind` is one of the network's kinds of favour."""

    giver: Who
    receiver: Who
    kind: FavourKind
    text: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """`broker` brought `a` and `b` together, or, where not `made`, said that they should meet.

    why : what for, as said
    """

    broker: Who
    a: Who
    b: Who
    span: Span
    day: date | None = None
    why: str = ""
    made: bool = True


@dataclass(frozen=True, slots=True)
class Thanks:
    """The owner said thanks to somebody."""

    person: Mention
    text: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A turn in a relation."""

    person: Mention
    kind: MomentKind
    text: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of somebody's; `has_year` tells whether the year was said."""

    person: Mention
    kind: str
    day: date
    has_year: bool
    span: Span
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Note:
    """A part of the line that says nothing the grammar knows; kept as it is.

    about : whom it is kept of; empty for everybody who took part, or is named in the line.
    """

    text: str
    span: Span
    about: tuple[Mention, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact: who took part, when and how; ahead when it is still to come.

    Attributes
    ----------
    occasion : str
        What it was, as said: ``lunch``, ``call``, ``mail``.
    channel : str
        Its kind in the network: ``meeting``, ``call``, ``email``, ``message``, ``text``, …
    from_them : bool
        Whether they wrote or called, not the owner.
    participants : tuple of Mention
    topic, place : str
        What it was about and where, as said; empty when not said.
    ahead, moved : bool
        It is still to come; it stands in the place of the one of another day.
    """

    occasion: str
    channel: str
    participants: tuple[Mention, ...]
    from_them: bool = False
    topic: str = ""
    place: str = ""
    span: Span = (0, 0)
    day: date | None = None
    ahead: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to ask before the line is written down.

    Attributes
    ----------
    about : str
        ``which`` person is meant, a ``new`` name, ``who`` a clause speaks of, ``when`` it was where
        a day can be two, a ``day`` that cannot be read, or a ``note`` that was not understood.
    question : str
        One line, as it is put to the user.
    span : Span
        The part of the text it is about.
    choices : tuple of Person
        For ``which``: the people to choose from; for ``new``: people whose name is like it.
    """

    about: Literal["which", "new", "who", "when", "day", "note"]
    question: str
    span: Span
    choices: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Everything a line says.

    Attributes
    ----------
    when : date
        The day it happened: as said, or else today.
    precision : str
        ``day``, or ``week``, ``month``, ``year`` when no nearer day was said.
    when_span : Span or None
        Where the day is said; None when it is not.
    precisions : tuple of (date, str)
        How near the days are told that single things of the line have.
    contacts : tuple of Contact
        Its contacts; `occasion`, `channel`, `participants` and so on are those of the first.
    """

    text: str
    when: date
    precision: Precision = "day"
    when_span: Span | None = None
    contacts: tuple[Contact, ...] = ()
    needs: tuple[Need, ...] = ()
    offers: tuple[Offer, ...] = ()
    promises: tuple[Promise, ...] = ()
    facts: tuple[Fact, ...] = ()
    favours: tuple[Favour, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    thanks: tuple[Thanks, ...] = ()
    moments: tuple[Moment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    jobs: tuple[Job, ...] = ()
    leaves: tuple[Leave, ...] = ()
    moves: tuple[Move, ...] = ()
    deaths: tuple[Death, ...] = ()
    addresses: tuple[Address, ...] = ()
    acquaintances: tuple[Knows, ...] = ()
    steps: tuple[IntroductionStep, ...] = ()
    employers: tuple[Employer, ...] = ()
    endings: tuple[Ending, ...] = ()
    notes: tuple[Note, ...] = ()
    mentions: tuple[Mention, ...] = ()
    precisions: tuple[tuple[date, Precision], ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def occasion(self) -> str:
        """Return the occasion of the first contact; empty when there was none."""
        return self.contacts[0].occasion if self.contacts else ""

    @property
    def channel(self) -> str:
        """The kind of the first contact."""
        return self.contacts[0].channel if self.contacts else ""

    @property
    def from_them(self) -> bool:
        """Return True when the first contact came from them."""
        return bool(self.contacts) and self.contacts[0].from_them

    @property
    def participants(self) -> tuple[Mention, ...]:
        """Return the participants of the first contact."""
        return self.contacts[0].participants if self.contacts else ()

    @property
    def topic(self) -> str:
        """Return the topic of the first contact."""
        return self.contacts[0].topic if self.contacts else ""

    @property
    def place(self) -> str:
        """Return the place of the first contact."""
        return self.contacts[0].place if self.contacts else ""

    @property
    def new_names(self) -> tuple[Mention, ...]:
        """The names that nobody in the network has."""
        return tuple(mention for mention in self.mentions if mention.is_new)

    def said(self, span: Span) -> str:
        """Give the part of the text that something came from."""
        return self.text[span[0] : span[1]]
