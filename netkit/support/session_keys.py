"""Keep derived keys in memory that is private to the user, so that each command need not derive.

A key lies as it is only where it goes at logout (XDG_RUNTIME_DIR, `/run/user/UID`), and only when
nothing else would bring it back. Where the passphrase is at hand each time (in the environment,
from a program) the key is kept wrapped: it opens nothing without the passphrase, so a wrong one
is still told. A wrapped key may lie in `/dev/shm`, too, which every Linux has.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KEY_BYTES", "drop_kept_keys", "keep_key", "keep_wrapped", "kept_key", "unwrapped_key"]

KEY_BYTES = 32
_RUNTIME = "XDG_RUNTIME_DIR"
#: Of the user's session; emptied at logout.
_RUN = "/run/user/{uid}"
#: Emptied when the machine stops.
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 — a folder of the user's own is made in it, and looked at

_WRAPPED = ".wrapped"
_NONCE_BYTES = 16
#: scrypt, 4 MB: 7 ms of CPU, so that what is kept cannot be guessed at the speed of a plain hash.
_COST, _BLOCK = 2**12, 8


def kept_key(salt: bytes) -> bytes | None:
    """Return the key of a file with this salt that is kept as it is; None when there is none."""
    folder = _session_folder()
    key = _content(folder / salt.hex()) if folder else b""
    return key if len(key) == KEY_BYTES else None


def keep_key(salt: bytes, key: bytes) -> bool:
    """Keep a key until logout; return False where the system has no folder for that."""
    folder = _session_folder()
    if folder is None:
        return False
    if kept_key(salt) != key:
        _write(folder / salt.hex(), key)
    return True


def unwrapped_key(salt: bytes, passphrase: str) -> bytes | None:
    """Return the key that was wrapped with a passphrase; another passphrase gives another key.

    Returns None when none was kept.
    """
    folder = _wrapped_folder()
    content = _content(folder / f"{salt.hex()}{_WRAPPED}") if folder else b""
    if len(content) != _NONCE_BYTES + KEY_BYTES:
        return None
    nonce, wrapped = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
    return _xor(wrapped, _pad(passphrase, nonce))


def keep_wrapped(salt: bytes, key: bytes, passphrase: str) -> None:
    """Keep a key so that only its passphrase brings it back."""
    folder = _wrapped_folder()
    if folder is not None:
        nonce = os.urandom(_NONCE_BYTES)  # never used again: each writing has a pad of its own
        content = nonce + _xor(key, _pad(passphrase, nonce))
        _write(folder / f"{salt.hex()}{_WRAPPED}", content)


def drop_kept_keys() -> None:
    """Remove all keys that are kept."""
    for folder in {_session_folder(), _wrapped_folder()} - {None}:
        if folder is not None and folder.is_dir():
            for path in folder.iterdir():
                path.unlink(missing_ok=True)


def _pad(passphrase: str, nonce: bytes) -> bytes:
    import hashlib

    return hashlib.scrypt(passphrase.encode(), salt=nonce, n=_COST, r=_BLOCK, p=1, dklen=KEY_BYTES)


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _write(path: Path, content: bytes) -> None:
    from netkit.support.atomic_files import write_atomic

    with suppress(StoreError):  # it is only slower without
        write_atomic(path, content)


def _session_folder() -> Path | None:
    """Return the folder of keys until logout; only one that nobody else can read."""
    return next((path / "netkit" / "keys" for path in _runtimes() if _is_private(path)), None)


def _wrapped_folder() -> Path | None:
    """Return the folder of wrapped keys: that of the session, or one of the user's in memory."""
    session = _session_folder()
    if session is not None or _RUNTIME in os.environ or not os.path.isdir(_SHARED_MEMORY):
        return session
    own = Path(_SHARED_MEMORY) / f"netkit-{os.getuid()}"
    with suppress(OSError):  # it is there, or cannot be made
        own.mkdir(mode=0o700)
    return own / "keys" if _is_private(own) else None


def _runtimes() -> Iterator[Path]:
    """Yield the folders that a session may have; the variable decides alone where it is set."""
    if os.name == "nt":
        return
    named = os.environ.get(_RUNTIME)
    if named is None:
        yield Path(_RUN.format(uid=os.getuid()))
    elif named:
        yield Path(named)


def _is_private(folder: Path) -> bool:
    """Return True for a real folder of the user's that nobody else can enter."""
    try:
        facts = os.lstat(folder)
    except OSError:
        return False
    own = stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid()
    return own and not facts.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
