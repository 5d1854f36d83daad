"""Match the bare names of one archive to profiles, where that is certain.

Exports until 2022 name people without their profile's address in most places. A name is taken
for a person only when exactly one person of the archive carries it; two connections of one name
differ by the day of connecting; nothing is ever guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from netkit.importers.linkedin.rows import Party, is_hidden
from netkit.model.frozen import dataclass
from netkit.model.handles import connection, name_key, named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netkit.model.people import Handle

__all__ = ["Connection", "Roster"]


@dataclass(frozen=True, slots=True)
class Connection:
    """One row of Connections.csv; `day` is None when it cannot be read."""

    line: int
    name: str
    slug: Handle | None
    email: Handle | None
    day: date | None
    company: str
    title: str


class Roster:
    """The names and profiles of one archive.

    Built in two steps: :meth:`add` and :meth:`add_connection` while reading, :meth:`settle` once
    everything was seen and the owner is known.
    """

    def __init__(self) -> None:
        self.connections: list[Connection] = []
        #: Each connection with its handles, once settled.
        self.handles: list[tuple[Connection, tuple[Handle, ...]]] = []
        self._names: dict[Handle, str] = {}
        self._slugs: defaultdict[str, set[Handle]] = defaultdict(set)
        self._people: defaultdict[str, set[Handle]] = defaultdict(set)

    def add(self, parties: Iterable[Party]) -> None:
        """Note which names come with which profiles."""
        for name, slug in parties:
            if slug is None or self._names.get(slug) == name or is_hidden(name):
                continue  # nearly all have been noted before, from another row
            self._names.setdefault(slug, name)
            self._slugs[name_key(name)].add(slug)

    def add_connection(self, row: Connection) -> None:
        """Note a connection."""
        self.connections.append(row)
        self.add([(row.name, row.slug)])

    def slugs_named(self, name: str) -> set[Handle]:
        """Return the profiles that were seen with `name`."""
        return set(self._slugs.get(name_key(name), ()))

    def name_of(self, slug: Handle) -> str:
        """Return the name first seen with a profile; empty when none was."""
        return self._names.get(slug, "")

    def knows(self, slug: Handle) -> bool:
        """Return True for a profile that was seen with a name."""
        return slug in self._names

    def person_named(self, name: str) -> Handle | None:
        """Return the one person of that name; None when there are several, or none."""
        people = self._people.get(name_key(name), ())
        return next(iter(people)) if len(people) == 1 else None

    def is_connection_name(self, name: str) -> bool:
        """Return True when at least one person of the archive has exactly this name."""
        return name_key(name) in self._people

    def settle(self, owner: Handle | None) -> None:
        """Give every connection its handles and every name its people, the owner apart."""
        for key, slugs in self._slugs.items():
            self._people[key] |= slugs - {owner}
        namesakes = Counter(name_key(row.name) for row in self.connections)
        days = Counter((name_key(row.name), row.day) for row in self.connections)
        taken = {row.slug for row in self.connections}
        names: defaultdict[Handle, set[str]] = defaultdict(set)
        for row in self.connections:
            if row.email is not None:
                names[row.email].add(name_key(row.name))
        for row in self.connections:
            key = name_key(row.name)
            slug = row.slug
            if slug is None and namesakes[key] == 1 and len(self._people[key]) == 1:
                (bearer,) = self._people[key]
                slug = None if bearer in taken else bearer
            alone = days[key, row.day] == 1
            shared = row.email is not None and len(names[row.email]) > 1
            self.handles.append((row, _handles(row, slug, alone=alone, shared=shared)))
        for row, handles in self.handles:
            self._people[name_key(row.name)].add(handles[0])


def _handles(
    row: Connection, slug: Handle | None, *, alone: bool, shared: bool
) -> tuple[Handle, ...]:
    """Return a connection's keys, the one that stands for it first.

    Without `alone` its name and day are another's too; a `shared` address stands for nobody.
    """
    joined = connection(row.name, row.day) if row.day and row.name and alone else None
    order = (slug, joined, row.email) if shared else (slug, row.email, joined)
    handles = tuple(handle for handle in order if handle is not None)
    if shared and handles == (row.email,):
        handles = (named("linkedin", row.name), *handles)
    told_apart = "" if alone else f"{row.day} {row.company} {row.title}"
    return handles or (named("linkedin", row.name, told_apart),)
