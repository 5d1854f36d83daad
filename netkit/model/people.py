"""People, the keys they are known by, and where they work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, NewType

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.model.when import PartialDate

__all__ = [
    "ADDRESS_KINDS",
    "STRONG",
    "Affiliation",
    "Claim",
    "ClaimField",
    "Handle",
    "HandleKind",
    "Person",
    "PersonId",
    "Source",
]

#: A person's identifier: ``p`` and 16 hexadecimal digits, the hash of one of their handles.
PersonId = NewType("PersonId", str)

HandleKind = Literal["linkedin", "email", "phone", "connection", "source", "name", "unknown"]

#: Kinds on which two records may be joined without asking.
STRONG: frozenset[str] = frozenset({"linkedin", "email", "phone", "connection", "source"})

#: Kinds that are a way to reach somebody, as they are shown and typed.
ADDRESS_KINDS: tuple[HandleKind, ...] = ("email", "phone", "linkedin")

#: Where a fact came from, from the least to the most believed: an archive, a sync, the user.
Source = Literal["archive", "sync", "typed"]

#: ``died`` holds a day of any precision (``2021-03-04``, ``2021``) or ``yes``; ``archived`` holds
#: ``yes``; ``no`` takes either back. ``shared`` holds the key of a handle that is somebody else's
#: or nobody's: an address or a number that a source gives this person, too. ``removed`` holds the
#: key of a handle that the user took away: what came from it stays theirs, but it is shown no
#: more; ``not KEY`` takes that back. ``left circle`` and ``left tag`` take a circle or a tag back.
ClaimField = Literal[
    "name", "nickname", "headline", "city", "skill", "birthday", "circle", "website", "invested",
    "died", "archived", "shared", "removed", "tag", "left circle", "left tag",
]  # fmt: skip


class Handle(NamedTuple):
    """A key by which a source knows a person; already normalized (see netkit.identity).

    A named tuple: an import looks up hundreds of thousands, and a tuple hashes itself in C.

    ``linkedin`` slug · ``email`` address · ``phone`` E.164 · ``connection`` name and the day of
    connecting (what every era of a LinkedIn export has) · ``source`` a source's own id, prefixed
    with the source · ``name`` a bare name within one source · ``unknown`` somebody hidden.
    """

    kind: HandleKind
    value: str

    @property
    def key(self) -> str:
        """Return ``kind:value``, unique in a network."""
        return f"{self.kind}:{self.value}"

    @classmethod
    def from_key(cls, key: str) -> Handle:
        """Return the handle with this key.

        >>> Handle.from_key("email:ann@example.org").value
        'ann@example.org'
        """
        kind, _, value = key.partition(":")
        return cls(kind, value)  # type: ignore[arg-type]

    @property
    def person_id(self) -> PersonId:
        """Return the id of the person this handle stands for until it is joined to another.

        Derived from the key alone, so that the same import gives the same ids in every engine.
        """
        person = _ids.get(self)
        return _new_id(self) if person is None else person


#: Ids by handle: an import asks for each a dozen times. A plain dict costs half of an LRU cache.
_ids: dict[Handle, PersonId] = {}
_MOST_IDS = 131_072


def _new_id(handle: Handle) -> PersonId:
    import hashlib  # brings OpenSSL along; many an answer needs no new id

    if len(_ids) >= _MOST_IDS:
        _ids.clear()
    digest = hashlib.blake2b(handle.key.encode(), digest_size=8).hexdigest()
    person = _ids[handle] = PersonId("p" + digest)
    return person


@dataclass(frozen=True, slots=True)
class Person:
    """One person, as the records joined to them say."""

    id: PersonId
    name: str
    organization: str = ""
    title: str = ""
    city: str = ""
    owner: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A person at an organization; an employer's or a school's, current when `end` is None.

    `seen_at` is when the source said so: a LinkedIn company is today's, not that of the day of
    connecting.
    """

    person: PersonId
    organization: str
    title: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    kind: Literal["work", "school"] = "work"
    seen_at: datetime | None = None
    source: Source = "archive"


@dataclass(frozen=True, slots=True)
class Claim:
    """One field of a person as one source gave it; provenance is kept per field."""

    person: PersonId
    field: ClaimField
    value: str
    at: datetime | None = None
    source: Source = "archive"
    origin: str = ""
