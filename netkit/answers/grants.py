"""What a member of a team lets each colleague know of their ties: a fold over what was granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.model.events import Grant, Granted
    from netkit.model.history import Recorded

__all__ = ["LEVELS", "granted", "next_number"]

#: What each level lets a colleague know of a tie, the least first; each includes those before it.
LEVELS: dict[Granted, str] = {
    "nothing": "nothing",
    "names": "whom you know, and where they work",
    "strength": "how well you know them, in a word",
    "all": "how well you know them, and when you were in touch",
}


def granted(grants: Iterable[Recorded[Grant]]) -> dict[str, Granted]:
    """Return what each colleague may know, by member; who is not there may know nothing.

    The last word counts; of two in one second, the one that was said second.
    """
    ordered = sorted((one.event for one in grants), key=lambda one: (one.at, one.number))
    return {one.member: one.what for one in ordered if one.what in LEVELS}


def next_number(grants: Iterable[Recorded[Grant]]) -> int:
    """Return the number of the next grant: they are counted, so that their order is told."""
    return 1 + max((one.event.number for one in grants), default=0)
