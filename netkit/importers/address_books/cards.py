"""One entry of an address book, whatever the format: what it becomes, and what it cannot become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from netkit.importers.owner_option import owner_of
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Interaction, Note
from netkit.model.handles import email, is_role_address, linkedin, named, own_id, phone
from netkit.model.names import clean, fold
from netkit.model.people import Claim, ClaimField, Handle, HandleKind, PersonId
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "MAX_NAME", "UNDATED", "WRITTEN_KEYS", "Card", "Entry", "book_items", "card_items",
    "read_birthday",
]  # fmt: skip

#: The time of what an address book says without saying when: before everything, so that it is
#: known on every day, and the same on every import, so that it is one event.
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)

MAX_NAME = 1_000
#: Somebody wrote down that the two belong together: near certain, and seen rather than inferred.
RELATED_WEIGHT = 0.95
#: Kinds of handles that an address book has no field for.
WRITTEN_KEYS: tuple[HandleKind, ...] = ("connection", "source", "name")
_MAX_KEYS = 20
_MAX_TEXT = 5_000
_BIRTHDAY = re.compile(r"(\d{4}|--)-?(\d{2})-?(\d{2})(?:[T ].*)?")
#: What Apple writes where the year of a birthday is not known.
_NO_YEAR = 1604


@dataclass(frozen=True, slots=True)
class Card:
    """An entry as its source gives it: raw text, nothing normalized.

    `uid` is the source's own id of the entry; `birthday` and `last_contact` are empty or as
    `PartialDate` is written; `related` names people who belong to them, by name or by another
    entry's uid; `keys` are those that no address book knows, as `Handle.key` gives them, of
    entries that netkit itself wrote.
    """

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    uid: str = ""
    nickname: str = ""
    organization: str = ""
    title: str = ""
    city: str = ""
    birthday: str = ""
    circles: tuple[str, ...] = ()
    note: str = ""
    related: tuple[str, ...] = ()
    last_contact: str = ""
    seen_at: datetime | None = None
    owner: bool = False
    keys: tuple[str, ...] = ()


#: File, line, and the entry that begins there or why it cannot be read.
Entry = tuple[str, int, Card | str]


def book_items(entries: Iterable[Entry], origin: str, options: Options) -> Iterator[Item]:
    """Yield the people of an address book, what it says of them, and who is related to whom."""
    related: list[tuple[PersonId, tuple[str, ...]]] = []
    met: list[tuple[str, int, PersonId, str]] = []
    by_key: dict[str, PersonId] = {}
    for file, line, card in entries:
        if isinstance(card, str):
            yield Problem(file, line, card)
            continue
        yield from card_items(card, origin, options, file=file, line=line)
        if handles := keys_of(card, origin, options):
            person = handles[0].person_id
            by_key[_bare(card.uid)] = by_key[fold(card.name)] = person
            related.append((person, card.related))
            if card.last_contact:
                met.append((file, line, person, card.last_contact))
    by_key.pop("", None)
    yield from _last_contacts(met, origin, options)
    for person, others in related:
        for other in others[:_MAX_KEYS]:
            yield from _relation(person, other, by_key, origin)


def _last_contacts(
    met: list[tuple[str, int, PersonId, str]], origin: str, options: Options
) -> Iterator[Item]:
    """Yield a contact with the owner on each day named; a day without its year is none."""
    if not met:
        return
    owner = owner_of(options, origin)
    yield owner
    for file, line, person, text in met:
        day = PartialDate.parse(text).earliest()
        at = datetime.combine(day, time(12), UTC) if day else None
        if at is None or (options.now is not None and at > options.now):
            yield Problem(file, line, "the last contact is in the future, or has no year")
        else:
            me = owner.handles[0].person_id
            yield Interaction(at, "other", me, (person,), source=origin)


def _bare(uid: str) -> str:
    return uid.strip().lower().removeprefix("urn:uuid:")


def _relation(
    person: PersonId, other: str, by_key: dict[str, PersonId], origin: str
) -> Iterator[Item]:
    """Yield that two people know each other; one without an entry is known by name alone."""
    name = clean(other[:MAX_NAME])
    known = by_key.get(_bare(other)) or by_key.get(fold(name))
    if known is None and name and ":" not in name:
        handle = named(origin, name)
        known = by_key[fold(name)] = handle.person_id
        yield Sighting((handle,), name)
    if known is not None and known != person:
        a, b = sorted((person, known))
        said = "an address book calls them related"
        yield Acquaintance(UNDATED, a, b, said, RELATED_WEIGHT, seen=True, source=origin)


def read_birthday(text: str) -> str:
    """Return a birthday as `PartialDate` is written; empty when it is not a date.

    >>> read_birthday("19850412"), read_birthday("--0412"), read_birthday("1604-04-12")
    ('1985-04-12', '--04-12', '--04-12')
    """
    match = _BIRTHDAY.fullmatch(text.strip())
    if match is None:
        return ""
    year = None if match[1] in ("--", str(_NO_YEAR)) else int(match[1])
    try:
        return str(PartialDate(year, int(match[2]), int(match[3])))
    except ValueError:
        return ""


def card_items(
    card: Card, origin: str, options: Options, *, file: str, line: int
) -> Iterator[Item]:
    """Yield the person of an entry and what it says of them.

    Parameters
    ----------
    origin : the source's name: it prefixes the keys that only this source knows
    file, line : where the entry begins, for the report
    """
    name = clean(card.name[: MAX_NAME + 1])
    if len(name) > MAX_NAME:
        yield Problem(file, line, "a name of more than 1,000 characters")
        return
    handles = keys_of(card, origin, options)
    if not handles:
        yield Problem(file, line, "neither a name nor an address nor a number")
        return
    yield Sighting(
        handles, name, clean(card.organization), clean(card.title), card.seen_at, card.owner
    )
    if any(phone(text[:100], options.region) is None for text in card.phones if text.strip()):
        yield Problem(
            file, line, "a phone number that is none, or of no known country: see --region; kept "
            "the person without it",
        )  # fmt: skip
    yield from _said(card, handles[0], origin)


def keys_of(card: Card, origin: str, options: Options) -> tuple[Handle, ...]:
    """Return the entry's keys, the strongest first; an office's address is nobody's key."""
    profiles = (linkedin(url) for url in card.urls[:_MAX_KEYS] if "linkedin.com" in url.lower())
    addresses = (email(text[:500]) for text in card.emails[:_MAX_KEYS])
    numbers = (phone(text[:100], options.region) for text in card.phones[:_MAX_KEYS])
    found = dict.fromkeys(
        [
            *filter(None, profiles),
            *(one for one in addresses if one and not is_role_address(one.value)),
            *filter(None, numbers),
            *filter(None, map(_own_key, card.keys[:_MAX_KEYS])),
        ]
    )
    if card.uid.strip():
        found[own_id(origin, card.uid[:300])] = None
    if not found and clean(card.name):
        found[named(origin, card.name, card.organization)] = None
    return tuple(found)


def _own_key(text: str) -> Handle | None:
    """Return the handle of a key that netkit wrote; None when it is none."""
    kind, _, value = text[:MAX_NAME].partition(":")
    known = next((one for one in WRITTEN_KEYS if one == kind), None)
    return Handle(known, value) if known and value.strip() and value.isprintable() else None


def _said(card: Card, handle: Handle, origin: str) -> Iterator[Item]:
    person = handle.person_id
    sites = [url for url in card.urls[:_MAX_KEYS] if "linkedin.com" not in url.lower()]
    values: list[tuple[ClaimField, str]] = [
        ("nickname", card.nickname),
        ("city", card.city),
        ("birthday", card.birthday),
        *(("circle", circle) for circle in card.circles),
        *(("website", site) for site in sites),
    ]
    for field, value in values:
        if text := clean(value)[:MAX_NAME]:
            yield Claim(person, field, text, card.seen_at, origin=origin)
    if note := clean(card.note[:_MAX_TEXT]):
        yield Note(card.seen_at or UNDATED, person, note, origin)
