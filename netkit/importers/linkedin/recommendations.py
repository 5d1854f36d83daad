"""Endorsements and recommendations, given and received: what people did for each other.

They count when their status is accepted or visible. Exports before 2022 give the endorser's name
alone, later ones also the profile, without scheme and with raw characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.importers.linkedin.rows import (
    TOO_LONG,
    Party,
    Row,
    Skip,
    excerpt,
    full_name,
    is_hidden,
    profile,
)
from netkit.importers.linkedin.world import SOURCE, World
from netkit.model.events import Acquaintance, Favour, FavourKind
from netkit.model.frozen import dataclass
from netkit.model.organizations import organization_key
from netkit.model.people import Affiliation, Claim, Handle
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from netkit.importers.port import Item, Options
    from netkit.model.people import PersonId

__all__ = [
    "ENDORSEMENT", "RECOMMENDATION", "Deed", "endorsement", "recommendation"
]  # fmt: skip

ENDORSEMENT = (frozenset({"endorsementdate", "skillname"}),)
RECOMMENDATION = (frozenset({"firstname", "creationdate", "status"}),)
REPEATED = "the same as an earlier row"
#: Two to four words that begin with capitals: a name, if somebody of the archive is called so.
_NAMES = re.compile(
    r"[^\W\d_a-z][\w’'-]+(?: (?:(?:de|da|van|von|der|la) )?[^\W\d_a-z][\w’'-]+){1,3}"
)
#: How surely two know each other whom a recommendation names together; a judgement.
_NAMED_WEIGHT = 0.5
_LONGEST = 5_000
_COUNTS = frozenset({"accepted", "visible", "shown"})
#: A click beside a skill, and an hour's writing, on the scale from 1 to 5.
_VALUE: dict[FavourKind, int] = {"endorsement": 1, "recommendation": 3}


@dataclass(frozen=True, slots=True)
class Deed:
    """One endorsement or recommendation that counts; `text` is the skill, or its first words.

    `company` and `title` are where the other person worked when it was written.
    """

    line: int
    at: datetime
    kind: FavourKind
    person: Party
    text: str
    given: bool
    company: str = ""
    title: str = ""
    whole_text: str = ""

    def parties(self) -> Iterator[Party]:
        """Yield the other person."""
        yield self.person

    def items(self, world: World) -> Iterator[Item | Skip]:
        """Yield the favour, and the skill that an endorsement given shows."""
        partner = world.other(*self.person, f"{self.kind} {self.at:%Y-%m-%d %H:%M:%S}")
        owner = world.owner.id
        if not world.is_new((self.kind, self.given, partner, self.at, self.text)):
            yield Skip(REPEATED, bulk=True)
        elif partner != owner:
            giver, receiver = (owner, partner) if self.given else (partner, owner)
            value = _VALUE[self.kind]
            yield Favour(self.at, giver, receiver, self.kind, self.text, value, source=SOURCE)
            if self.given and self.kind == "endorsement" and self.text:
                yield Claim(partner, "skill", self.text, self.at, origin=SOURCE)
            yield from self._former_job(partner, world)
            yield from self._named_beside(partner, world)

    def _named_beside(self, partner: PersonId, world: World) -> Iterator[Acquaintance]:
        """Yield that the other person may know the people whom a recommendation names."""
        where = f"{'your' if self.given else 'their'} recommendation of {self.at:%B %Y}"
        for name in dict.fromkeys(_NAMES.findall(self.whole_text)):
            handle = world.roster.person_named(name)
            if handle is None or handle.person_id in (partner, world.owner.id):
                continue
            a, b = sorted((partner, world.other(name, handle, "")))
            named = f"{name} is named in {where} for {self.person[0]}"
            if not self.given:
                named = f"{self.person[0]} names {name} in {where}"
            yield Acquaintance(self.at, a, b, named, _NAMED_WEIGHT, source=SOURCE)

    def _former_job(self, partner: PersonId, world: World) -> Iterator[Affiliation]:
        """Yield the other person's employer at that time, unless they still work there."""
        key = organization_key(self.company)
        if key and key != organization_key(world.company_of(partner)):
            last = PartialDate(self.at.year, self.at.month)
            yield Affiliation(partner, self.company, self.title, end=last, seen_at=self.at)


def endorsement(*, given: bool) -> Callable[[Row, Options], Iterator[Deed | Skip]]:
    """Return the reader of the rows of endorsements given or received."""
    role = "endorsee" if given else "endorser"

    def parse(row: Row, options: Options) -> Iterator[Deed | Skip]:
        name = full_name(row.raw(role + "firstname"), row.raw(role + "lastname"))
        slug = profile(row.raw(role + "publicurl"))
        at = row.moment("endorsementdate")
        reason = _left_out(row, name, slug, at, ("endorsementstatus", "displaystatus"))
        if reason is not None or name is None or at is None:
            yield reason or Skip(TOO_LONG)
        else:
            skill = row.text("skillname")
            yield Deed(row.line, at, "endorsement", (name, slug), skill, given)

    return parse


def recommendation(*, given: bool) -> Callable[[Row, Options], Iterator[Deed | Skip]]:
    """Return the reader of the rows of recommendations given or received."""

    def parse(row: Row, options: Options) -> Iterator[Deed | Skip]:
        name = full_name(row.raw("firstname"), row.raw("lastname"))
        at = row.moment("creationdate")
        reason = _left_out(row, name, None, at, ("status",))
        if reason is not None or name is None or at is None:
            yield reason or Skip(TOO_LONG)
        else:
            text = excerpt(row.raw("text"))
            job = row.text("company"), row.text("jobtitle")
            whole = " ".join(row.raw("text")[:_LONGEST].split())
            yield Deed(row.line, at, "recommendation", (name, None), text, given, *job, whole)

    return parse


def _left_out(
    row: Row, name: str | None, slug: Handle | None, at: datetime | None, statuses: tuple[str, ...]
) -> Skip | None:
    """Return why a row is no favour; None when it is one."""
    if name is None:
        return Skip(TOO_LONG)
    if row.overflows:
        return Skip("more cells than its header")
    if not any(row.text(status).casefold() in _COUNTS for status in statuses):
        return Skip("neither accepted nor visible", bulk=True)
    if is_hidden(name) and slug is None:
        return Skip("a person who shows no name", bulk=True)
    return Skip("its date cannot be read") if at is None else None
