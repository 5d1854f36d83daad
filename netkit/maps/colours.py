"""The colours of a map, for the page and for what Python draws: eight hues and two greys.

Any two of a theme differ by a CIEDE2000 of ten at least, to eyes that see all colours and to those
without red, green or blue: ``tests/maps/test_palettes.py`` measures them.
"""

from __future__ import annotations

from typing import Any

__all__ = ["GROUND", "IDEA", "LINE", "PALETTES", "hue"]

#: By theme. ``hues`` : of the eight largest groups, of the other groups, of people in none;
#: ``idea`` : suggested introductions; ``bubble`` : how opaque a group's disc is.
PALETTES: dict[str, dict[str, Any]] = {
    "light": {
        "ground": "#fbfbfa",
        "text": "#1b2430",
        "quiet": "#566273",
        "line": "#60708a",
        "accent": "#0b62a4",
        "idea": "#a35c00",
        "warn": "#b03a00",
        "hues": [
            "#206fd8", "#b55400", "#09906a", "#e35a74", "#bc8b09", "#279cd6", "#6d5a38",
            "#505093", "#7f8998", "#b5bac2",
        ],
        "bubble": 0.09,
    },
    "dark": {
        "ground": "#10141b",
        "text": "#f0f3f7",
        "quiet": "#a7b2c2",
        "line": "#8fa3bd",
        "accent": "#6db7ee",
        "idea": "#e8b96a",
        "warn": "#f0945a",
        "hues": [
            "#5285b4", "#f17524", "#41c799", "#d598d4", "#ffbe2b", "#bbe4ff", "#ac956a",
            "#858bfd", "#8994a5", "#515a67",
        ],
        "bubble": 0.13,
    },
}  # fmt: skip
GROUND, LINE, IDEA = (PALETTES["light"][name] for name in ("ground", "line", "idea"))


def hue(group: int) -> str:
    """Return the light colour of a group by its number, -1 for none, as ``#rrggbb``."""
    *largest, smaller, loose = PALETTES["light"]["hues"]
    if group < 0:
        return str(loose)
    return str(largest[group] if group < len(largest) else smaller)
