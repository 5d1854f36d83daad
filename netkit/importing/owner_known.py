"""What the network knows of its owner, handed to importers: a file need not say whose it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.importers.port import Options
    from netkit.store.port import Store

__all__ = ["with_known_owner"]

#: Keys that mean the same in every source.
_STRONG_KEYS = frozenset({"email", "phone", "linkedin"})


def with_known_owner(store: Store, options: Options) -> Options:
    """Return the options with what the network knows of its owner, where it has exactly one."""
    owners = store.owners()
    if len(owners) != 1:
        return options
    handles = tuple(handle for handle in store.handles(owners[0]) if handle.kind in _STRONG_KEYS)
    names = tuple(person.name for person in store.people(owners) if person.name)
    return replace(options, own_handles=handles, own_names=names)
