"""The values an invented network is made of: frozen, typed, and free of any file format.

People are numbered: 0 is the owner, then the connections in the order of their ids, then
people who are not connected (they wrote, or were invited). All times are UTC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NewType

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = [
    "OWNER",
    "Contact",
    "Conversation",
    "Endorsement",
    "Favour",
    "Introduction",
    "InventedNetwork",
    "Invitation",
    "Job",
    "Message",
    "Note",
    "Owner",
    "Person",
    "Promise",
    "Recommendation",
    "Study",
    "Wish",
]

Person = NewType("Person", int)
"""A person's number in the network."""

OWNER = Person(0)


@dataclass(frozen=True, slots=True)
class Job:
    """A position the owner held; ``ended`` is None for the present one. Months count, not days."""

    company: str
    title: str
    city: str
    began: date
    ended: date | None


@dataclass(frozen=True, slots=True)
class Study:
    """A degree the owner took, in whole years."""

    school: str
    degree: str
    began: int
    ended: int


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner is the person whose network this is."""

    first: str
    last: str
    slug: str
    email: str
    phone: str
    headline: str
    city: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """First and last name as LinkedIn shows them."""
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact is a person the owner knows, or who knows the owner.

    ``connected_at`` is None for people who are not connected. An empty ``slug`` marks a hidden
    profile that files show as "LinkedIn Member". ``rhythm`` says how the two of them talk
    (:mod:`netkit.examples.rhythms`), ``circle`` from where they know each other.
    """

    id: Person
    first: str
    last: str
    slug: str
    email: str
    shares_email: bool
    phone: str
    company: str
    title: str
    city: str
    trade: str
    skills: tuple[str, ...]
    circle: str
    rhythm: str
    connected_at: datetime | None

    @property
    def full_name(self) -> str:
        """First and last name joined, without stray spaces; one-word names stay one word."""
        return " ".join(f"{self.first} {self.last}".split())

    @property
    def is_hidden(self) -> bool:
        """Return True when the profile is hidden, so that nobody can tell who this is."""
        return not self.slug


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread: the owner with one person, or a group with a title."""

    id: str
    title: str
    members: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message in a conversation; everybody else in it receives it."""

    conversation: int
    sender: Person
    sent_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation tells who asked whom to connect, with the note they wrote."""

    sender: Person
    receiver: Person
    sent_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Endorsement:
    """A skill that one person vouches for in another; one of the two is the owner."""

    giver: Person
    receiver: Person
    skill: str
    given_at: datetime
    accepted: bool


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A written recommendation; one of the two is the owner."""

    giver: Person
    receiver: Person
    text: str
    written_at: datetime
    visible: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A note holds what the owner wrote down about a person."""

    person: Person
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish holds a person's need or offer, in words the owner would type."""

    person: Person
    text: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Promise:
    """Something one person said they would do for the other by a day."""

    giver: Person
    receiver: Person
    text: str
    made_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Favour:
    """A kindness outside LinkedIn; ``value`` is 1 (small) to 5 (large)."""

    giver: Person
    receiver: Person
    kind: str
    text: str
    done_on: date
    value: int


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two people the owner brought together; ``outcome`` is empty while it is open."""

    a: Person
    b: Person
    made_on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class InventedNetwork:
    """Everything that was invented for one seed and one day; nothing in it lies after ``today``.

    ``connections`` and ``strangers`` are in the order of their numbers; messages are in the order
    of their conversations and of time. ``spotlight`` is the person to ask the first question about.
    """

    seed: int
    today: date
    hostile: bool
    owner: Owner
    connections: tuple[Contact, ...]
    strangers: tuple[Contact, ...]
    conversations: tuple[Conversation, ...]
    messages: tuple[Message, ...]
    invitations: tuple[Invitation, ...]
    endorsements: tuple[Endorsement, ...]
    recommendations: tuple[Recommendation, ...]
    notes: tuple[Note, ...]
    needs: tuple[Wish, ...]
    offers: tuple[Wish, ...]
    promises: tuple[Promise, ...]
    favours: tuple[Favour, ...]
    introductions: tuple[Introduction, ...]
    spotlight: Person

    def contact(self, person: Person) -> Contact:
        """Return the contact with this number; the owner has none (``ValueError``)."""
        if person == OWNER:
            message = "the owner is not a contact"
            raise ValueError(message)
        known = len(self.connections)
        if person <= known:
            return self.connections[person - 1]
        return self.strangers[person - known - 1]

    def name(self, person: Person) -> str:
        """Return a person's full name, the owner's included."""
        return self.owner.full_name if person == OWNER else self.contact(person).full_name
