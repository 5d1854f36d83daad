"""Tell a well-known city, region or country by its name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from netkit.model.city_names import city_names
from netkit.model.names import fold

__all__ = ["is_known_place", "near_place"]

SHORTEST_MISTYPED = 5  # letters; of fewer, too much is alike
LONG = 9  # letters, from which two slips of typing are read


@cache
def _places() -> frozenset[str]:
    text = Path(__file__).with_name("places.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(name) for line in lines for name in line.split(", "))


def is_known_place(name: str) -> bool:
    """Return True for the name of a large city in some languages, or of a region or a country.

    >>> is_known_place("sao paulo"), is_known_place("Mailand"), is_known_place("Globex")
    (True, True, False)
    """
    return fold(name.removeprefix("the ")) in _places() or len(city_names(name)) > 1


def near_place(name: str) -> str:
    """Return the place whose name is mistyped so; empty when there is none.

    >>> near_place("barcelna"), near_place("Globex")
    ('barcelona', '')
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    typed = fold(name)
    if len(typed) < SHORTEST_MISTYPED:
        return ""
    slips = 1 if len(typed) < LONG else 2
    near = extractOne(typed, sorted(_places()), scorer=OSA.distance, score_cutoff=slips)
    return near[0] if near and near[0][0] == typed[0] else ""
