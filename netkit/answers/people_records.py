"""Records of people: handles, forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.cadence import SETTING as CADENCE
from netkit.answers.cadence import read_wishes
from netkit.answers.proposals import SETTING as PROPOSALS
from netkit.answers.proposals import read_memory
from netkit.errors import NothingFoundError
from netkit.model import handles

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Handle, PersonId

__all__ = ["forget", "handle_of"]


def handle_of(view: NetworkView, text: str) -> Handle:
    """Return the handle a text means; it must be known here.

    Raises
    ------
    NothingFoundError
    """
    kind, _, value = text.partition(":")
    tried = [handles.email(text), handles.linkedin(text), handles.phone(text, "")]
    keys = {handle.key: handle for handle in tried if handle is not None}
    owners = view.store.people_by_handle([*keys, f"{kind}:{value}"])
    for key, person in owners.items():
        for handle in view.store.handles(person):
            if handle.key == key:
                return handle
    raise NothingFoundError(
        f"no handle “{text}” is known; 'netkit brief X --sources' lists those of a person"
    )


def forget(view: NetworkView, person: PersonId, salt: bytes) -> int:
    """Erase a person, from what is remembered of proposals and wishes too.

    Returns how many records went. Raises UsageError for an owner.
    """
    store = view.store
    memory = read_memory(store.setting(PROPOSALS)).without(person)
    wishes = read_wishes(store.setting(CADENCE)).for_person(person, None)
    if store.setting(PROPOSALS) is not None:
        store.set_setting(PROPOSALS, memory.written())
    if store.setting(CADENCE) is not None:
        store.set_setting(CADENCE, wishes.written())
    return store.forget(person, salt)
