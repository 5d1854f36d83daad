"""vCards out (RFC 2426, RFC 6350): for a phone, a mail program, another address book."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.importers.cards import Card

__all__ = ["write_vcards"]

_FOLD_AT = 75


def write_vcards(cards: Iterable[Card], version: Literal["3.0", "4.0"] = "3.0") -> str:
    """Return `cards` as one .vcf text; 3.0 is what every program reads.

    Lines end with CRLF and are folded at 75 bytes; what the format gives a meaning is escaped.
    """
    return "".join(_folded(line) + "\r\n" for card in cards for line in _lines_of(card, version))


def _lines_of(card: Card, version: str) -> Iterator[str]:
    *given, family = card.name.split() or [""]
    born = card.birthday
    if born.startswith("--"):  # without its year: 4.0 has a form for it, 3.0 has Apple's
        born = "--" + born.replace("-", "") if version == "4.0" else f"1604{born[1:]}"
    values = [
        ("FN", _escape(card.name)),
        ("N", f"{_escape(family)};{_escape(' '.join(given))};;;"),
        *(("EMAIL", _escape(address)) for address in card.emails),
        *(("TEL", _escape(number)) for number in card.phones),
        *(("URL", _escape(url)) for url in card.urls),
        ("UID", _escape(card.uid)),
        ("NICKNAME", _escape(card.nickname)),
        ("ORG", _escape(card.organization)),
        ("TITLE", _escape(card.title)),
        ("ADR", f";;;{_escape(card.city)};;;" if card.city else ""),
        ("BDAY", born),
        ("CATEGORIES", ",".join(map(_escape, card.circles))),
        ("NOTE", _escape(card.note)),
        ("REV", f"{card.seen_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if card.seen_at else ""),
    ]
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield from (f"{name}:{value}" for name, value in values if value)
    yield "END:VCARD"


def _escape(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in "\\;,":
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line so that none has more than 75 bytes, never inside a character."""
    pieces, size = [""], 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > _FOLD_AT:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += width
    return "\r\n".join(pieces)
