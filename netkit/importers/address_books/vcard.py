"""vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350); out: netkit.importers.address_books.vcard_writer.

The file is split at BEGIN and END here, so that a bad card costs only itself; vobject reads one
card at a time, with quoted-printable allowed for 2.1. Pictures and sounds are dropped unread.
RELATED (and Apple's X-ABRELATEDNAMES) says that two people know each other.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from typing import TYPE_CHECKING
from urllib.parse import unquote

from netkit.errors import BadInputError, MissingExtraError
from netkit.importers.address_books.cards import Card, Entry, book_items, read_birthday
from netkit.importers.archive import Archive, open_archive
from netkit.importers.date_order import read_moment
from netkit.importers.tables.delimited import open_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from vobject.base import Component

    from netkit.importers.port import Item, Options

__all__ = ["IMPORTER", "KEY_FIELD", "cards_of"]

ORIGIN = "vcard"
#: A key that no other field holds, percent-encoded: what netkit writes, it knows again.
KEY_FIELD = "X-NETKIT-KEY"
_MAX_CARD = 1 << 20
_BINARY = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_ONE_VALUE = re.compile(r"(?:[\w-]+\.)?(?:FN|ORG|TITLE|ROLE|NOTE)[;:]", re.IGNORECASE)
_COMMA = re.compile(r"(\\.)|(,|=2[Cc])")
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")


class VCardImporter:
    """Address books of phones, mail programs and Nextcloud."""

    name = "vcard"
    summary = "address books: vCard 2.1, 3.0, 4.0 (.vcf)"

    def detects(self, path: Path) -> bool:
        """Say whether a file begins with a card, or a folder holds nothing but .vcf files."""
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
        found = False
        with open_archive(path) as archive:
            for item in book_items(_entries(archive), ORIGIN, options):
                found = True
                yield item
        if not found:
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
            for line, block in _blocks(text):
                yield name, line, _read_block(block)


def cards_of(text: str) -> list[Card]:
    """Return the cards of a text that can be read, in order."""
    read = (_read_block(block) for _, block in _blocks(text.splitlines(keepends=True)))
    return [card for card in read if isinstance(card, Card)]


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, lines) from each BEGIN to the next END, or to the BEGIN before it."""
    block: list[str] = []
    start, size, dropping = 0, 0, False
    for number, line in enumerate(lines, 1):
        if _BEGIN.fullmatch(line):
            if block:
                yield start, block
            block, start, size, dropping = [line], number, 0, False
        elif block:
            dropping = _BINARY.match(line) is not None or (dropping and _continues(line))
            size += len(line) * (not dropping)
            if not dropping and size <= _MAX_CARD:
                block.append(line)
            if _END.fullmatch(line):
                yield start, block
                block = []
    if block:
        yield start, block


def _continues(line: str) -> bool:
    """Say whether a line goes on with the one before: folded, or base64 without a name."""
    return line[:1] in " \t\r\n" or ":" not in line


def _with_commas(block: list[str]) -> Iterator[str]:
    """Yield the lines, the commas of what has one value escaped: vobject ends the value there.

    2.1 knows no such escape, and many programs forget it in 3.0.
    """
    one_value = quoted = False
    for line in block:
        goes_on = line[:1] in (" ", "\t") or quoted
        if not goes_on:
            one_value = _ONE_VALUE.match(line) is not None
        head, colon, value = ("", "", line) if goes_on else line.partition(":")
        if one_value:
            value = _COMMA.sub(lambda found: found[1] or "\\" + found[2], value)
            line = head + colon + value
        quoted = value.rstrip("\r\n").endswith("=") and (quoted or "QUOTED" in head.upper())
        yield line


#: What vobject lets through of a damaged card is of many kinds.
_DAMAGE = (ValueError, LookupError, AttributeError, TypeError, Base64Error, AssertionError)


def _read_block(block: list[str]) -> Card | str:
    try:
        import vobject
        from vobject.base import VObjectError
    except ImportError as error:
        raise MissingExtraError("vobject", "contacts") from error
    if len(block) < 2 or not _END.fullmatch(block[-1]):
        return "a card that does not end, or is longer than 1 MiB"
    try:
        card = next(vobject.readComponents("".join(_with_commas(block)), allowQP=True), None)
        return _card(card) if card is not None else "not a card"
    except (VObjectError, *_DAMAGE):
        return "a card that cannot be read"


def _card(card: Component) -> Card:
    return Card(
        name=_first(card, "fn") or _structured_name(card),
        emails=_all(card, "email"),
        phones=tuple(text.removeprefix("tel:") for text in _all(card, "tel")),
        urls=_all(card, "url") + _all(card, "x-socialprofile") + _all(card, "socialprofile"),
        uid=_first(card, "uid"),
        nickname=_first(card, "nickname"),
        organization=_organization(card),
        title=_first(card, "title") or _first(card, "role"),
        city=_city(card),
        birthday=read_birthday(_first(card, "bday")),
        circles=tuple(_categories(card)),
        note=_first(card, "note"),
        related=_all(card, "related") + _all(card, "x-abrelatednames"),
        seen_at=read_moment(_first(card, "rev")),
        keys=tuple(unquote(text) for text in _all(card, KEY_FIELD.lower())),
    )


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
