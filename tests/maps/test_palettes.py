"""The map's colours stay apart for every eye, in both themes: computed, not looked at."""

from __future__ import annotations

from itertools import combinations

import pytest

from netkit.maps.colours import PALETTES
from tests.maps.colour_difference import EYES, ciede2000, difference

LEAST = 10.0  # CIEDE2000; about 2 is just seen side by side, 10 at a glance


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [  # pairs 1, 7, 13, 17, 20 and 25 of the table of Sharma, Wu & Dalal (2005)
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_difference_is_that_of_the_published_pairs(
    one: tuple[float, float, float], other: tuple[float, float, float], expected: float
) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_two_colours_that_may_lie_side_by_side_differ_at_a_glance(
    theme: str, eyes: str
) -> None:
    colours = PALETTES[theme]
    near = {
        pair: round(difference(*pair, eyes), 1)
        for pair in combinations([*colours["hues"], colours["ground"]], 2)
    }
    assert {pair: apart for pair, apart in near.items() if apart < LEAST} == {}
