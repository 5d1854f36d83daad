"""Encrypt a network file with a passphrase, change that, or write it in the clear again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from netkit.errors import StoreError, UsageError
from netkit.store.sqlite import SqliteStore
from netkit.store.sqlite.cipher import cipher_library, is_encrypted, new_key
from netkit.store.sqlite.rewriting import rewrite
from netkit.support.passphrases import NEW_VARIABLE, VARIABLE, keep_in_keyring, new_passphrase

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["decrypt", "encrypt"]


def encrypt(network: Path, *, keyring: bool = False) -> None:
    """Encrypt a network, or encrypt it anew under another passphrase.

    Parameters
    ----------
    keyring : keep the key in the system's keyring, too.

    Raises
    ------
    MissingExtraError
        SQLCipher, or the keyring, is not installed.
    StoreError
        It cannot be opened, or another command has it open; it is as it was.
    """
    cipher_library()
    _open_once(network)
    variable = NEW_VARIABLE if is_encrypted(network) else VARIABLE
    key = new_key(new_passphrase(str(network), variable=variable))
    if keyring:
        keep_in_keyring(key.salt, key.key)
    rewrite(network, key)


def decrypt(network: Path) -> None:
    """Write a network in the clear.

    Raises
    ------
    UsageError
        It is not encrypted.
    StoreError
        Its passphrase is not the right one, or another command has it open.
    """
    if network.is_file() and not is_encrypted(network):
        raise UsageError(f"{network} is not encrypted")
    _open_once(network)
    rewrite(network, None)


def _open_once(network: Path) -> None:
    """Open and close a network: a missing, foreign, older or damaged one is told as always."""
    if os.path.isdir(network):
        raise StoreError(f"{network} is a folder, no network")
    SqliteStore(network, create=False).close()
