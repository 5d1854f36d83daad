"""Names of a city in several languages: München is Munich."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from netkit.model.names import fold

__all__ = ["city_names"]


def city_names(name: str) -> tuple[str, ...]:
    """Return the names of a city in English and other languages, the one that is asked for first.

    >>> city_names("München")
    ('München', 'Munich', 'Munchen', 'Muenchen', 'Monaco di Baviera')
    """
    key = fold(name.strip())
    others = _names_by_name().get(key, ())
    return (name, *(other for other in others if fold(other) != key))


@cache
def _names_by_name() -> dict[str, tuple[str, ...]]:
    text = Path(__file__).with_name("city_names.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    cities = [tuple(line.split(", ")) for line in lines]
    return {fold(name): names for names in cities for name in names}
