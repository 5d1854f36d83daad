"""Define the values that go into a store and come out of it: see `netkit.store.port`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from netkit.model.events import Event, EventId
    from netkit.model.history import Recorded
    from netkit.model.people import Affiliation, Claim, Handle, Person, PersonId

__all__ = [
    "LAPSE_SETTING", "Batch", "Change", "Counts", "Doubt", "Join", "PairDay",
    "Receipt", "Sayings", "Sharing", "Term", "TermOrigin", "Utterance",
]  # fmt: skip

#: The setting under which the lapse coefficients fitted to the owner's own past are kept.
LAPSE_SETTING = "lapse coefficients"

TermOrigin = Literal["need", "offer", "title", "skill", "interest"]


@dataclass(frozen=True, slots=True)
class Join:
    """`absorbed` is from now on the same person as `survivor`."""

    survivor: PersonId
    absorbed: PersonId
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two people who may be one, for the user to decide; or, with a verdict, the decision."""

    a: PersonId
    b: PersonId
    reason: str
    verdict: Literal["open", "same", "different"] = "open"


@dataclass(frozen=True, slots=True)
class Change:
    """All that one command writes. It is recorded whole or not at all.

    handles : each handle with the person it belongs to (its own ``person_id``, or an older one)
    splits : handles that become people of their own again
    people in events, claims and affiliations : the id of any handle known here or in the store
    removals : ids of events and contacts that are taken out; undoing the change restores them
    events : gone through more than once; an import's lie on disk (`netkit.store.event_spool.Spool`)
    """

    label: str
    at: datetime
    handles: Sequence[tuple[Handle, PersonId]] = ()
    owners: Sequence[PersonId] = ()
    joins: Sequence[Join] = ()
    splits: Sequence[Handle] = ()
    doubts: Sequence[Doubt] = ()
    claims: Sequence[Claim] = ()
    affiliations: Sequence[Affiliation] = ()
    events: Collection[Event] = ()
    removals: Sequence[EventId] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Count the people and the events of each kind that a change held, or that were new in it."""

    people: int = 0
    interactions: int = 0
    favours: int = 0
    introductions: int = 0
    acquaintances: int = 0
    other: int = 0

    def __add__(self, more: Counts) -> Counts:
        """Return the counts of two changes together."""
        return Counts(
            *(getattr(self, field) + getattr(more, field) for field in Counts.__match_args__)
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt tells what recording a change did: its number, and what was not there before."""

    batch: int
    new: Counts


@dataclass(frozen=True, slots=True)
class Batch:
    """One recorded change; `withdrawn` when it was undone."""

    id: int
    label: str
    at: datetime
    withdrawn: bool = False


class CutOffChange(NamedTuple):
    """A change that is not wholly recorded; `later` changes that stand were recorded after it."""

    label: str
    later: int


class PairDay(NamedTuple):
    """One contact-day of a pair, ``a < b``: the largest weight of the day each way.

    day : whole UTC days since 1970
    ab, ba : 0 to 1; 1 for a contact between the two alone, 1/recipients in a group; 0 for none
    """

    a: PersonId
    b: PersonId
    day: int
    ab: float
    ba: float


class Term(NamedTuple):
    """A word stem that a person's need, offer, title or skill holds; read by the thousand."""

    person: PersonId
    term: str
    origin: TermOrigin


class Utterance(NamedTuple):
    """A text that a person says they need or offer, are skilled in, or have as their title now."""

    person: PersonId
    text: str
    origin: str


class Sharing(NamedTuple):
    """A person has some of the terms asked for where they count; the owner's tie with them is told.

    shared : each of the terms with where it stands, sorted. log_strength : None without contact.
    needs : how many needs they ever had, if several and they share a term of one.
    """

    person: PersonId
    shared: tuple[tuple[str, str], ...]
    log_strength: float | None
    needs: int = 1


class Sayings(NamedTuple):
    """People and what was said of them, each in the order in which it is read by itself."""

    people: list[Person]
    events: list[Recorded[Event]]
    affiliations: list[Affiliation]
    claims: list[Claim]
