"""Record who knows whom."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.model.events import Acquaintance
from netkit.recording.changes import TYPED, RecordedChange, record, require_two
from netkit.recording.introduction_consequences import SEEN_WEIGHT

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person
    from netkit.model.when import PartialDate

__all__ = ["record_acquaintance"]


def record_acquaintance(
    view: NetworkView,
    a: Person,
    b: Person,
    *,
    since: PartialDate | None = None,
    how: str = "",
) -> RecordedChange:
    """Record that two people, neither of them the owner, know each other.

    Parameters
    ----------
    since : since when, as near as it is known; from then on they count as knowing each other.
    how : where from: "worked together at Marlow".

    Raises
    ------
    UsageError
        One of them is the owner, or both are one person.
    """
    require_two(a, b)
    if view.owner in (a.id, b.id):
        raise UsageError("whom you know yourself is told by contacts; write it with netkit log")
    text = how.strip() or "you said so"
    at = view.present
    if since is not None:
        text += f", since {since}"
        first = since.earliest()
        at = min(datetime.combine(first, time(), view.now.tzinfo), at) if first else at
    first_id, second_id = sorted((a.id, b.id))
    event = Acquaintance(at, first_id, second_id, text, SEEN_WEIGHT, seen=True, source=TYPED)
    return record(view, f"{a.name} and {b.name} know each other: {text}", [event])
