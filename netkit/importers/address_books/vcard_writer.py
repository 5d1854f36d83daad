"""vCards out (2.1, RFC 2426, RFC 6350): for a phone, a mail program, another address book."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from netkit.importers.address_books.vcard import KEY_FIELD
from netkit.model.names import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.importers.address_books.cards import Card

__all__ = ["VERSIONS", "Version", "write_vcards"]

Version = Literal["2.1", "3.0", "4.0"]
VERSIONS: tuple[Version, ...] = ("2.1", "3.0", "4.0")
_FOLD_AT = 75


def write_vcards(cards: Iterable[Card], version: Version = "3.0") -> str:
    """Return `cards` as one .vcf text; 3.0 is what every program reads.

    Lines end with CRLF and are folded at 75 bytes; what the format gives a meaning is escaped.
    """
    write = _quoted if version == "2.1" else _folded
    return "".join(
        write(name, value) + "\r\n" for card in cards for name, value in _lines_of(card, version)
    )


def _lines_of(card: Card, version: Version) -> Iterator[tuple[str, str]]:
    def one(text: str) -> str:
        return _escape(text, "\\;" if version == "2.1" else "\\;,")

    *given_names, family = card.name.split() or [""]
    born = card.birthday
    if born.startswith("--"):  # without its year: 4.0 has a form for it, 3.0 has Apple's
        born = "--" + born.replace("-", "") if version == "4.0" else f"1604{born[1:]}"
    values = [
        ("FN", one(card.name)),
        ("N", f"{_escape(family)};{_escape(' '.join(given_names))};;;"),
        *(("EMAIL", _escape(address)) for address in card.emails),
        *(("TEL", _escape(number)) for number in card.phones),
        *(("URL", _escape(url)) for url in card.urls),
        ("UID", _escape(card.uid)),
        ("NICKNAME", _escape(card.nickname)),
        ("ORG", one(card.organization)),
        ("TITLE", one(card.title)),
        ("ADR", f";;;{_escape(card.city)};;;" if card.city else ""),
        ("BDAY", born),
        ("CATEGORIES", ",".join(map(_escape, card.circles))),
        ("NOTE", one(card.note)),
        ("REV", f"{card.seen_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if card.seen_at else ""),
        *((KEY_FIELD, quote(key, safe=":/@")) for key in card.keys),
    ]
    yield "BEGIN", "VCARD"
    yield "VERSION", version
    yield from ((name, value) for name, value in values if value)
    yield "END", "VCARD"


def _escape(text: str, signs: str = "\\;,") -> str:
    plain = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in signs:
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def _folded(name: str, value: str) -> str:
    """Break a line so that none has more than 75 bytes, never inside a character."""
    pieces, size = [""], 0
    for char in f"{name}:{value}":
        width = len(char.encode("utf-8", "replace"))
        if size + width > _FOLD_AT:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += width
    return "\r\n".join(pieces)


def _quoted(name: str, value: str) -> str:
    """Write a line as 2.1 does: in quoted-printable where it is not short, plain ASCII."""
    if value.isascii() and value.isprintable() and len(name) + len(value) < _FOLD_AT:
        return f"{name}:{value}"
    pieces = [f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"]
    for byte in value.encode("utf-8", "replace"):
        sign = chr(byte) if 33 <= byte <= 126 and byte != 61 else f"={byte:02X}"  # 61: "="
        if len(pieces[-1]) + len(sign) >= _FOLD_AT:
            pieces[-1] += "="
            pieces.append("")
        pieces[-1] += sign
    return "\r\n".join(pieces)
