"""Hand the owner's keys and names to importers, so that a file need not say whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.importers.port import Warned
from netkit.model.frozen import replace
from netkit.model.people import ADDRESS_KINDS

if TYPE_CHECKING:
    from netkit.importers.port import Options
    from netkit.importing.items_read import Read
    from netkit.store.port import Store

__all__ = ["owner_taken", "with_known_owner"]


def with_known_owner(store: Store, options: Options) -> Options:
    """Return the options with what the network knows of its owner, where it has exactly one."""
    owners = store.owners()
    if len(owners) != 1:
        return options
    handles = tuple(handle for handle in store.handles(owners[0]) if handle.kind in ADDRESS_KINDS)
    names = tuple(person.name for person in store.people(owners) if person.name)
    return replace(options, own_handles=handles, own_names=names)


def owner_taken(read: Read, file: str) -> list[Warned]:
    """Return for whom a file was taken that alone told whose it is, and how to say otherwise."""
    for sighting in read.sightings:
        keys = [handle.value for handle in sighting.handles if handle.kind in ADDRESS_KINDS]
        if sighting.owner and keys:
            owner_text = f"{sighting.name}, {keys[0]}" if sighting.name else keys[0]
            text = (
                f"taken for yours, as {owner_text}; if you are somebody else, undo it and say --me"
            )
            return [Warned(file, text)]
    return []
