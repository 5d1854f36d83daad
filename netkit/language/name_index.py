"""Define the name index: what the grammars ask of those who know the names in a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "NO_NAMES",
    "Kind",
    "NameIndex",
    "NameNeighbours",
    "NoNames",
    "Person",
    "PersonRanking",
    "RoleIndex",
]

Kind = Literal["person", "org", "place"]


class NameIndex(Protocol):
    """Tells which names are known; the question grammar looks up runs of up to five words."""

    def kinds(self, text: str) -> frozenset[Kind]:
        """Return the kinds of thing a text names, as a whole name or a unique or usual part of one.

        Letter case and accents make no difference. Empty for a text that is no known name.
        A question leads to about forty such look-ups, so each should take microseconds.
        """
        ...


@dataclass(frozen=True, slots=True)
class Person:
    """One person that a typed name could mean.

    Attributes
    ----------
    id : str
        The person's id in the store.
    name : str
        The full name.
    reason : str
        Why this one, as it is shown to the user: ``you met together 6 times``.
    score : float
        How likely, compared with the others; the likeliest stands first.
    """

    id: str
    name: str
    reason: str = ""
    score: float = 1.0


class PersonRanking(Protocol):
    """Ranks the people that a typed name could mean."""

    def candidates(self, text: str, *, beside: Sequence[str]) -> Sequence[Person]:
        """Give the people whose name fits a text, the likeliest first.

        Parameters
        ----------
        text : str
            A name as typed, mostly a first name.
        beside : sequence of str
            The names typed in the same sentence: whom you meet together tells who is meant.

        Returns
        -------
        sequence of Person
            Empty when the name is new.
        """
        ...


@runtime_checkable
class NameNeighbours(Protocol):
    """Tells what else a name is like; a ranking may know it."""

    def near(self, text: str) -> Sequence[Person]:
        """Give the people whose name is like one that nobody has: another spelling or surname."""
        ...

    def is_organization(self, text: str, *, in_part: bool = False) -> bool:
        """Return True when a text is the name of an organization that somebody is at.

        in_part : or begins such a name: "Helix" for Helix Bio
        """
        ...

    def is_home(self, text: str) -> bool:
        """Return True when somebody lives in a city of this name."""
        ...

    def based_at(self, text: str, place: str) -> Sequence[Person]:
        """Give the people a typed name fits who are at an organization, or in a city, so named."""
        ...


@runtime_checkable
class RoleIndex(Protocol):
    """Tells who is already on record in a role to somebody; a ranking may know it."""

    def has_role(self, person: str, role: str, of: str, *, at_work: bool) -> bool:
        """Return True when a person, by id, is on record as the wife, boss, … of another."""
        ...


class NoNames:
    """Knows no name at all: an empty network."""

    def kinds(self, text: str) -> frozenset[Kind]:
        """Know nothing."""
        return frozenset()

    def candidates(self, text: str, *, beside: Sequence[str]) -> Sequence[Person]:
        """Know nobody."""
        return ()


NO_NAMES = NoNames()
