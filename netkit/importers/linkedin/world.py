"""Hold the archive-wide facts (owner, roster, companies) that turn a row into items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from netkit.importers.linkedin.rows import Party, Skip, is_hidden
from netkit.importers.port import Item, Sighting
from netkit.model.frozen import dataclass
from netkit.model.handles import name_key, named, unknown

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping
    from datetime import datetime

    from netkit.importers.linkedin.roster import Roster
    from netkit.model.people import Handle, PersonId

__all__ = ["SOURCE", "Owner", "Record", "World"]

SOURCE = "linkedin"


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an archive: all their keys, the strongest first, and their name."""

    handles: tuple[Handle, ...]
    name: str

    @property
    def id(self) -> PersonId:
        """Return the id their first key stands for."""
        return self.handles[0].person_id


class World:
    """Resolves the people of an archive, and sights each the first time they are met.

    Parameters
    ----------
    owner : whose archive it is
    roster : its names and profiles, settled
    newest : the latest time in the archive: when its companies and titles were true
    in_thread : (conversation, name) → the profile that wrote there under that name; None for two
    """

    def __init__(
        self,
        owner: Owner,
        roster: Roster,
        newest: datetime | None,
        in_thread: Mapping[tuple[str, str], Handle | None],
    ) -> None:
        self.owner = owner
        self.roster = roster
        self.newest = newest
        self._in_thread = in_thread
        self._owner_key = name_key(owner.name)
        self._seen: set[PersonId] = {owner.id}
        self._companies = {h[0].person_id: row.company for row, h in roster.handles}
        self._seen.update(self._companies)
        self._fresh: list[Sighting] = []
        self._said: set[Hashable] = set()

    def is_owner(self, name: str, slug: Handle | None) -> bool:
        """Return True when a party is the owner: by profile where there is one, else by name."""
        if slug is not None:
            return slug in self.owner.handles
        return bool(name) and name_key(name) == self._owner_key

    def other(self, name: str, slug: Handle | None, thread: str) -> PersonId:
        """Return the person of a party that is not the owner by name alone.

        `thread` is the conversation a hidden person is the unknown one of.
        """
        if slug is not None:
            if slug in self.owner.handles:
                return self.owner.id
            person = slug.person_id
            if person in self._seen:
                return person
            return self._meet(slug, self.roster.name_of(slug) or name)
        if is_hidden(name):
            return self._meet(unknown(SOURCE, thread), "LinkedIn Member")
        handle = self._in_thread.get((thread, name_key(name))) or self.roster.person_named(name)
        return self._meet(handle or named(SOURCE, name), name)

    def sight(self, sighting: Sighting) -> PersonId:
        """Have a person sighted as given; return their id."""
        self._seen.add(sighting.handles[0].person_id)
        self._fresh.append(sighting)
        return sighting.handles[0].person_id

    def company_of(self, person: PersonId) -> str:
        """Return the company a connection works at today; empty for anybody else."""
        return self._companies.get(person, "")

    def fresh(self) -> list[Sighting]:
        """Return those met since the last call."""
        fresh = self._fresh
        if fresh:
            self._fresh = []
        return fresh

    def is_new(self, statement: Hashable) -> bool:
        """Return True the first time a statement occurs in this archive, and remember it."""
        if statement in self._said:
            return False
        self._said.add(statement)
        return True

    def _meet(self, handle: Handle, name: str) -> PersonId:
        person = handle.person_id
        if person not in self._seen:
            self.sight(Sighting((handle,), "" if is_hidden(name) else name, seen_at=self.newest))
        return person


class Record(Protocol):
    """One row of a small file, as people and items."""

    @property
    def line(self) -> int:
        """The line the row begins on."""

    @property
    def at(self) -> datetime | None:
        """When it happened."""

    def parties(self) -> Iterable[Party]:
        """Return the people it names."""

    def items(self, world: World) -> Iterator[Item | Skip]:
        """Yield the row's items once all people are known, or the reason there are none."""
