"""Encrypt what netkit keeps beside an encrypted network, as mails that wait to be sent.

Their key is a random one that lies in the network itself: another passphrase, or none, changes
nothing for them, and whoever can open the network can read them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from netkit.errors import StoreError
from netkit.store.sqlite.cipher import (
    FileKey,
    encrypted_bytes,
    file_mark,
    is_encrypted,
    key_of,
    read_bytes,
)

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store

__all__ = ["files_key", "is_sealed", "new_files_key", "sealed_bytes", "unsealed_bytes"]

_SETTING = "key of kept files"
_KEY_BYTES = 32

is_sealed = is_encrypted


def files_key(store: Store) -> bytes | None:
    """Return the key of the files that are kept beside a network; None when none was made."""
    text = store.setting(_SETTING) if store.engine == "sqlite" else None
    return bytes.fromhex(text) if text else None


def new_files_key(store: Store) -> bytes | None:
    """Return that key, made if need be; None for a network in the clear.

    Only who holds a lock may call this: of two keys that are made at once, one would be lost.
    """
    if store.engine != "sqlite" or key_of(store.url) is None:
        return None
    if files_key(store) is None:
        store.set_setting(_SETTING, os.urandom(_KEY_BYTES).hex())
    return files_key(store)


def sealed_bytes(data: bytes, key: bytes | None) -> bytes:
    """Return data as a kept file holds it; without a key as it is."""
    return data if key is None else encrypted_bytes(data, FileKey(file_mark(), key))


def unsealed_bytes(path: Path, key: bytes | None) -> bytes:
    """Return the content of a kept file.

    Raises
    ------
    StoreError
        It is sealed with another key, or damaged.
    """
    if key is None and is_sealed(path):
        raise StoreError(f"{path} is encrypted, and its network has no key for it any more")
    return read_bytes(path, key)
