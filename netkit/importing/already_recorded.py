"""What an archive says that another of the same account has said already, under other keys.

An event is known by a hash of what it says, people in it by the handle of their source. LinkedIn
named people by name until 2023 and by profile since; threads had no id in 2018, and times no
seconds. So an event of a later archive is also compared with those on record by what does not
change: the people as they are known now, the minute, the content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import EVENT_KINDS, Event, Interaction, Step, event_id
from netkit.model.frozen import replace
from netkit.model.when import to_epoch
from netkit.store.codec import data_of, kind_of, people_of
from netkit.store.event_spool import Spool

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from netkit.model.people import PersonId
    from netkit.store.port import Store
    from netkit.store.values import Change

__all__ = ["unsaid"]

_OTHERS = frozenset(EVENT_KINDS) - {"interaction", "step"}


def unsaid(store: Store, change: Change) -> Change:
    """Return `change` without the events that the network holds already, under whatever ids."""
    if not store.batches():
        return change
    known = set(_known(store))
    now = {handle.person_id: person for handle, person in change.handles}
    now |= {join.gone: join.kept for join in change.joins}
    said = {event_id(event) for event in change.events if _said(event, now) in known}
    kept = (
        event
        for event in change.events
        if event_id(event) not in said and not (isinstance(event, Step) and event.of in said)
    )
    return replace(change, events=Spool(kept))


def _known(store: Store) -> Iterator[Hashable]:
    for contact in store.all_interactions():
        yield _said(contact.event, {})
    for event in store.events(_OTHERS):
        yield _said(event.event, {})


def _said(event: Event, now: Mapping[PersonId, PersonId]) -> Hashable:
    """Return what does not change of an event; a small number, since there may be millions."""
    minute = to_epoch(event.at) // 60
    if isinstance(event, Interaction):
        people = sorted(_last(now, one) for one in event.recipients)
        return hash((minute, event.channel, event.mark, _last(now, event.sender), *people))
    people = [_last(now, one) for one in people_of(event).values()]
    text = "" if isinstance(event, Step) else data_of(replace(event, source=""))
    return hash((kind_of(event), minute, text, *people))


def _last(now: Mapping[PersonId, PersonId], person: PersonId) -> PersonId:
    """Return who somebody is now, through as many joins as there were."""
    while (above := now.get(person, person)) != person:
        person = above
    return person
