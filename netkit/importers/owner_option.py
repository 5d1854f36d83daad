"""The owner, as `Options.owner` says: addresses, numbers, a profile or a name, joined by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.importers.port import Options, Sighting
from netkit.model.handles import email, linkedin, own_id, phone
from netkit.model.names import clean

if TYPE_CHECKING:
    from netkit.model.people import Handle

__all__ = ["owner_handles", "owner_name", "owner_of"]


def owner_handles(options: Options) -> tuple[Handle, ...]:
    """Return the keys among what the user said of themselves."""
    found = (_handle(part, options.region) for part in options.owner.split(","))
    return tuple(dict.fromkeys(filter(None, found)))


def owner_name(options: Options) -> str:
    """Return the name among what the user said of themselves; empty without one."""
    parts = (part for part in options.owner.split(",") if _handle(part, options.region) is None)
    return next((clean(part) for part in parts if clean(part)), "")


def owner_of(options: Options, origin: str) -> Sighting:
    """Return the owner of a file that does not say whose it is: by the keys the user gave.

    Without any, the file's owner has a key of their own within `origin`.
    """
    handles = owner_handles(options) or (own_id(origin, "me"),)
    return Sighting(handles, owner_name(options), owner=True)


def _handle(text: str, region: str) -> Handle | None:
    if "@" in text:
        return email(text)
    return linkedin(text) if "linkedin.com" in text else phone(text, region)
