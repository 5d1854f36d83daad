"""Milestones: birthdays and other days worth a word, and which of them are coming up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from netkit.answers.results import Reason, Results
from netkit.model.events import Milestone, event_id
from netkit.model.frozen import dataclass
from netkit.model.history import Recorded
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person, PersonId

__all__ = ["ONCE", "MilestoneAhead", "milestones", "milestones_ahead", "recorded_milestones"]

#: What comes but once, and is no anniversary: a meeting ahead.
ONCE = ("meeting: ",)

#: So far ahead a list of days looks.
DAYS_AHEAD = 30


@dataclass(frozen=True, slots=True)
class MilestoneAhead:
    """A day of somebody's that is coming up.

    kind : ``birthday``, ``wedding``, …; day : when it comes next.
    """

    person: Person
    kind: str
    day: date
    because: tuple[Reason, ...]


def milestones(
    view: NetworkView, *, days: int | None = None, people: Collection[PersonId] | None = None
) -> Results[MilestoneAhead]:
    """Return the milestones ahead (of some people alone), the next first.

    Parameters
    ----------
    days : how far ahead to look; `DAYS_AHEAD` by default.
    """
    ahead = DAYS_AHEAD if days is None else days
    open_to = view.gate.open_to("notice")
    rows = [
        MilestoneAhead(open_to[recorded.event.person], recorded.event.kind, day, (why,))
        for day, recorded, why in milestones_ahead(
            recorded_milestones(view, people), view.present.date(), ahead
        )
        if recorded.event.person in open_to
    ]
    return Results(rows, held_back=open_to.held.values())


def recorded_milestones(
    view: NetworkView, people: Collection[PersonId] | None = None
) -> list[Recorded[Milestone]]:
    """Return the milestones on record, with the birthdays that address books hold."""
    recorded = view.store.events(["milestone"], people=people, until=view.as_of)
    milestones = cast("list[Recorded[Milestone]]", recorded)
    with_birthday = {
        milestone.event.person for milestone in milestones if milestone.event.kind == "birthday"
    }
    for claim in view.store.claims(people, fields={"birthday"}):
        if claim.person not in with_birthday:
            with_birthday.add(claim.person)
            at = claim.at or view.now
            day = PartialDate.parse(claim.value)
            event = Milestone(at, claim.person, "birthday", day, claim.origin)
            milestones.append(Recorded(event_id(event), event))
    return milestones


def milestones_ahead(
    milestones: Iterable[Recorded[Milestone]], day: date, within: int
) -> list[tuple[date, Recorded[Milestone], Reason]]:
    """Return the milestones of the next `within` days, the nearest first; 29 February on the 28th.

    A milestone with a whole date comes round each year; one without a day never does.
    """
    ahead = []
    for milestone in milestones:
        coming = milestone.event.date.next_after(day)
        if milestone.event.kind.startswith(ONCE) and coming != milestone.event.date.earliest():
            continue
        if coming is not None and (coming - day).days <= within:
            left = (coming - day).days
            when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
            why = Reason("milestone", f"{milestone.event.kind} {when}", 1.0, (milestone.id,))
            ahead.append((coming, milestone, why))
    return sorted(ahead, key=lambda row: (row[0], row[1].id))
