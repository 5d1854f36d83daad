"""Traces of a forgotten person: hashes of their keys that are slow to guess at.

A handle (an address, a number) is guessed in moments from a fast hash, however salted: there are
few of them. scrypt makes each guess cost 16 MB and a twentieth of a second. An import may hold a
hundred thousand handles, so a hash begins with `PREFIX_BITS` of a fast one: only a handle that
agrees in those is hashed slowly. They tell a guesser one in 16,384.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from netkit.model.events import Interaction
from netkit.model.frozen import replace
from netkit.store.codec import people_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from netkit.model.events import Event
    from netkit.model.people import PersonId
    from netkit.store.port import Store
    from netkit.store.values import Change

__all__ = ["FORGOTTEN_SALT", "ForgottenKeys", "forgotten_among", "handle_hash", "without"]

#: The setting that holds the salt of the hashes.
FORGOTTEN_SALT = "forgotten salt"
PREFIX_BITS = 14
_PREFIX_BYTES = 2
#: Interactive use, as RFC 7914 and its authors give it.
_N, _R, _P = 2**14, 8, 1
_BYTES = 16


def handle_hash(key: str, salt: bytes) -> bytes:
    """Return the hash of a handle's key: all that stays of somebody forgotten."""
    slow = hashlib.scrypt(key.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=_BYTES)
    return _prefix(key, salt) + slow


def _prefix(key: str, salt: bytes) -> bytes:
    fast = hashlib.blake2b(key.encode(), key=salt, digest_size=_PREFIX_BYTES).digest()
    return (int.from_bytes(fast, "big") >> (8 * _PREFIX_BYTES - PREFIX_BITS)).to_bytes(2, "big")


def _fast(key: str, salt: bytes) -> bytes:
    """Return the whole hash that earlier versions kept."""
    return hashlib.blake2b(key.encode(), key=salt, digest_size=_BYTES).digest()


class ForgottenKeys:
    """The keys of those forgotten; `in` tells whether a key is one of theirs."""

    def __init__(self, salt: bytes, hashes: Collection[bytes]) -> None:
        self._salt = salt
        self._hashes = frozenset(hashes)
        self._prefixes = {value[:_PREFIX_BYTES] for value in hashes if len(value) > _BYTES}
        self._has_fast = any(len(value) == _BYTES for value in hashes)

    def __contains__(self, key: str) -> bool:
        if self._has_fast and _fast(key, self._salt) in self._hashes:
            return True
        return (
            _prefix(key, self._salt) in self._prefixes
            and handle_hash(key, self._salt) in self._hashes
        )

    def hashes_of(self, key: str) -> set[bytes]:
        """Return the hashes that are kept of a key."""
        return {handle_hash(key, self._salt), _fast(key, self._salt)} & self._hashes


def forgotten_among(store: Store, keys: Collection[str]) -> dict[str, set[bytes]]:
    """Return those of `keys` that belong to somebody forgotten, each with its hashes."""
    salt = store.setting(FORGOTTEN_SALT)
    if salt is None:
        return {}
    hashes = [bytes.fromhex(str(row["hash"])) for row in store.dump("forgotten")]
    forgotten = ForgottenKeys(bytes.fromhex(salt), hashes)
    return {key: forgotten.hashes_of(key) for key in keys if key in forgotten}


def without(change: Change, forgotten_keys: ForgottenKeys) -> Change:
    """Return `change` without anybody whose handle is of somebody forgotten, nor what they did."""
    marked = {h.person_id for h, _ in change.handles if h.key in forgotten_keys}
    forgotten = marked | {h.person_id for h, person in change.handles if person in marked}
    forgotten |= {p for h, p in change.handles if h.person_id in marked}
    if not forgotten:
        return change
    from netkit.store.event_spool import Spool  # needed by hardly any command

    return replace(
        change,
        handles=[
            (h, p) for h, p in change.handles if h.person_id not in forgotten and p not in forgotten
        ],
        claims=[c for c in change.claims if c.person not in forgotten],
        affiliations=[a for a in change.affiliations if a.person not in forgotten],
        doubts=[d for d in change.doubts if not {d.a, d.b} & forgotten],
        joins=[j for j in change.joins if not {j.survivor, j.absorbed} & forgotten],
        events=Spool(e for e in change.events if not _speaks_of(e, forgotten)),
    )


def _speaks_of(event: Event, people: Collection[PersonId]) -> bool:
    if isinstance(event, Interaction):
        return event.sender in people or any(person in people for person in event.recipients)
    return any(person in people for person in people_of(event).values())
