"""The lines of a .vcf file: cards, properties that a line is folded into, and what is none.

vobject's pattern for a property tries exponentially many ways on a line that is none. So every
line is first matched against the same grammar written without alternatives (RFC 6350, 3.3), and
left out where it does not fit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["END", "read_properties", "split_cards"]

_MAX_CARD = 1 << 20
_BINARY = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_VALUE = r"(?:\"[^\"]*+\"|[^\";:,]*+)"
_NAME = "[a-zA-Z0-9_-]++"
#: Possessive throughout: each character is looked at once.
_PROPERTY = re.compile(
    rf"(?:{_NAME}\.)?+{_NAME}(?:;(?=[;:]))?+(?:;{_NAME}(?:={_VALUE})?+(?:,{_VALUE})*+)*+:", re.ASCII
)
_ONE_VALUE = re.compile(r"(?:[\w-]+\.)?(?:FN|ORG|TITLE|ROLE|NOTE)[;:]", re.IGNORECASE)
_COMMA = re.compile(r"(\\.)|(,|=2[Cc])")
_QUOTED = "QUOTED-PRINTABLE"


def split_cards(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
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
            if END.fullmatch(line):
                yield start, block
                block = []
    if block:
        yield start, block


def _continues(line: str) -> bool:
    """Return True for a continuation line: folded, or base64 without a property name."""
    return line[:1] in " \t\r\n" or ":" not in line


def read_properties(block: list[str]) -> tuple[str, int]:
    """Return the text of a card for vobject, and how many lines are left out as no property.

    Folded lines are joined, and the commas of what has one value escaped: vobject ends the value
    there. 2.1 knows no such escape, and many programs forget it in 3.0.
    """
    properties: list[str] = []
    left_out = 0
    for line in _unfolded(block):
        if _PROPERTY.match(line):
            properties.append(_with_commas(line))
        elif line.strip():
            left_out += 1
    return "\n".join([*properties, ""]), left_out


def _unfolded(block: list[str]) -> Iterator[str]:
    """Yield the properties, each with the lines it is folded into; quoted-printable keeps them."""
    parts: list[str] = []
    quoted = False
    for raw in block:
        line = raw.rstrip("\r\n")
        if quoted:
            parts[-1] = f"{parts[-1]}\n{line}"
        elif line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
        else:
            if parts:
                yield "".join(parts)
            parts = [line]
        head = parts[0].partition(":")[0].upper()
        quoted = line.endswith("=") and (quoted or _QUOTED in head)
    if parts:
        yield "".join(parts)


def _with_commas(line: str) -> str:
    if not _ONE_VALUE.match(line):
        return line
    head, colon, value = line.partition(":")
    return head + colon + _COMMA.sub(lambda match: match[1] or "\\" + match[2], value)
