"""vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350); out: netkit.importers.address_books.vcard_writer.

The file is split at BEGIN and END, so that a bad card costs only itself; vobject reads one card at
a time, with quoted-printable allowed for 2.1. Pictures and sounds are dropped unread. RELATED (and
Apple's X-ABRELATEDNAMES) says that two people know each other; KIND, and what Apple writes for it,
that a card is a group, a company or a room.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from typing import TYPE_CHECKING
from urllib.parse import unquote

from netkit.errors import BadInputError
from netkit.importers.address_books.cards import (
    Card,
    CardKind,
    Entry,
    book_items,
    read_birthday,
    read_death,
)
from netkit.importers.address_books.vcard_lines import END, read_properties, split_cards
from netkit.importers.archive import Archive, open_archive
from netkit.importers.date_order import read_moment
from netkit.importers.tables.delimited import open_text
from netkit.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vobject.base import Component

    from netkit.importers.port import Item, Options

__all__ = ["IMPORTER", "KEY_FIELD", "cards_of"]

ORIGIN = "vcard"
#: A key that no other field holds, percent-encoded: what netkit writes, it knows again.
KEY_FIELD = "X-NETKIT-KEY"
_KINDS: dict[str, CardKind] = {
    "group": "group", "org": "company", "organization": "company", "location": "room",
    "device": "room", "application": "room", "resource": "room", "room": "room", "thing": "room",
}  # fmt: skip
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")


class VCardImporter:
    """Address books of phones, mail programs and Nextcloud."""

    name = "vcard"
    summary = "address books: vCard 2.1, 3.0, 4.0 (.vcf)"

    def detects(self, path: Path) -> bool:
        """Detect a file that begins with a vCard, or a folder that holds nothing but .vcf files."""
        try:
            if path.is_dir():
                files = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
                return bool(files) and all(entry.suffix.lower() == ".vcf" for entry in files)
            with path.open("rb") as file:
                head = file.read(200).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ")
            return head[:11].upper() == b"BEGIN:VCARD"
        except OSError:
            return False

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the people of the cards, and who is related to whom."""
        has_cards = False
        with open_archive(path) as archive:
            for item in book_items(_entries(archive), ORIGIN, options):
                has_cards = True
                yield item
        if not has_cards:
            raise BadInputError(f"{path.name} holds no card")


def _entries(archive: Archive) -> Iterator[Entry]:
    several = len(archive.members) > 1
    for member in archive.members:
        name = member.name if several else archive.path.name
        try:
            text = open_text(lambda member=member: archive.open(member), member.name)  # type: ignore[misc]
        except BadInputError:
            if not several:
                raise
            yield name, 1, "not a text file"
            continue
        with text:
            for line, block in split_cards(text):
                card, left_out = _read_block(block)
                yield name, line, card
                if left_out and isinstance(card, Card) and card.name:
                    yield name, line, "a line that is no property; kept the card without it"


def cards_of(text: str) -> list[Card]:
    """Return the cards of a text that can be read, in order."""
    blocks = split_cards(text.splitlines(keepends=True))
    read = (_read_block(block)[0] for _, block in blocks)
    return [card for card in read if isinstance(card, Card)]


#: What vobject lets through of a damaged card is of many kinds.
_DAMAGE = (ValueError, LookupError, AttributeError, TypeError, Base64Error, AssertionError)


def _read_block(block: list[str]) -> tuple[Card | str, int]:
    """Return a card, or why it cannot be read; and how many of its lines are no property."""
    import vobject
    from vobject.base import VObjectError

    if len(block) < 2 or not END.fullmatch(block[-1]):
        return "a card that does not end, or is longer than 1 MiB", 0
    text, left_out = read_properties(block)
    try:
        card = next(vobject.readComponents(text, allowQP=True), None)
        return (_card(card) if card is not None else "not a card"), left_out
    except (VObjectError, *_DAMAGE):
        return "a card that cannot be read", left_out


def _card(card: Component) -> Card:
    written, structured = _first(card, "fn"), _structured_name(card)
    is_company = _first(card, "x-abshowas").upper() == "COMPANY"
    organization = _organization(card)
    return Card(
        name=structured if is_company and structured.strip() else written or structured,
        emails=_all(card, "email"),
        phones=tuple(text.removeprefix("tel:") for text in _all(card, "tel")),
        urls=_all(card, "url") + _all(card, "x-socialprofile") + _all(card, "socialprofile"),
        uid=_first(card, "uid"),
        nickname=_first(card, "nickname"),
        organization=organization,
        title=_first(card, "title") or _first(card, "role"),
        city=_city(card),
        birthday=read_birthday(_first(card, "bday")),
        circles=tuple(_categories(card)),
        note=_first(card, "note"),
        related=_all(card, "related") + _all(card, "x-abrelatednames"),
        seen_at=read_moment(_first(card, "rev")),
        keys=tuple(unquote(text) for text in _all(card, KEY_FIELD.lower())),
        died=read_death(_first(card, "deathdate") or _first(card, "x-deathdate")),
        kind=_kind(card, written, structured, organization),
        members=_all(card, "member") + _all(card, "x-addressbookserver-member"),
    )


def _kind(card: Component, written: str, structured: str, organization: str) -> CardKind:
    """Return a card's kind, by KIND (RFC 6350, 6.1.4) or by Apple's and Google's own properties."""
    kind = (_first(card, "kind") or _first(card, "x-addressbookserver-kind")).lower()
    if kind:
        return _KINDS.get(kind, "person")
    has_empty_name = "n" in card.contents and not structured.strip()
    if _first(card, "x-abshowas").upper() == "COMPANY":
        return "person" if structured.strip() else "company"
    is_named_so = bool(organization) and fold(written) in ("", fold(organization))
    return "company" if has_empty_name and is_named_so else "person"


def _all(card: Component, name: str) -> tuple[str, ...]:
    return tuple(text for line in card.contents.get(name, ()) if (text := _text(line.value)))


def _first(card: Component, name: str) -> str:
    return next(iter(_all(card, name)), "")


def _text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(str(part) for part in value)
    match = _APPLE_LABEL.fullmatch(str(value))
    return (match[1] if match else str(value)).strip()


def _organization(card: Component) -> str:
    """Return the organization without its departments."""
    for line in card.contents.get("org", ()):
        return str(line.value[0] if isinstance(line.value, list) and line.value else line.value)
    return ""


def _categories(card: Component) -> Iterator[str]:
    for line in card.contents.get("categories", ()):
        yield from line.value if isinstance(line.value, list) else str(line.value).split(",")


def _structured_name(card: Component) -> str:
    for line in card.contents.get("n", ()):
        name = line.value
        parts = [getattr(name, part, "") for part in ("given", "additional", "family")]
        return " ".join(" ".join(part) if isinstance(part, list) else str(part) for part in parts)
    return ""


def _city(card: Component) -> str:
    for line in card.contents.get("adr", ()):
        city = getattr(line.value, "city", "")
        if city:
            return " ".join(city) if isinstance(city, list) else str(city)
    return ""


IMPORTER = VCardImporter()
