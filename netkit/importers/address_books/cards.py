"""One entry of an address book, whatever the format: what it becomes, and what it cannot become."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from netkit.importers.entities import entity, is_room_name
from netkit.importers.owner_option import owner_of
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Interaction, Note
from netkit.model.frozen import dataclass
from netkit.model.handles import email, is_role_address, linkedin, named, own_id, phone
from netkit.model.names import MAX_NAME, clean, fold, natural_order
from netkit.model.people import Claim, ClaimField, Handle, HandleKind, PersonId
from netkit.model.when import PartialDate, middle_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.model.events import Entity, EntityKind

__all__ = [
    "MAX_NAME", "UNDATED", "WRITTEN_KEYS", "Card", "CardKind", "Entry", "book_items", "card_items",
    "read_birthday", "read_death",
]  # fmt: skip

#: The time of what an address book says without saying when: before everything, so that it is
#: known on every day, and the same on every import, so that it is one event.
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)

#: Somebody wrote down that the two belong together: near certain, and seen rather than inferred.
RELATED_WEIGHT = 0.95
#: Kinds of handles that an address book has no field for.
WRITTEN_KEYS: tuple[HandleKind, ...] = ("connection", "source", "name")
_MAX_KEYS = 20
_MAX_TEXT = 5_000
_BIRTHDAY = re.compile(r"(\d{4}|--)-?(\d{2})-?(\d{2})(?:[T ].*)?")
#: What Apple writes where the year of a birthday is not known.
_NO_YEAR = 1604
#: Whose card it is. Only a person's makes a person; a group's members are in a circle of its name.
CardKind = Literal["person", "company", "group", "room"]
_NO_PERSON: dict[CardKind, str] = {
    "company": "a company's card, not a person's",
    "group": "a group, not a person",
    "room": "a place, a room or a machine, not a person",
}
#: Labels that a program gives by itself; a vCard of Google's holds them without the "* ".
_SYSTEM_LABEL = re.compile(
    r"\*.*|my ?contacts|other ?contacts|starred|frequently contacted|blocked|system group: .*|"
    r"(?:imported|restored) (?:on|from) .*|(?:importiert|wiederhergestellt) am .*|"
    r"import[ée]e?s? le .*|importad[oa]s? (?:el|em) .*|importat[oi] il .*|geïmporteerd op .*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Card:
    """An entry as its source gives it: raw text, nothing normalized.

    `uid` is the source's own id of the entry; `birthday` and `last_contact` are empty or as
    `PartialDate` is written; `related` names people who belong to them, by name or by another
    entry's uid; `keys` are those that no address book knows, as `Handle.key` gives them, of
    entries that netkit itself wrote; `died` is a day of any precision, or "yes" where none is
    known; `members` are the uids of a group's people.
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
    died: str = ""
    archived: bool = False
    kind: CardKind = "person"
    members: tuple[str, ...] = ()


#: File, line, and the entry that begins there or why it cannot be read.
Entry = tuple[str, int, Card | str]


def book_items(entries: Iterable[Entry], origin: str, options: Options) -> Iterator[Item]:
    """Yield the people of an address book, what it says of them, and who is related to whom."""
    book = _Book(origin, options)
    for file, line, card in entries:
        if isinstance(card, str):
            yield Problem(file, line, card)
            continue
        yield from card_items(card, origin, options, file=file, line=line)
        book.add(file, line, card)
    yield from _last_contacts(book.met, origin, options)
    for person, card in book.people:
        for related in card.related[:_MAX_KEYS]:
            yield from _relation(person, card.name or card.uid, related, book.by_key, origin)
    for group in book.groups:
        yield from _members(group, book.by_key, origin)


class _Book:
    """The people of an address book by their keys and names, and the groups they are in."""

    def __init__(self, origin: str, options: Options) -> None:
        self._origin, self._options = origin, options
        self.people: list[tuple[PersonId, Card]] = []
        self.groups: list[Card] = []
        self.met: list[tuple[str, int, PersonId, str]] = []
        self.by_key: dict[str, PersonId] = {}

    def add(self, file: str, line: int, card: Card) -> None:
        """Take in an entry."""
        if card.kind == "group":
            self.groups.append(card)
        if _has_endless_name(card) or _no_person(card, self._origin, self._options):
            return
        if handles := keys_of(card, self._origin, self._options):
            person = handles[0].person_id
            keys = [handle.key for handle in handles]
            keys += [_uid_key(card.uid)] if card.uid.strip() else []
            keys += [_name_key(card.name)] if card.name.strip() else []
            self.by_key |= dict.fromkeys(keys, person)
            self.people.append((person, card))
            if card.last_contact:
                self.met.append((file, line, person, card.last_contact))


def _members(group: Card, by_key: dict[str, PersonId], origin: str) -> Iterator[Claim]:
    """Yield that a group's members, by their uids or addresses, are in a circle of its name."""
    circle = clean(group.name[:MAX_NAME])
    if not circle or _SYSTEM_LABEL.fullmatch(circle):
        return
    for member in group.members:
        address = email(member[:500])
        person = by_key.get(_uid_key(member)) or by_key.get(address.key if address else "")
        if person is not None:
            yield Claim(person, "circle", circle, group.seen_at, origin=origin)


def _last_contacts(
    contacts: list[tuple[str, int, PersonId, str]], origin: str, options: Options
) -> Iterator[Item]:
    """Yield a contact with the owner on each day named; a day without its year is none."""
    if not contacts:
        return
    owner = owner_of(options, origin)
    yield owner
    for file, line, person, text in contacts:
        day = PartialDate.parse(text).earliest()
        at = middle_of_day(day, options.zone) if day else None
        if at is None or (options.now is not None and at > options.now):
            yield Problem(file, line, "the last contact is in the future, or has no year")
        else:
            me = owner.handles[0].person_id
            yield Interaction(at, "other", me, (person,), source=origin)


def _uid_key(uid: str) -> str:
    return f"uid:{uid.strip().lower().removeprefix('urn:uuid:')}"


def _name_key(name: str) -> str:
    return f"called:{fold(name)}"


def _relation(
    person: PersonId, of: str, related: str, by_key: dict[str, PersonId], origin: str
) -> Iterator[Item]:
    """Yield that two people know each other; one without an entry is known by name alone.

    A first name alone says who it is only beside the entry it stands in: the mother Maria of one
    is not the wife Maria of another, nor the entry that is called Maria.
    """
    name = clean(related[:MAX_NAME])
    is_full = " " in name
    related_id = by_key.get(_uid_key(related)) or (by_key.get(_name_key(name)) if is_full else None)
    if related_id is None and name and ":" not in name:
        handle = named(origin, name, "" if is_full else f"of {of}")
        related_id = handle.person_id
        if is_full:
            by_key[_name_key(name)] = related_id
        yield Sighting((handle,), name)
    if related_id is not None and related_id != person:
        a, b = sorted((person, related_id))
        reason = "an address book calls them related"
        yield Acquaintance(UNDATED, a, b, reason, RELATED_WEIGHT, seen=True, source=origin)


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


def read_death(text: str) -> str:
    """Return a day of death of any precision, ``yes`` where it is no date; empty without text.

    >>> read_death("20240229"), read_death("1996-04"), read_death("1996"), read_death("in spring")
    ('2024-02-29', '1996-04', '1996', 'yes')
    """
    text = text.strip()
    if not text:
        return ""
    if day := read_birthday(text):
        return day if not day.startswith("--") else "yes"
    try:
        return str(PartialDate.parse(text))
    except ValueError:
        return "yes"


def card_items(
    card: Card, origin: str, options: Options, *, file: str, line: int
) -> Iterator[Item]:
    """Yield the person of an entry and what it says of them.

    Parameters
    ----------
    origin : the source's name: it prefixes the keys that only this source knows
    file, line : where the entry begins, for the report
    """
    name = natural_order(clean(card.name[: MAX_NAME + 1]))
    if _has_endless_name(card):
        yield Problem(file, line, "a name of more than 1,000 characters")
        return
    if reason := _no_person(card, origin, options):
        yield Problem(file, line, reason)
        yield from _entity_of(card, origin)
        return
    if email(name):  # an address is a key, and no name beside a real one
        name = name.partition("<")[0].strip("\"' ") if "<" in name else ""
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


def _has_endless_name(card: Card) -> bool:
    return len(clean(card.name[: MAX_NAME + 1])) > MAX_NAME


def _entity_of(card: Card, origin: str) -> Iterator[Entity]:
    """Yield an entry that is no person as what it is."""
    kinds: dict[CardKind, EntityKind] = {"group": "group", "room": "room"}
    addresses = [handle.value for text in card.emails[:1] if (handle := email(text[:500]))]
    name = clean(card.name) or clean(card.organization)
    if name or addresses:
        address = addresses[0] if addresses else ""
        yield entity(kinds.get(card.kind, "company"), name, address, origin)


def _no_person(card: Card, origin: str, options: Options) -> str:
    """Return why an entry is no person; empty when it is one.

    Without a word of its kind, an entry that bears an organization's name and nothing that is a
    person's own (an address that is no office's, a profile) is that organization.
    """
    if card.kind != "person":
        return _NO_PERSON[card.kind]
    if is_room_name(card.name):
        return _NO_PERSON["room"]
    name, organization = fold(clean(card.name)), fold(clean(card.organization))
    if not organization or name not in ("", organization) or card.owner:
        return ""
    is_own = any(handle.kind in ("email", "linkedin") for handle in keys_of(card, origin, options))
    return "" if is_own else _NO_PERSON["company"]


def keys_of(card: Card, origin: str, options: Options) -> tuple[Handle, ...]:
    """Return the entry's keys, the strongest first; an office's address is nobody's key."""
    profiles = (linkedin(url) for url in card.urls[:_MAX_KEYS] if "linkedin.com" in url.lower())
    addresses = (email(text[:500]) for text in (*card.emails[:_MAX_KEYS], card.name))
    numbers = (phone(text[:100], options.region) for text in card.phones[:_MAX_KEYS])
    keys = dict.fromkeys(
        [
            *filter(None, profiles),
            *(handle for handle in addresses if handle and not is_role_address(handle.value)),
            *filter(None, numbers),
            *filter(None, map(_own_key, card.keys[:_MAX_KEYS])),
        ]
    )
    if card.uid.strip():
        keys[own_id(origin, card.uid[:300])] = None
    if not keys and clean(card.name):
        keys[named(origin, card.name, card.organization)] = None
    return tuple(keys)


def _own_key(text: str) -> Handle | None:
    """Return the handle of a key that netkit wrote; None when it is none."""
    kind, _, value = text[:MAX_NAME].partition(":")
    own_kind = next((key_kind for key_kind in WRITTEN_KEYS if key_kind == kind), None)
    return Handle(own_kind, value) if own_kind and value.strip() and value.isprintable() else None


def _said(card: Card, handle: Handle, origin: str) -> Iterator[Item]:
    person = handle.person_id
    sites = [url for url in card.urls[:_MAX_KEYS] if "linkedin.com" not in url.lower()]
    values: list[tuple[ClaimField, str]] = [
        ("nickname", card.nickname),
        ("city", card.city),
        ("birthday", card.birthday),
        ("died", card.died),
        ("archived", "yes" if card.archived else ""),
        *(
            ("circle", circle)
            for circle in card.circles
            if not _SYSTEM_LABEL.fullmatch(circle.strip())
        ),
        *(("website", site) for site in sites),
    ]
    for field, value in values:
        if text := clean(value)[:MAX_NAME]:
            yield Claim(person, field, text, card.seen_at, origin=origin)
    if note := clean(card.note[:_MAX_TEXT]):
        yield Note(card.seen_at or UNDATED, person, note, origin)
