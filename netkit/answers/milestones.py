"""Milestones: birthdays and other days worth a word, and which of them are coming up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from netkit.answers.results import Reason, Results
from netkit.model.events import Milestone, event_id
from netkit.model.frozen import dataclass, replace
from netkit.model.history import Recorded
from netkit.model.when import PartialDate, to_epoch
from netkit.store.derive import best_claims

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Claim, Person, PersonId

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
    return Results(rows, held_back=open_to.held.values(), kind=MilestoneAhead)


def recorded_milestones(
    view: NetworkView, people: Collection[PersonId] | None = None
) -> list[Recorded[Milestone]]:
    """Return the milestones on record, with the birthdays that address books hold.

    Of birthdays each person has one: the last that was recorded or typed, else an address book's.
    """
    recorded = view.store.events(["milestone"], people=people, until=view.as_of)
    milestones = cast("list[Recorded[Milestone]]", recorded)
    born = {m.event.person: m for m in milestones if m.event.kind == "birthday"}  # the last stands
    others = [milestone for milestone in milestones if milestone.event.kind != "birthday"]
    for claim in _birthday_claims(view, people):
        before = born.get(claim.person)
        if before is not None and (claim.at is None or claim.at < before.event.at):
            continue
        born.pop(claim.person, None)
        if claim.value:
            day = PartialDate.parse(claim.value)
            event = Milestone(claim.at or view.now, claim.person, "birthday", day, claim.origin)
            born[claim.person] = Recorded(event_id(event), event)
    return [*others, *born.values()]


def _birthday_claims(view: NetworkView, people: Collection[PersonId] | None) -> Iterator[Claim]:
    """Yield the best claim of each person's birthday; without a moment unless it was typed."""
    claims = [
        claim
        for claim in view.store.claims(people, fields={"birthday"})
        if view.as_of is None or claim.at is None or claim.at <= view.as_of
    ]
    rows = ((c.person, c.field, c.value, c.source, to_epoch(c.at) if c.at else 0) for c in claims)
    best = best_claims(rows)
    for claim in claims:
        if best.get(claim.person, {}).get("birthday") == claim.value:
            del best[claim.person]["birthday"]
            yield claim if claim.source == "typed" else replace(claim, at=None)


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
