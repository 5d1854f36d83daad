"""Records of people: possible duplicates, handles, forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.cadence import SETTING as CADENCE
from netkit.answers.cadence import read_wishes
from netkit.answers.proposals import SETTING as PROPOSALS
from netkit.answers.proposals import read_memory
from netkit.errors import NothingFoundError
from netkit.identity.review_queue import Duplicate, duplicates
from netkit.model import handles

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Handle, Person, PersonId

__all__ = ["duplicates_of", "forget", "handle_of"]


def duplicates_of(view: NetworkView) -> list[Duplicate]:
    """Return the pairs that may be one person and that the user has not decided on."""
    store = view.store
    doubts = store.doubts()
    settled = {frozenset((d.a, d.b)) for d in doubts if d.verdict != "open"}
    doubted = {frozenset((d.a, d.b)): d.reason for d in doubts if d.verdict == "open"}
    people = [one for one in store.people() if not (one.owner or one.unknown)]
    found = duplicates(people, settled, doubted)
    slugs = {pid: _slugs(view, pid) for one in found for pid in (one.a.id, one.b.id)}
    return [
        one
        for one in found
        if frozenset((one.a.id, one.b.id)) in doubted
        or not (slugs[one.a.id] and slugs[one.b.id])
        or slugs[one.a.id] & slugs[one.b.id]
    ]


def _slugs(view: NetworkView, person: PersonId) -> frozenset[str]:
    found = view.store.handles(person)
    return frozenset(one.value for one in found if one.kind == "linkedin")


def handle_of(view: NetworkView, text: str) -> Handle:
    """Return the handle a text means; it must be known here.

    Raises
    ------
    NothingFoundError
    """
    kind, _, value = text.partition(":")
    tried = [handles.email(text), handles.linkedin(text), handles.phone(text, "")]
    keys = {one.key: one for one in tried if one is not None}
    known = view.store.known([*keys, f"{kind}:{value}"])
    for key, person in known.items():
        for one in view.store.handles(person):
            if one.key == key:
                return one
    raise NothingFoundError(
        f"no handle “{text}” is known; 'netkit brief X --sources' lists those of a person"
    )


def forget(view: NetworkView, person: Person, salt: bytes) -> int:
    """Erase a person, from what is remembered of proposals and wishes too.

    Returns how many records went. Raises UsageError for an owner.
    """
    store = view.store
    memory = read_memory(store.setting(PROPOSALS)).without(person.id)
    wishes = read_wishes(store.setting(CADENCE)).for_person(person.id, None)
    if store.setting(PROPOSALS) is not None:
        store.set_setting(PROPOSALS, memory.written())
    if store.setting(CADENCE) is not None:
        store.set_setting(CADENCE, wishes.written())
    return store.forget(person.id, salt)
