"""Connections.csv: whom the owner is connected with, since when, and what they do today.

Until mid-2023 without a profile's address, since then with one; usually below a preamble of
three lines; 1 to 6 % of the rows hold only a date, of people who hid themselves.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from netkit.importers.linkedin.export_dates import connected_on
from netkit.importers.linkedin.roster import Connection, Roster
from netkit.importers.linkedin.rows import TOO_LONG, Row, Skip, full_name, latest, profile
from netkit.importers.linkedin.world import SOURCE, World
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Connected
from netkit.model.handles import email, is_role_address
from netkit.model.people import Affiliation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.model.people import Handle

__all__ = ["ALIASES", "WANTED", "midnight", "parse", "tell"]

WANTED = (frozenset({"firstname", "connectedon"}),)
#: German headings; real exports have English ones in every language.
ALIASES = {
    "vorname": "firstname",
    "nachname": "lastname",
    "emailadresse": "emailaddress",
    "unternehmen": "company",
    "verbundenam": "connectedon",
}
_NO_DATE = "its date cannot be read; kept without it"
_OVERFLOW = "more cells than its header; kept without company and title"
_HIDDEN = "a connection that shows no name"


def parse(row: Row, options: Options) -> Iterator[Connection | Skip]:
    """Yield the connection of a row, and what of the row was left out."""
    name = full_name(row.raw("firstname"), row.raw("lastname"))
    if name is None:
        yield Skip(TOO_LONG)
        return
    slug = profile(row.raw("url"))
    if not name and slug is None:
        yield Skip(_HIDDEN, bulk=True)
        return
    address = email(row.raw("emailaddress"))
    if address is not None and is_role_address(address.value):
        address = None
    date_text = row.cells[-1] if row.overflows else row.raw("connectedon")
    day = connected_on(date_text, months_first=row.months_first)
    if day is not None and midnight(day) > latest(options):
        day = None
    company, title = row.text("company"), row.text("position")
    if row.overflows:
        yield Skip(_OVERFLOW)
        company = title = ""
    if day is None:
        yield Skip(_NO_DATE)
    yield Connection(row.line, name, slug, address, day, company, title)


def midnight(day: date) -> datetime:
    """Return the beginning of a day in UTC: all that is known of when they connected."""
    return datetime.combine(day, time(), UTC)


def tell(file: str, roster: Roster, world: World) -> Iterator[Item]:
    """Yield the items of each connection, one person for each."""
    repeats: list[int] = []
    yielded: set[Handle] = set()
    for row, handles in roster.handles:
        if handles[0] in yielded or world.is_owner("", row.slug):
            repeats.append(row.line)
            continue
        yielded.add(handles[0])
        yield from _one(row, handles, world)
    if repeats:
        yield Problem(file, repeats[0], "the same person as an earlier row", len(repeats))


def _one(row: Connection, handles: tuple[Handle, ...], world: World) -> Iterator[Item]:
    person = handles[0].person_id
    yield Sighting(handles, row.name, row.company, row.title, seen_at=world.newest)
    if not (row.company or row.title):  # no company any more is news, too
        yield Affiliation(person, "", seen_at=world.newest)
    if row.day is not None:
        yield Connected(midnight(row.day), world.owner.id, person, source=SOURCE)
