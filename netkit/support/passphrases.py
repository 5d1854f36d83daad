"""Find the key of an encrypted network: environment, session, keyring, a command, or a question.

A key is derived from the passphrase as SQLCipher 4 does it, so that every tool that reads such
files opens a network with its passphrase. Deriving takes longer than an answer, so a key is kept
in private memory (`session_keys`): as it is until logout where the passphrase was typed, wrapped
with the passphrase where that is at hand each time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from netkit.errors import MissingExtraError, StoreError, UsageError
from netkit.support.session_keys import (
    KEY_BYTES,
    drop_kept_keys,
    keep_key,
    keep_wrapped,
    kept_key,
    unwrapped_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "COMMAND", "NEW_VARIABLE", "VARIABLE", "WrongPassphraseError", "derived_key", "drop_keys",
    "find_key", "keep_in_keyring", "new_passphrase", "remember_derived",
]  # fmt: skip

#: Holds the passphrase itself; then nothing else is looked at.
VARIABLE = "NETKIT_PASSPHRASE"
#: Holds the one that takes its place.
NEW_VARIABLE = "NETKIT_NEW_PASSPHRASE"
#: A program that prints the passphrase: "pass show netkit".
COMMAND = "NETKIT_PASSPHRASE_COMMAND"

#: What SQLCipher 4 does: PBKDF2 with HMAC-SHA512.
_ROUNDS = 256_000
_SHORTEST = 8
_SERVICE = "netkit encryption"
_COMMAND_SECONDS = 60

#: Asks on the terminal, told what for; None where nobody can be asked.
ask: Callable[[str], str] | None = None
_keys: dict[bytes, bytes] = {}


class WrongPassphraseError(StoreError):
    """The key does not open the file."""


def derived_key(passphrase: str, salt: bytes) -> bytes:
    """Return the key of a file with this salt."""
    import hashlib

    return hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ROUNDS, KEY_BYTES)


def new_passphrase(what: str, *, variable: str = VARIABLE) -> str:
    """Return a passphrase to encrypt with; on a terminal it is asked for twice.

    variable : of the environment, which holds it where nobody is asked.

    Raises
    ------
    UsageError
        There is none, it is too short, or the second is not the first.
    """
    passphrase = os.environ.get(variable) or (_from_command() if variable == VARIABLE else "")
    if not passphrase and ask is not None:
        passphrase = ask(f"A {'new ' * (variable == NEW_VARIABLE)}passphrase for {what}")
        if passphrase != ask("The same again"):
            raise UsageError("the two are not the same; nothing was changed")
    if not passphrase:
        raise UsageError(f"a passphrase is asked for on a terminal; elsewhere set {variable}")
    if len(passphrase) < _SHORTEST:
        raise UsageError(f"a passphrase has {_SHORTEST} characters at least; five words are better")
    return passphrase


def find_key(salt: bytes, what: str, opens: Callable[[bytes], bool]) -> bytes:
    """Return the key of a file that has this salt.

    Parameters
    ----------
    what : names the file, where it is asked for.
    opens : tells whether a key is the right one.

    Raises
    ------
    WrongPassphraseError
        There is no passphrase, or it is another.
    """
    if key := _keys.get(salt):
        return key
    passphrase = os.environ.get(VARIABLE)
    key = None if passphrase else kept_key(salt) or _from_keyring(salt)
    if key is None or not opens(key):
        key = _key_by_passphrase(salt, passphrase or _asked(what), opens)
    if key is None:
        raise WrongPassphraseError(
            f"{what}: the passphrase is not the right one (or its first page is damaged)"
        )
    _keys[salt] = key
    return key


def _key_by_passphrase(
    salt: bytes, passphrase: str, opens: Callable[[bytes], bool]
) -> bytes | None:
    """Return the key that a passphrase gives, unwrapped or derived; None when it is the wrong one.

    A wrapped key is tried first; whether it opens the file also tells whether the passphrase fits.
    """
    key = unwrapped_key(salt, passphrase)
    if key is not None and opens(key):
        return key
    key = derived_key(passphrase, salt)
    if not opens(key):
        return None
    remember_derived(salt, key, passphrase)
    return key


def remember_derived(salt: bytes, key: bytes, passphrase: str) -> None:
    """Keep a key for this process, and in private memory for the next ones."""
    _keys[salt] = key
    if os.environ.get(VARIABLE) or not keep_key(salt, key):
        keep_wrapped(salt, key, passphrase)


def drop_keys() -> None:
    """Remove the keys that are kept in memory."""
    _keys.clear()
    drop_kept_keys()


def keep_in_keyring(salt: bytes, key: bytes) -> None:
    """Put the key of a file into the system's keyring.

    Raises
    ------
    MissingExtraError
        The library is not installed.
    StoreError
        There is no keyring here.
    """
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise MissingExtraError("keyring", "keyring") from error
    try:
        keyring.set_password(_SERVICE, salt.hex(), key.hex())
    except KeyringError as error:
        raise StoreError(f"no keyring here; set {COMMAND} or {VARIABLE} instead") from error


def _asked(what: str) -> str:
    passphrase = _from_command()
    if not passphrase and ask is not None:
        passphrase = ask(f"Passphrase of {what}")
    if not passphrase:
        raise WrongPassphraseError(
            f"{what} is encrypted; its passphrase is asked for on a terminal: elsewhere set"
            f" {VARIABLE}, or {COMMAND} to a program that prints it"
        )
    return passphrase


def _from_command() -> str:
    command = os.environ.get(COMMAND)
    if not command:
        return ""
    import shlex
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 — the user's own, without a shell
            shlex.split(command),
            capture_output=True,
            text=True,
            timeout=_COMMAND_SECONDS,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise StoreError(f"{COMMAND} gave no passphrase ({type(error).__name__})") from error
    return done.stdout.rstrip("\r\n")


def _from_keyring(salt: bytes) -> bytes | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        stored = keyring.get_password(_SERVICE, salt.hex())
        return bytes.fromhex(stored) if stored else None
    except (KeyringError, ValueError):
        return None
