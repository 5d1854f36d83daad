"""A shelf reads what is asked for, the next few with it, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Collection

SQUARES = {number: number**2 for number in range(10)}


class Asked:
    """Remembers what was read."""

    def __init__(self) -> None:
        self.keys: list[list[int]] = []

    def __call__(self, keys: Collection[int]) -> dict[int, int]:
        self.keys.append(list(keys))
        return {key: SQUARES[key] for key in keys if key in SQUARES}


def test_a_value_is_read_with_the_next_in_order_and_once() -> None:
    asked = Asked()
    shelf = Shelf(asked, [5, 3, 8, 1], at_once=2)
    assert (shelf[3], shelf[8], shelf[3], shelf[5]) == (9, 64, 9, 25)
    assert asked.keys == [[3, 8], [5]]


def test_a_key_out_of_order_is_read_by_itself() -> None:
    asked = Asked()
    shelf = Shelf(asked, [5, 3], at_once=2)
    assert shelf[7] == 49
    assert asked.keys == [[7]]


def test_a_key_without_a_value_is_not_there_and_not_read_again() -> None:
    asked = Asked()
    shelf = Shelf(asked, [5, 99])
    assert 99 not in shelf
    assert shelf.get(99) is None
    with pytest.raises(KeyError):
        shelf[99]
    assert asked.keys == [[99]]


def test_what_is_known_is_not_read_and_iteration_reads_nothing() -> None:
    asked = Asked()
    shelf = Shelf(asked, [2, 4], known={2: 4})
    assert shelf[2] == 4
    assert (list(shelf), len(shelf), asked.keys) == ([2, 4], 2, [])
