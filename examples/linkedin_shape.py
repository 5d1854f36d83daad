"""The shape is shared by all tables of an archive: network, year, and how people appear in it."""

from __future__ import annotations

import dataclasses
import random
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass

from .crowd import midnight
from .linkedin_eras import columns, date_text, file_name
from .names import HOMONYMS, quoted
from .people import OWNER, InventedNetwork, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Rows", "Shape", "Table", "Tally"]


@dataclass(frozen=True, slots=True)
class Rows:
    """So many rows of a file, and what is the matter with them."""

    file: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """A file to be: its name, what stands before the header, the header and the rows.

    ``wide`` writes UTF-16 with tabs, everything quoted; ``quoted`` quotes everything in UTF-8;
    ``newline`` ends lines, the last one too if ``closed``.
    """

    file: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    preamble: str = ""
    wide: bool = False
    quoted: bool = False
    newline: str = "\n"
    closed: bool = True


@dataclasses.dataclass(slots=True)
class Tally:
    """A tally counts what the writers meant to say while they write: the source of ``Expected``."""

    people: set[Person] = dataclasses.field(default_factory=set)
    book_only: int = 0
    pairs: set[tuple[Person, Person]] = dataclasses.field(default_factory=set)
    messages: int = 0
    with_hidden: int = 0
    invitations: int = 0
    given: int = 0
    received: int = 0
    notes: int = 0
    skipped: list[Rows] = dataclasses.field(default_factory=list)
    undated: list[Rows] = dataclasses.field(default_factory=list)
    empty_files: list[str] = dataclasses.field(default_factory=list)

    def skip(self, file: str, reason: str, rows: int) -> None:
        """Note rows that an importer must leave out and report."""
        if rows:
            self.skipped.append(Rows(file, reason, rows))

    def met(self, members: Iterable[Person]) -> None:
        """Note that these people were in one thread: every two of them may know each other."""
        known = sorted(members)
        self.pairs.update((a, b) for i, a in enumerate(known) for b in known[i + 1 :])


class Shape:
    """A network as the archive of one year shows it."""

    def __init__(self, network: InventedNetwork, year: int) -> None:
        self.network = network
        self.year = year
        self.tally = Tally()
        self.end = midnight(network.today)
        self.member = 100_000_000 + network.seed * 7919 % 899_999_999

    def rng(self, part: str) -> random.Random:
        """Return a random source for one part of the archive."""
        return random.Random(f"{self.network.seed}/{self.year}/{part}")  # noqa: S311 - no secret

    def file(self, table: str) -> str:
        """Name a table's file; empty when this year's archives have none."""
        return file_name(table, self.year, self.member)

    def columns(self, table: str) -> tuple[str, ...]:
        """Return a table's columns."""
        return columns(table, self.year)

    def date(self, kind: str, moment: datetime) -> str:
        """Write a moment as this kind of file does."""
        return date_text(kind, moment, self.year)

    def ago(self, rng: random.Random, days: float) -> datetime:
        """Return some moment in the last `days` days, in whole seconds."""
        return (self.end - timedelta(days=days * rng.random())).replace(microsecond=0)

    @property
    def links_people(self) -> bool:
        """Return True when connections, recipients and invitations carry links (mid-2023 on)."""
        return self.year >= 2023

    @cached_property
    def ambiguous(self) -> frozenset[Person]:
        """People whose name another connection bears: no file without links can tell them apart."""
        return frozenset(
            contact.id
            for contact in self.network.connections
            if (contact.first, contact.last) in HOMONYMS
        )

    def link(self, person: Person) -> str:
        """Return the profile link as Connections.csv has it; empty for a hidden person."""
        slug = self._slug(person)
        return f"https://www.linkedin.com/in/{quoted(slug)}" if slug else ""

    def other_link(self, person: Person) -> str:
        """Return the link as other files have it: now and then another host, case or query."""
        slug = self._slug(person)
        if not slug:
            return ""
        if person % 23 == 5:
            return f"https://de.linkedin.com/in/{quoted(slug)}/"
        if person % 31 == 7:
            return f"http://www.linkedin.com/in/{quoted(slug)}?trk=people"
        return f"https://www.linkedin.com/in/{quoted(slug.title() if person % 17 == 3 else slug)}"

    def bare_link(self, person: Person) -> str:
        """Return the link as endorsements have it: without scheme, in raw characters."""
        return f"www.linkedin.com/in/{self._slug(person)}"

    def _slug(self, person: Person) -> str:
        owner = self.network.owner
        return owner.slug if person == OWNER else self.network.contact(person).slug
