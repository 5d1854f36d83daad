"""Grants of a team member: how much each colleague may know of their ties, folded over time."""

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
    """Return the level granted to each colleague, by member; absent members may know nothing.

    The last word counts; of two in one second, the one that was said second.
    """
    ordered = sorted((grant.event for grant in grants), key=lambda grant: (grant.at, grant.number))
    return {grant.member: grant.what for grant in ordered if grant.what in LEVELS}


def next_number(grants: Iterable[Recorded[Grant]]) -> int:
    """Return the number of the next grant: they are counted, so that their order is told."""
    return 1 + max((grant.event.number for grant in grants), default=0)
