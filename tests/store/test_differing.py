"""Rows that were kept agree with those counted anew, but for what rounding does."""

from __future__ import annotations

import math

import pytest

from netkit.store.derive import differing

TIE = ("a", "b", 3, 0.1 + 0.2, None)


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (TIE, 0),
        (("a", "b", 3, 0.3, None), 0),
        (("a", "b", 3, math.nextafter(0.3, 1), None), 0),
        (("a", "b", 3, 0.300001, None), 1),
        (("a", "b", 4, 0.3, None), 2),
        (("a", "b", 3, None, 0.3), 2),
        (("a", "b", 3, None), 2),
        (("a", "c", 3, 0.3, None), 2),
    ],
)
def test_a_row_differs_by_more_than_rounding(other: tuple[object, ...], count: int) -> None:
    assert differing([TIE], [other]) == count
    assert differing([other], [TIE]) == count


def test_a_row_that_is_missing_differs() -> None:
    assert differing([TIE], []) == differing([], [TIE]) == 1
