"""Tell a well-known city, region or country by its name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from netkit.model.names import fold

__all__ = ["is_known_place"]


@cache
def _places() -> frozenset[str]:
    text = Path(__file__).with_name("places.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(name) for line in lines for name in line.split(", "))


def is_known_place(name: str) -> bool:
    """Return True for the name of a large city, a region or a country; the English name.

    >>> is_known_place("sao paulo"), is_known_place("Globex")
    (True, False)
    """
    return fold(name.removeprefix("the ")) in _places()
