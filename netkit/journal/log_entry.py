"""What one line of a log says: values, each with the part of the text it came from.

A person is a `Mention`; the owner of the network is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from netkit.language.name_index import Person
    from netkit.model.when.calendar_rules import Precision

__all__ = [
    "Ask",
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
    """

    text: str
    span: Span
    person: Person | None = None
    choices: tuple[Person, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the network knows nobody of this name."""
        return not self.choices


#: Somebody, or None for the owner of the network.
Who = Mention | None


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody looks for something."""

    person: Mention
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody can give something."""

    person: Mention
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Promise:
    """`giver` said they would do `text` for `receiver`; `due` where a day was named."""

    giver: Who
    receiver: Who
    text: str
    due: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Fact:
    """What somebody is like, wants, or does not want."""

    person: Mention
    kind: FactKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Favour:
    """Something done for somebody; `kind` is one of the network's kinds of favour."""

    giver: Who
    receiver: Who
    kind: FavourKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Introduction:
    """`broker` brought `a` and `b` together."""

    broker: Who
    a: Who
    b: Who
    span: Span


@dataclass(frozen=True, slots=True)
class Thanks:
    """The owner said thanks to somebody."""

    person: Mention
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Moment:
    """A turn in a relation."""

    person: Mention
    kind: MomentKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of somebody's; `has_year` tells whether the year was said."""

    person: Mention
    kind: str
    day: date
    has_year: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Note:
    """A part of the line that says nothing the grammar knows; kept as it is."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to ask before the line is written down.

    Attributes
    ----------
    about : str
        ``which`` person is meant, a ``new`` name, ``who`` a clause speaks of, ``when`` it was, or
        a ``note`` that was not understood.
    question : str
        One line, as it is put to the user.
    span : Span
        The part of the text it is about.
    choices : tuple of Person
        For ``which``: the people to choose from.
    """

    about: Literal["which", "new", "who", "when", "note"]
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
    occasion : str
        What it was, as said: ``lunch``, ``call``, ``mail``; empty when there was no contact.
    channel : str
        Its kind in the network: ``meeting``, ``call``, ``email``, ``message``, ``text``, …
    from_them : bool
        Whether they wrote or called, not the owner.
    participants : tuple of Mention
    topic, place : str
        What it was about and where, as said; empty when not said.
    """

    text: str
    when: date
    precision: Precision = "day"
    when_span: Span | None = None
    occasion: str = ""
    channel: str = ""
    from_them: bool = False
    participants: tuple[Mention, ...] = ()
    topic: str = ""
    place: str = ""
    needs: tuple[Need, ...] = ()
    offers: tuple[Offer, ...] = ()
    promises: tuple[Promise, ...] = ()
    facts: tuple[Fact, ...] = ()
    favours: tuple[Favour, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    thanks: tuple[Thanks, ...] = ()
    moments: tuple[Moment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    notes: tuple[Note, ...] = ()
    mentions: tuple[Mention, ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def new_names(self) -> tuple[Mention, ...]:
        """The names that nobody in the network has."""
        return tuple(mention for mention in self.mentions if mention.is_new)

    def said(self, span: Span) -> str:
        """Give the part of the text that something came from."""
        return self.text[span[0] : span[1]]
