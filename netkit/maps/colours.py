"""The colours of a map where Python draws it; the page's are in ``templates/palette.js``.

Eight hues that stay apart for colour-blind eyes, after Okabe & Ito (2008), *Color Universal
Design*, then greys for the groups after the eighth. A test holds both places together.
"""

from __future__ import annotations

__all__ = ["GREYS", "GROUND", "HUES", "IDEA", "LINE", "LOOSE", "hue"]

HUES = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#b5679a",
    "#c98a00",
    "#3f9fd8",
    "#7a5c2e",
    "#5a5aa8",
)
GREYS = ("#7b8594", "#95897b", "#87927f")
LOOSE = "#a4a9b1"  # people in no group
GROUND = "#fbfbfa"
LINE = "#60708a"  # ties
IDEA = "#a35c00"  # suggested introductions


def hue(group: int) -> str:
    """Return the colour of a group by its number, or of people in none (-1), as ``#rrggbb``."""
    if group < 0:
        return LOOSE
    return HUES[group] if group < len(HUES) else GREYS[group % len(GREYS)]
