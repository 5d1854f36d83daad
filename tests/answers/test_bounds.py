"""Bounds are given the highest first, and more people are read when those left out matter."""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING

from netkit.answers.introduce.upper_bounds import Bounds
from netkit.model.people import PersonId

if TYPE_CHECKING:
    from collections.abc import Iterator

A, B, C, X = map(PersonId, "abcx")


def made(*readings: tuple[dict[PersonId, float], float]) -> tuple[Bounds, list[int]]:
    """Return bounds, and where it is noted which readings were made."""
    read: list[int] = []

    def each() -> Iterator[tuple[dict[PersonId, float], float]]:
        for number, reading in enumerate(readings):
            read.append(number)
            yield reading

    return Bounds(X, each()), read


def test_the_one_asked_about_stands_for_those_left_out() -> None:
    bounds, read = made(({A: 0.9, B: 0.3}, 0.5), ({A: 0.9, C: 0.4, B: 0.3}, -math.inf))
    assert list(bounds.items()) == [(A, 0.9), (X, 0.5), (C, 0.4), (B, 0.3)]
    assert read == [0, 1]
    assert list(bounds) == [A, C, B]


def test_nothing_more_is_read_for_who_stops_at_those_left_out() -> None:
    bounds, read = made(({A: 0.9, B: 0.6}, 0.5), ({}, -math.inf))
    assert [*islice(bounds, 3)] == [A, B, X]
    assert read == [0]


def test_everybody_is_found_once_however_often_more_is_read() -> None:
    bounds, read = made(
        ({A: 0.9}, 0.95), ({A: 0.9, B: 0.8}, 0.7), ({B: 0.8, A: 0.9, C: 0.1}, -math.inf)
    )
    assert [one for one in bounds if one != X] == [A, B, C]
    assert read == [0, 1, 2]
