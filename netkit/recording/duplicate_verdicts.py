"""Record verdicts on possible duplicates: many at once, in one change that one undo takes back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netkit.answers.people_records import duplicates_of
from netkit.errors import UsageError
from netkit.store.values import Change, Doubt, Join

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.identity.review_queue import Duplicate

__all__ = ["accept_duplicates"]

_SAID = "the user said so"


def accept_duplicates(view: NetworkView, above: float, *, dry_run: bool = False) -> list[Duplicate]:
    """Join the pairs that score at least `above`, and return them.

    Parameters
    ----------
    above : 0 to 1. Pairs that something speaks against, and people who are in more than one pair,
        are left to be decided by hand, whatever they score.
    dry_run : return the pairs, and record nothing.

    Raises
    ------
    UsageError
        `above` is not between 0 and 1.
    """
    if not 0.0 <= above <= 1.0:
        raise UsageError("--accept-above takes a share from 0 to 1, such as 0.95")
    pairs = duplicates_of(view)
    times = Counter(person.id for pair in pairs for person in (pair.a, pair.b))
    accepted = [
        pair
        for pair in pairs
        if pair.score >= 100.0 * above
        and not pair.against
        and times[pair.a.id] == times[pair.b.id] == 1
    ]
    if accepted and not dry_run:
        view.store.append(
            Change(
                label=f"{len(accepted)} pairs are one person each",
                at=view.now,
                joins=[Join(pair.a.id, pair.b.id, _SAID) for pair in accepted],
                doubts=[Doubt(pair.a.id, pair.b.id, _SAID, "same") for pair in accepted],
            )
        )
    return accepted
