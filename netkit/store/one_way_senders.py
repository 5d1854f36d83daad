"""Tell mere senders from contacts: whoever the owner never answered is no tie of strength.

A shop's receipts and a recruiter's letters make no tie, however many there are. It is decided
here alone, for the gate, for lists by strength, for facts (and so the map, groups and paths), for
the whole network and for reports. The page of such a person still tells what they wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.store.codec import people_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from netkit.model.events import Interaction
    from netkit.model.history import Recorded
    from netkit.model.people import PersonId
    from netkit.store.port import Store
    from netkit.ties.statistics import TieStats

__all__ = [
    "SENDER_FIGURES",
    "WRITTEN",
    "contacts_between",
    "one_way_senders",
    "past_senders",
    "ties_without_senders",
]

#: Channels of what is written; a call or a meeting takes two.
WRITTEN = frozenset({"message", "email", "text", "letter"})
#: On so many days somebody writes without an answer before they count as a sender alone.
_LEAST_DAYS = 3
#: The figures of a tie that `one_way_senders` takes, for `Ties.tie_figures`.
SENDER_FIGURES = ("days_ab", "days_ba")
#: Events that make somebody who is never written to more than a sender.
_TIES_BESIDES = (
    "introduction", "favour", "need", "offer", "promise", "fact", "note", "moment", "milestone",
)  # fmt: skip


def one_way_senders(
    store: Store,
    owner: PersonId,
    days: Iterable[tuple[PersonId, int, int]] | None = None,
    until: datetime | None = None,
) -> frozenset[PersonId]:
    """Return who keeps writing to the owner, and whom the owner never wrote, met, called or noted.

    Parameters
    ----------
    days : people with the number of days out and in of their ties with the owner; None for all.
    until : nothing later is read.
    """
    if days is None:
        days = store.tie_figures(owner, SENDER_FIGURES, until=until)
    writers = _writers(days)
    if not writers:
        return frozenset()
    events = store.events(_TIES_BESIDES, people=writers, until=until)
    writers -= {person for recorded in events for person in people_of(recorded.event).values()}
    return frozenset(writers - store.in_touch_otherwise(owner, writers, WRITTEN, until=until))


def past_senders(
    store: Store,
    owner: PersonId,
    days: Iterable[tuple[datetime, Iterable[tuple[PersonId, int, int]]]],
) -> list[frozenset[PersonId]]:
    """Return `one_way_senders` of several past moments, each person's record read once.

    days : each moment, and the days out and in of ties up to then.
    """
    writers = [(until, _writers(counts)) for until, counts in days]
    everybody = {person for _, persons in writers for person in persons}
    noted: dict[PersonId, datetime] = {}  # since when each is more than a sender
    for recorded in store.events(_TIES_BESIDES, people=everybody) if everybody else ():
        for person in people_of(recorded.event).values():
            noted.setdefault(person, recorded.event.at)
    read = store.last_contacts(everybody) if everybody else {}
    contacts = {person: _mutual(read.get(person, ()), owner, person) for person in everybody}

    def only_wrote(person: PersonId, until: datetime) -> bool:
        past = [contact for contact in contacts[person] if contact.event.at <= until]
        return bool(past) and _only_theirs(past, owner)

    return [
        frozenset(
            person
            for person in persons
            if not (person in noted and noted[person] <= until) and only_wrote(person, until)
        )
        for until, persons in writers
    ]


def _writers(days: Iterable[tuple[PersonId, int, int]]) -> set[PersonId]:
    """Return who wrote on several days, and was never written to."""
    return {person for person, out, in_ in days if not out and in_ >= _LEAST_DAYS}


def ties_without_senders(
    store: Store, owner: PersonId, ties: Mapping[PersonId, TieStats], until: datetime | None
) -> dict[PersonId, TieStats]:
    """Return the owner's ties without those of people who only ever wrote."""
    days = [(person, stats.days_ab, stats.days_ba) for person, stats in ties.items()]
    senders = one_way_senders(store, owner, days, until)
    return {person: stats for person, stats in ties.items() if person not in senders}


def contacts_between(
    store: Store,
    owner: PersonId,
    people: Collection[PersonId],
    limit: int,
    until: datetime | None,
) -> dict[PersonId, list[Recorded[Interaction]]]:
    """Return the last contacts between the owner and each of these people, the newest first.

    One of the two wrote or called; words of a third in a group of both are the third's.
    """
    between: dict[PersonId, list[Recorded[Interaction]]] = {}
    unread, reading = [*people], 2 * limit
    while unread:
        read = store.last_contacts(unread, until=until, limit=reading)
        for person in unread:
            between[person] = _mutual(read.get(person, ()), owner, person)[:limit]
        unread = [
            person
            for person in unread
            if len(between[person]) < limit and len(read.get(person, ())) >= reading
        ]
        reading *= 8  # whoever is in large groups: most of their contacts are with others
    return between


def _mutual(
    contacts: Iterable[Recorded[Interaction]], owner: PersonId, person: PersonId
) -> list[Recorded[Interaction]]:
    """Return the contacts in which one of the two wrote to, called or met the other."""
    pair = {owner, person}
    return [
        contact
        for contact in contacts
        if contact.event.sender in pair
        and pair <= {contact.event.sender, *contact.event.recipients}
    ]


def _only_theirs(contacts: Iterable[Recorded[Interaction]], owner: PersonId) -> bool:
    """Return True if the other wrote all of it: no word of the owner's, no call, no meeting."""
    return all(
        contact.event.channel in WRITTEN and contact.event.sender != owner for contact in contacts
    )
