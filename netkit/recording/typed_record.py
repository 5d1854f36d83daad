"""Give what the user types on a person its moment and its record, so that the last word counts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.model import handles

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.model.people import Handle, Person
    from netkit.store.port import Store

__all__ = ["typed_moment", "typed_record"]


def typed_moment(store: Store, person: Person, now: datetime) -> datetime:
    """Return `now`, or the second after the last typed change of a person: each has its own."""
    times = [
        claim.at for claim in store.claims([person.id]) if claim.source == "typed" and claim.at
    ]
    times += [
        job.seen_at
        for job in store.affiliations([person.id])
        if job.source == "typed" and job.seen_at
    ]
    return max([now, *(at + timedelta(seconds=1) for at in times)])


def typed_record(person: Person, at: datetime) -> Handle:
    """Return the handle of one typed change of a person.

    A store keeps what one record says once. What is typed again after something else was (Bonn,
    Ulm, and Bonn again) is therefore another record of the same person.
    """
    return handles.named("typed", person.name, f"{person.id} {at.isoformat()}")
