"""Refuse a file that is evidently somebody else's: their contacts are not the owner's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.model.names import words

if TYPE_CHECKING:
    from netkit.importers.port import Sighting
    from netkit.importing.items_read import Read
    from netkit.store.port import Store

__all__ = ["refuse_other_owner"]

#: What people type for their name where they leave it open.
_NOBODY = frozenset({"me", "myself", "i", "owner", "you", "user"})


def refuse_other_owner(store: Store, read: Read, label: str) -> None:
    """Raise where the file's owner has neither a key nor a name of the network's owner.

    A file that does not say whose it is, and a network whose owner has no name yet, pass.

    Raises
    ------
    UsageError
        It is another person's; the message says whose, and what settles it.
    """
    owners = store.owners()
    own = [sighting for sighting in read.sightings if sighting.owner and sighting.name]
    if not owners or not own or _shares_key(store, own):
        return
    names = {claim.value for claim in store.claims(owners, ["name"]) if _is_name(claim.value)}
    if not names or any(_is_same_name(sighting.name, name) for sighting in own for name in names):
        return
    theirs, mine = own[0].name, max(names, key=len)
    raise UsageError(
        f"{label} is {theirs}'s, and this network is {mine}'s; import it into another one with"
        f" --network FILE, or say with --me '{theirs}' that both are you"
    )


def _is_name(text: str) -> bool:
    """Return True for a person's name: no address, and no placeholder."""
    return bool(words(text)) and "@" not in text and " ".join(words(text)) not in _NOBODY


def _shares_key(store: Store, own: list[Sighting]) -> bool:
    owners = set(store.owners())
    people_by_key = store.people_by_handle(
        {handle.key for sighting in own for handle in sighting.handles}
    )
    return any(person in owners for person in people_by_key.values())


def _is_same_name(a: str, b: str) -> bool:
    """Return True when one name has all words of the other; a middle name may be missing."""
    mine, theirs = words(a), words(b)
    shorter, longer = sorted((mine, theirs), key=len)
    return all(any(_fits(word, full_word) for full_word in longer) for word in shorter)


def _fits(word: str, full_word: str) -> bool:
    return word == full_word or (len(word) == 1 and full_word.startswith(word))
