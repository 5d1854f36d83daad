"""The owner: as the user says with ``--me``, and as the network knows them already.

What the user types is addresses, numbers, a profile or a name, joined by commas. A key by which a
file knows its owner comes before those that the network knows: an event is told apart by the keys
of its people, and must stay the same event when the network learns another address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.importers.port import Options, Sighting
from netkit.model.handles import email, linkedin, own_id, phone
from netkit.model.names import clean, fold

if TYPE_CHECKING:
    from netkit.model.people import Handle

__all__ = ["owner_handles", "owner_name", "owner_names", "owner_of", "typed_handles"]


def typed_handles(options: Options) -> tuple[Handle, ...]:
    """Return the keys among what the user typed of themselves."""
    handles = (_handle(part, options.region) for part in options.owner.split(","))
    return tuple(dict.fromkeys(filter(None, handles)))


def owner_handles(options: Options) -> tuple[Handle, ...]:
    """Return every key the owner is known by: those typed, then those of the network."""
    return tuple(dict.fromkeys((*typed_handles(options), *options.own_handles)))


def owner_name(options: Options) -> str:
    """Return the name the user typed, else the network's name for its owner; empty without."""
    parts = (part for part in options.owner.split(",") if _handle(part, options.region) is None)
    names = (clean(part) for part in (*parts, *options.own_names))
    return next(filter(None, names), "")


def owner_names(options: Options) -> frozenset[str]:
    """Return every name the owner goes by, folded for comparison."""
    return frozenset(map(fold, (*options.owner.split(","), *options.own_names))) - {""}


def owner_of(options: Options, origin: str) -> Sighting:
    """Return the owner of a file that does not say whose it is: by the keys the user typed.

    Without any, the file's owner has a key of their own within `origin`. The keys that the
    network knows follow.
    """
    first = typed_handles(options) or (own_id(origin, "me"),)
    return Sighting(
        tuple(dict.fromkeys((*first, *options.own_handles))), owner_name(options), owner=True
    )


def _handle(text: str, region: str) -> Handle | None:
    if "@" in text:
        return email(text)
    return linkedin(text) if "linkedin.com" in text else phone(text, region)
