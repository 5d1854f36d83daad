"""Contacts.csv and Imported Contacts.csv (uploaded address books), and Notes.csv."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.importers.linkedin.export_dates import birthday
from netkit.importers.linkedin.rows import TOO_LONG, Party, Row, Skip, full_name, is_hidden
from netkit.importers.linkedin.rows import profile as profile_of
from netkit.importers.linkedin.world import SOURCE, World
from netkit.importers.port import Item, Options, Sighting
from netkit.model.events import Note
from netkit.model.frozen import dataclass
from netkit.model.handles import email, is_role_address, named, phone
from netkit.model.names import clean
from netkit.model.people import Affiliation, Claim, Handle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

__all__ = ["CONTACTS", "NOTES", "Contact", "Written", "contact", "note"]

CONTACTS = (frozenset({"firstname", "lastname"}), frozenset({"fullname"}))
NOTES = (frozenset({"note", "connectionprofileurl"}),)
_MANY = re.compile(r"[,;|\n]+")
_MAX_KEYS = 20
_MAX_NOTE = 5_000


@dataclass(frozen=True, slots=True)
class Contact:
    """One entry of an uploaded address book."""

    line: int
    name: str
    handles: tuple[Handle, ...]
    company: str
    title: str
    city: str
    birthday: str

    @property
    def at(self) -> datetime | None:
        """Return None: when it was uploaded says nothing of the person."""
        return None

    def parties(self) -> Iterator[Party]:
        """Yield the profile, where the entry has one."""
        yield from ((self.name, key) for key in self.handles if key.kind == "linkedin")

    def items(self, world: World) -> Iterator[Item | Skip]:
        """Yield the person and what the entry says of them."""
        if any(handle in world.owner.handles for handle in self.handles):
            yield Skip("the owner's own entry", bulk=True)
            return
        name_handle = world.roster.person_named(self.name) or named(SOURCE, self.name)
        person = world.sight(
            Sighting(
                self.handles or (name_handle,), self.name, self.company, self.title, world.newest
            )
        )
        if self.company:
            yield Affiliation(person, self.company, self.title, seen_at=world.newest)
        if self.city:
            yield Claim(person, "city", self.city, world.newest, origin=SOURCE)
        if self.birthday:
            yield Claim(person, "birthday", self.birthday, world.newest, origin=SOURCE)


@dataclass(frozen=True, slots=True)
class Written:
    """One note about a person; `at` is None where its row gives no day."""

    line: int
    at: datetime | None
    person: Party
    text: str

    def parties(self) -> Iterator[Party]:
        """Yield the person that the note is about."""
        yield self.person

    def items(self, world: World) -> Iterator[Item | Skip]:
        """Yield the note; one without a day was there when the archive was made."""
        person = world.other(*self.person, f"note {self.line}")
        at = self.at or world.newest
        if at is not None:
            yield Note(at, person, self.text, SOURCE)


def contact(row: Row, options: Options) -> Iterator[Contact | Skip]:
    """Yield an address book's entry; one without any key or name is none."""
    name = full_name(row.raw("firstname"), row.raw("lastname"))
    if name == "":
        name = full_name(row.raw("fullname"), "")
    handles = tuple(_keys(row, options))
    if name is None:
        yield Skip(TOO_LONG)
    elif row.overflows:
        yield Skip("more cells than its header")
    elif not handles and is_hidden(name):
        yield Skip("neither a name nor an address nor a number")
    else:
        born = birthday(row.text("birthday"))
        yield Contact(
            row.line, name, handles, row.text("companies"), row.text("title"),
            row.text("location"), str(born) if born else "",
        )  # fmt: skip


def _keys(row: Row, options: Options) -> Iterator[Handle]:
    """Yield the entry's keys, the strongest first; offices' addresses are nobody's key."""
    handles: dict[Handle, None] = {}
    for text in _MANY.split(row.raw("profiles"))[:_MAX_KEYS]:
        if (slug := profile_of(text)) is not None:
            handles[slug] = None
    for text in _MANY.split(f"{row.raw('emails')},{row.raw('emailaddress')}")[:_MAX_KEYS]:
        address = email(text)
        if address is not None and not is_role_address(address.value):
            handles[address] = None
    for text in _MANY.split(row.raw("phonenumbers"))[:_MAX_KEYS]:
        if (number := phone(text[:100], options.region)) is not None:
            handles[number] = None
    yield from handles


def note(row: Row, options: Options) -> Iterator[Written | Skip]:
    """Yield a note about a person."""
    name = full_name(row.raw("connectionfirstname"), row.raw("connectionlastname"))
    slug = profile_of(row.raw("connectionprofileurl"))
    at = row.moment("createdon") or row.moment("editedon")
    text = clean(row.raw("note")[:_MAX_NOTE])
    if name is None:
        yield Skip(TOO_LONG)
    elif row.overflows:
        yield Skip("more cells than its header")
    elif not text or (is_hidden(name) and slug is None):
        yield Skip("it names nobody, or says nothing")
    else:
        yield Written(row.line, at, (name, slug), text)
