"""Monica (monicahq.com), version 2 to 4: the JSON export, and the SQL export before it.

Of an account are taken: contacts with their fields, tags and birthdays; notes; calls, activities
and conversations as interactions with the owner; gifts and debts as favours; and the relationships,
which say who among the contacts knows whom. Both forms are read to the same :class:`Account`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.address_books.cards import (
    RELATED_WEIGHT,
    UNDATED,
    Card,
    card_items,
    keys_of,
    read_death,
)
from netkit.importers.co_presence import acquaintances
from netkit.importers.date_order import read_moment
from netkit.importers.json_text import load_json
from netkit.importers.owner_option import typed_handles
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.importers.tables.delimited import open_text
from netkit.model.events import Acquaintance, Channel, Favour, FavourKind, Interaction, Note
from netkit.model.frozen import dataclass, replace
from netkit.model.names import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from netkit.model.people import PersonId

__all__ = ["IMPORTER", "Account", "Contact", "Deed", "death_of", "debt", "gift"]

ORIGIN = "monica"
_MAX_FILE = 512 << 20
_EXCERPT = 140


@dataclass(frozen=True, slots=True)
class Contact:
    """Something that happened with contacts: `people` are Monica's ids, `by_them` who began it."""

    channel: Channel
    at: datetime | None
    people: tuple[str, ...]
    text: str = ""
    by_them: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A gift or a loan between the owner and a contact, by Monica's id; `by_them` who gave."""

    at: datetime | None
    person: str
    kind: FavourKind
    text: str
    by_them: bool


def gift(person: str, values: Mapping[str, str], written: datetime | None) -> Deed | None:
    """Return a gift that was given or received; None for an idea of one.

    Monica 2.19 and later has a `status` and a `date`; before, one flag and one day for each.
    """
    received = values.get("status") == "received" or _is_yes(values.get("has_been_received", ""))
    offered = values.get("status") == "offered" or _is_yes(values.get("has_been_offered", ""))
    if not (received or offered):
        return None
    day = values.get("date") or values.get("received_at" if received else "offered_at") or ""
    name = values.get("name", "")
    return Deed(read_moment(day) or written, person, "other", f"gift: {name}", received)


def debt(person: str, values: Mapping[str, str], written: datetime | None) -> Deed:
    """Return a debt as the loan it began with; who is `in_debt` received it."""
    text = values.get("reason", "") or values.get("amount", "")
    return Deed(written, person, "loan", text, _is_yes(values.get("in_debt", "")))


def death_of(is_dead: bool, date: str, without_year: bool, by_age: bool) -> str:
    """Return the day of death of a contact, ``yes`` where it is not known; empty for the living."""
    if not is_dead:
        return ""
    if without_year or not date:
        return "yes"
    return read_death(date[:4] if by_age else date[:10])


def _is_yes(text: str) -> bool:
    return text.lower() in ("1", "true", "yes")


@dataclasses.dataclass(slots=True)
class Account:
    """An account as either export gives it; people are named by Monica's own ids."""

    owner: Card = dataclasses.field(default_factory=Card)
    #: The owner's own entry among the contacts, where they made one.
    owner_id: str = ""
    cards: dict[str, Card] = dataclasses.field(default_factory=dict)
    notes: list[tuple[str, datetime, str]] = dataclasses.field(default_factory=list)
    contacts: list[Contact] = dataclasses.field(default_factory=list)
    deeds: list[Deed] = dataclasses.field(default_factory=list)
    related: list[tuple[str, str, str]] = dataclasses.field(default_factory=list)


class MonicaImporter:
    """A personal CRM's export."""

    name = "monica"
    summary = "Monica: the account's export (.json, or .sql)"

    def detects(self, path: Path) -> bool:
        """Detect the JSON of a Monica account, or an SQL dump of Monica's tables."""
        try:
            if path.is_dir():
                return False
            with path.open("rb") as file:
                head = file.read(65_536)
        except OSError:
            return False
        if head.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1] == b"{":
            return b'"account"' in head and (b'"app_version"' in head or b'"exported_by"' in head)
        return b"php artisan migrate" in head or b"INSERT IGNORE INTO" in head

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the people, what happened with them, and who knows whom.

        Raises BadInputError when the file is not an account's export.
        """
        account = _account(path)
        if not account.cards:
            raise BadInputError(f"{path.name} holds no contact that can be read")
        yield from _Reader(path.name, account, options).items()


def _account(path: Path) -> Account:
    if path.stat().st_size > _MAX_FILE:
        raise BadInputError(f"{path.name} is larger than 512 MiB")
    with open_text(lambda: path.open("rb"), path.name) as file:
        text = file.read()
    if not text.lstrip("\ufeff \r\n\t").startswith("{"):
        from netkit.importers.address_books.monica_sql import account_of_sql

        return account_of_sql(text)
    from netkit.importers.address_books.monica_json import account_of_json

    try:
        return account_of_json(load_json(text.lstrip("\ufeff")))
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise BadInputError(f"{path.name} is not a Monica export that can be read") from error


class _Reader:
    """Turns an account into items."""

    def __init__(self, file: str, account: Account, options: Options) -> None:
        self._file, self._account, self._options = file, account, options
        own = account.cards.pop(account.owner_id, Card())
        card = account.owner
        card = replace(card, emails=card.emails + own.emails, phones=own.phones, urls=own.urls)
        typed = typed_handles(options)
        keys = keys_of(replace(card, uid=account.owner_id or "me"), ORIGIN, options)
        self._owner = Sighting((*typed, *keys), clean(card.name or own.name), owner=True)
        self._me = self._owner.handles[0].person_id
        self._ids = {
            key: handles[0].person_id
            for key, card in account.cards.items()
            if (handles := keys_of(card, ORIGIN, options))
        }
        self._ids[account.owner_id] = self._me

    def items(self) -> Iterator[Item]:
        """Yield everything, people first."""
        yield self._owner
        for number, card in enumerate(self._account.cards.values(), 1):
            yield from card_items(card, ORIGIN, self._options, file=self._file, line=number)
        for key, at, text in self._account.notes:
            if key in self._ids and clean(text):
                yield Note(at, self._ids[key], clean(text)[:5_000], ORIGIN)
        yield from self._contacts()
        yield from self._deeds()
        yield from self._relations()

    def _contacts(self) -> Iterator[Item]:
        now, unread = self._options.now, 0
        for contact in self._account.contacts:
            people = [
                self._ids[key] for key in contact.people if self._ids.get(key, self._me) != self._me
            ]
            if contact.at is None or not people or (now is not None and contact.at > now):
                unread += 1
                continue
            yield self._interaction(contact, contact.at, people)
            if contact.channel == "meeting":
                yield from acquaintances(contact.at, people, "meeting", source=ORIGIN)
        if unread:
            reason = "a contact without a person, a readable date, or in the future"
            yield Problem(self._file, 1, reason, unread)

    def _interaction(self, contact: Contact, at: datetime, people: list[PersonId]) -> Interaction:
        sender = people[0] if contact.by_them else self._me
        recipients = tuple(dict.fromkeys(p for p in (self._me, *people) if p != sender))
        return Interaction(
            at,
            contact.channel,
            sender,
            recipients,
            text=clean(contact.text)[:_EXCERPT],
            source=ORIGIN,
        )

    def _deeds(self) -> Iterator[Item]:
        """Yield gifts and loans as favours."""
        now, unread = self._options.now, 0
        for deed in self._account.deeds:
            person = self._ids.get(deed.person, self._me)
            if deed.at is None or person == self._me or (now is not None and deed.at > now):
                unread += 1
                continue
            giver, receiver = (person, self._me) if deed.by_them else (self._me, person)
            text = clean(deed.text)[:_EXCERPT]
            yield Favour(deed.at, giver, receiver, deed.kind, text, source=ORIGIN)
        if unread:
            reason = "a gift or a debt without a person, a readable date, or in the future"
            yield Problem(self._file, 1, reason, unread)

    def _relations(self) -> Iterator[Item]:
        """Yield an acquaintance for each relationship of two contacts, without the owner's."""
        for person_key, related_key, kind in self._account.related:
            pair = sorted(
                {self._ids.get(person_key, self._me), self._ids.get(related_key, self._me)}
            )
            if len(pair) == 2 and self._me not in pair:
                text = f"Monica: {clean(kind)[:100]}"
                yield Acquaintance(
                    UNDATED, pair[0], pair[1], text, RELATED_WEIGHT, seen=True, source=ORIGIN
                )


IMPORTER = MonicaImporter()
