"""Match the partners of chats to the address book of the phone that the names come from.

A WhatsApp export names people as the phone's own address book does, and gives no number. A full
name is taken for the person who alone has it and a number; namesakes with a number stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.identity.evidence import EvidenceJoin
from netkit.model.handles import name_key, named
from netkit.model.names import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netkit.importers.port import Sighting
    from netkit.model.people import PersonId
    from netkit.store.port import Store

__all__ = ["phone_name_joins"]

_CHATS = "whatsapp"
_REASON = "by the name in your phone"


def phone_name_joins(
    store: Store,
    sightings: Iterable[Sighting],
    belongs: Mapping[PersonId, PersonId],
    different: Collection[frozenset[PersonId]],
) -> list[EvidenceJoin]:
    """Return the joins of chat partners known by a name alone to those who have it and a number.

    Parameters
    ----------
    belongs : the person whom each id of the file belongs to.
    different : pairs that the user called two people.
    """
    partners, numbered = _partners_and_numbers(sightings, belongs)
    partners = _recorded_partners(store, numbered.keys() - partners.keys()) | partners
    joins = []
    for name, partner in sorted(partners.items()):
        people = numbered.get(name, set()) | _numbered_on_record(store, name)
        if len(people) == 1 and partner not in people:
            (person,) = people
            if frozenset((person, partner)) not in different and _is_bare(store, partner):
                joins.append(EvidenceJoin(person, partner, _REASON))
    return joins


def _partners_and_numbers(
    sightings: Iterable[Sighting], belongs: Mapping[PersonId, PersonId]
) -> tuple[dict[str, PersonId], dict[str, set[PersonId]]]:
    """Return by full name the chat partners of a file, and its people with a number."""
    partners: dict[str, PersonId] = {}
    numbered: defaultdict[str, set[PersonId]] = defaultdict(set)
    for sighting in sightings:
        handle = sighting.handles[0]
        numbers = [key for key in sighting.handles if key.kind == "phone"]
        if sighting.owner or not (numbers or handle.kind == "name"):
            continue
        name, person = name_key(sighting.name), belongs.get(handle.person_id, handle.person_id)
        if len(words(name)) > 1 and handle == named(_CHATS, sighting.name):
            partners[name] = person
        elif len(words(name)) > 1 and any(belongs.get(n.person_id) == person for n in numbers):
            numbered[name].add(person)
    return partners, numbered


def _recorded_partners(store: Store, names: Iterable[str]) -> dict[str, PersonId]:
    """Return the chat partners on record of these names."""
    handles = {named(_CHATS, name).key: name for name in names}
    people = store.people_by_handle(list(handles)) if handles else {}
    return {handles[key]: person for key, person in people.items()}


def _numbered_on_record(store: Store, name: str) -> set[PersonId]:
    return {
        person.id
        for person in store.named(words(name))
        if name_key(person.name) == name
        and not person.owner
        and any(handle.kind == "phone" for handle in store.handles(person.id))
    }


def _is_bare(store: Store, person: PersonId) -> bool:
    """Return True for somebody who has no key but names."""
    return all(handle.kind == "name" for handle in store.handles(person))
