"""Record how often the owner wishes to be in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.cadence import SETTING, gap_of
from netkit.errors import UsageError

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person
    from netkit.model.when.spans import Span

__all__ = ["set_cadence"]


def set_cadence(
    view: NetworkView,
    *,
    person: Person | None = None,
    circle: str = "",
    every: Span | None = None,
    longest: Span | None = None,
) -> None:
    """Record the gap to aim for with a person or a circle; without `every` it is taken back.

    Raises
    ------
    UsageError
        Neither a person nor a circle is named, or the longest gap is the shorter.
    """
    gap = gap_of(every, longest) if every else None
    wishes = view.wishes()
    if circle:
        wishes = wishes.for_circle(circle, gap)
    elif person is not None:
        wishes = wishes.for_person(person.id, gap)
    else:
        raise UsageError("say whom: cadence X --every 30d, or cadence --circle C --every 30d")
    view.store.set_setting(SETTING, wishes.written())
