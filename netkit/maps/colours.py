"""The colours of a map where Python draws it; the page's are in ``templates/palette.js``.

Eight hues that stay apart for colour-blind eyes, then a grey for the groups after the eighth.
Tests measure them and hold both places together.
"""

from __future__ import annotations

__all__ = ["GROUND", "HUES", "IDEA", "LINE", "LOOSE", "SMALLER", "hue"]

HUES = (
    "#206fd8",
    "#b55400",
    "#09906a",
    "#e35a74",
    "#bc8b09",
    "#279cd6",
    "#6d5a38",
    "#505093",
)
SMALLER = "#7f8998"  # groups after the eighth
LOOSE = "#b5bac2"  # people in no group
GROUND = "#fbfbfa"
LINE = "#60708a"  # ties
IDEA = "#a35c00"  # suggested introductions


def hue(group: int) -> str:
    """Return the colour of a group by its number, or of people in none (-1), as ``#rrggbb``."""
    if group < 0:
        return LOOSE
    return HUES[group] if group < len(HUES) else SMALLER
