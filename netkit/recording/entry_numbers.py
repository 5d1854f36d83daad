"""Numbers of entries and changes, short enough to be typed, the same from one call to the next.

What is shown with a number for the first time gets the next one; the list is kept in a setting.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from netkit.errors import NothingFoundError
from netkit.store.remembering import remember_setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.answers.network_view import NetworkView

__all__ = ["key_of_number", "number_keys"]

_SETTING = "entry numbers"


def number_keys(view: NetworkView, keys: Iterable[str]) -> dict[str, int]:
    """Return the number of each key (the id of an event, "change 12"); new ones get the next."""
    known = _read(view)
    numbers = {key: number for number, key in enumerate(known, start=1)}
    new = [key for key in dict.fromkeys(keys) if key not in numbers]
    for key in new:
        numbers[key] = len(numbers) + 1
    if new:
        text = json.dumps([*known, *new], separators=(",", ":"))
        remember_setting(view.store, _SETTING, text)
    return numbers


def key_of_number(view: NetworkView, number: int) -> str:
    """Return the key that a number stands for.

    Raises
    ------
    NothingFoundError
    """
    numbers = _read(view)
    if not 1 <= number <= len(numbers):
        raise NothingFoundError(
            f"no entry has the number {number}; 'netkit timeline X' and 'netkit history' show them"
        )
    return numbers[number - 1]


def _read(view: NetworkView) -> list[str]:
    stored = view.store.setting(_SETTING)
    return list(json.loads(stored)) if stored else []
