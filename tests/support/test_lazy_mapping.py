"""A shelf reads what is asked for, the next few with it, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.support.lazy_mapping import LazyMapping

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
    shelf = LazyMapping(asked, [5, 3, 8, 1], at_once=2)
    assert (shelf[3], shelf[8], shelf[3], shelf[5]) == (9, 64, 9, 25)
    assert asked.keys == [[3, 8], [5, 1]]


def test_whoever_asks_on_and_on_is_given_twice_as_many_each_time() -> None:
    asked = Asked()
    shelf = LazyMapping(asked, range(10), at_once=1)
    assert [shelf[key] for key in range(10)] == list(SQUARES.values())
    assert asked.keys == [[0], [1, 2], [3, 4, 5, 6], [7, 8, 9]]


def test_keys_that_will_be_asked_for_are_fetched_together() -> None:
    asked = Asked()
    shelf = LazyMapping(asked, known={2: 4})
    shelf.fetch([1, 2, 3, 1])
    assert (shelf[1], shelf[2], shelf[3]) == (1, 4, 9)
    assert asked.keys == [[1, 3]]


def test_a_key_out_of_order_is_read_by_itself() -> None:
    asked = Asked()
    shelf = LazyMapping(asked, [5, 3], at_once=2)
    assert shelf[7] == 49
    assert asked.keys == [[7]]


def test_a_key_without_a_value_is_not_there_and_not_read_again() -> None:
    asked = Asked()
    shelf = LazyMapping(asked, [5, 99])
    assert 99 not in shelf
    assert shelf.get(99) is None
    with pytest.raises(KeyError):
        shelf[99]
    assert asked.keys == [[99]]


def test_what_is_known_is_not_read() -> None:
    asked = Asked()
    shelf = LazyMapping(asked, [2, 4], known={2: 4})
    assert (shelf[2], asked.keys) == (4, [])


def test_it_keeps_the_contract_of_a_mapping() -> None:
    shelf = LazyMapping(Asked(), [5, 99, 3])
    assert dict(shelf) == {5: 25, 3: 9}
    assert (list(shelf), len(shelf), 99 in shelf) == ([5, 3], 2, False)


def test_more_keys_come_behind_the_order() -> None:
    asked = Asked()
    shelf = LazyMapping(asked, [5, 3], at_once=2)
    shelf.expect([3, 8, 1])
    assert shelf[3] == 9
    assert asked.keys == [[3, 8]]
    assert list(shelf) == [5, 3, 8, 1]
