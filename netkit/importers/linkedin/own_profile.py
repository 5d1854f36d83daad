"""Read the owner's own data: profile, positions, schools, skills, addresses, phones."""

from __future__ import annotations

import re
from dataclasses import dataclass  # these inherit
from typing import TYPE_CHECKING, Literal

from netkit.importers.linkedin.export_dates import birthday, month
from netkit.importers.linkedin.rows import TOO_LONG, Party, Row, Skip, full_name
from netkit.importers.linkedin.world import SOURCE, World
from netkit.model.handles import email, is_role_address, phone
from netkit.model.people import Affiliation, Claim, ClaimField, Handle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netkit.importers.port import Item, Options
    from netkit.model.when import PartialDate

__all__ = [
    "OwnKey", "Place", "Profile", "Skill", "own_email", "own_phone", "position", "profile",
    "school", "skill",
]  # fmt: skip

_SITE = re.compile(r"\[?(?:[A-Za-z ]+:)?((?:https?://|www\.)[^\],\s]+)")


@dataclass(frozen=True, slots=True)
class _OfOwner:
    """A row about the owner: it names nobody else and has no time of its own."""

    line: int

    @property
    def at(self) -> datetime | None:
        """Return None: such rows are not dated."""
        return None

    def parties(self) -> Iterator[Party]:
        """Yield nobody."""
        yield from ()

    def items(self, world: World) -> Iterator[Item | Skip]:
        """Yield nothing: what it says is part of who the owner is."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Profile(_OfOwner):
    """The row of Profile.csv: the owner's name, and what they say of themselves."""

    name: str
    claims: tuple[tuple[ClaimField, str], ...]

    def items(self, world: World) -> Iterator[Item | Skip]:
        """Yield a claim per field."""
        for field, value in self.claims:
            yield Claim(world.owner.id, field, value, world.newest, origin=SOURCE)


@dataclass(frozen=True, slots=True)
class OwnKey(_OfOwner):
    """An address or number of the owner's."""

    handle: Handle


@dataclass(frozen=True, slots=True)
class Place(_OfOwner):
    """A job or a school of the owner's."""

    organization: str
    title: str
    start: PartialDate | None
    end: PartialDate | None
    kind: Literal["work", "school"]

    def items(self, world: World) -> Iterator[Item | Skip]:
        """Yield the affiliation."""
        yield Affiliation(
            world.owner.id, self.organization, self.title, self.start, self.end, self.kind,
            world.newest,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Skill(_OfOwner):
    """A skill of the owner's."""

    name: str

    def items(self, world: World) -> Iterator[Item | Skip]:
        """Yield the claim."""
        yield Claim(world.owner.id, "skill", self.name, world.newest, origin=SOURCE)


def profile(row: Row, options: Options) -> Iterator[Profile | Skip]:
    """Yield the owner's profile."""
    name = full_name(row.raw("firstname"), row.raw("lastname"))
    if not name:
        yield Skip("a profile without a name" if name == "" else TOO_LONG)
        return
    born = birthday(row.text("birthdate"))
    sites = _SITE.findall(row.raw("websites")[:2_000])
    claims: list[tuple[ClaimField, str]] = [
        ("headline", row.text("headline")),
        ("city", row.text("geolocation")),
        ("birthday", str(born) if born else ""),
        *(("website", site) for site in sites),
    ]
    yield Profile(row.line, name, tuple((field, value) for field, value in claims if value))


def own_email(row: Row, options: Options) -> Iterator[OwnKey | Skip]:
    """Yield an address of the owner's; one that was never confirmed may be another's."""
    handle = email(row.raw("emailaddress"))
    if handle is None or is_role_address(handle.value):
        yield Skip("not an e-mail address of one person")
    elif row.text("confirmed").casefold() in {"no", "false"}:
        yield Skip("an e-mail address that was never confirmed", bulk=True)
    else:
        yield OwnKey(row.line, handle)


def own_phone(row: Row, options: Options) -> Iterator[OwnKey | Skip]:
    """Yield a phone number of the owner's."""
    handle = phone(row.text("number"), options.region)
    if handle is None:
        yield Skip("a phone number without country code, or not a valid one", bulk=True)
    else:
        yield OwnKey(row.line, handle)


def position(row: Row, options: Options) -> Iterator[Place | Skip]:
    """Yield a job."""
    ends = row.text("startedon"), row.text("finishedon")
    return _place(row, row.text("companyname"), row.text("title"), ends, "work")


def school(row: Row, options: Options) -> Iterator[Place | Skip]:
    """Yield a school; its title is the degree."""
    ends = row.text("startdate"), row.text("enddate")
    return _place(row, row.text("schoolname"), row.text("degreename"), ends, "school")


def _place(
    row: Row, name: str, title: str, ends: tuple[str, str], kind: Literal["work", "school"]
) -> Iterator[Place | Skip]:
    if not name or row.overflows:
        yield Skip("more cells than its header" if row.overflows else "no organization is named")
        return
    start, end = (month(text) for text in ends)
    if (ends[0] and start is None) or (ends[1] and end is None):
        yield Skip("a date of it cannot be read")  # an unread end would make it a job of today
        return
    yield Place(row.line, name, title, start, end, kind)


def skill(row: Row, options: Options) -> Iterator[Skill | Skip]:
    """Yield a skill."""
    name = row.text("name")
    yield Skill(row.line, name) if name else Skip("no skill is named")
