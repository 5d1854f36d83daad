"""Mutate files: pieces go, come twice, move between files of a corpus, or become hostile."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

__all__ = ["mutated"]

LONGEST = 65_536
_HOSTILE = (
    b'"', b"\n", b"\r\n", b",", b":", b";", b"<", b"&", b"\x00", b"\xff\xfe", b"[", b"{", b"\\",
    b"99999999999999999999", b"-1", b"NaN", b"null", b"\xe2\x80\xae", b"=?utf-8?b?", b"1e400",
    b"\xed\xa0\x80", b"\\ud800", b"\x1b]0;x\x07", b"%s%n", b"../../x", b"0000-00-00", b"T" * 300,
    b" " * 300, b"=" * 300, b"((((((((((", b'""""""""""', b"\xc3\xa9" * 40,
)  # fmt: skip


def mutated(corpus: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one file of a corpus after one to eight changes."""
    data = chance.choice(corpus)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        data = _change(data, corpus, chance)
    return data[:LONGEST]


def _change(data: bytes, corpus: Sequence[bytes], chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((0, 1, 2, 8, 40, 400)))
    piece = data[start:end]
    match chance.randrange(6):
        case 0:
            middle = b""
        case 1:
            middle = piece * chance.choice((2, 3, 50))
        case 2:
            middle = chance.choice(_HOSTILE) * chance.choice((1, 1, 20)) + piece
        case 3:
            middle = bytes(byte ^ (1 << chance.randrange(8)) for byte in piece)
        case 4:
            other = chance.choice(corpus)
            begin = chance.randrange(len(other) + 1)
            middle = other[begin : begin + chance.choice((4, 40, 400))]
        case _:
            return data[:start]
    return data[:start] + middle + data[end:]
