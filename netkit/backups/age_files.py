"""Encrypt files for others to keep, and read them again, as age does (age-encryption.org).

Backups and exports leave the machine: age encrypts them to the public key of whoever may read them
("age1…", or an SSH key), or with a passphrase. Any program that reads age's files opens them.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.errors import BadInputError, MissingExtraError, StoreError, UsageError
from netkit.model.frozen import dataclass
from netkit.support import passphrases
from netkit.support.atomic_files import write_atomic
from netkit.support.scratch_folders import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "VARIABLE",
    "Readers",
    "decrypted",
    "encrypted",
    "is_age_file",
    "lacks_identity",
    "read_readers",
    "write_encrypted",
]

#: Holds the passphrase of backups and exports; else it is asked for on a terminal.
VARIABLE = "NETKIT_BACKUP_PASSPHRASE"
#: Names a file of secret keys, as `age-keygen` writes it, or of a secret SSH key.
IDENTITY = "NETKIT_IDENTITY"
_BEGINS = b"age-encryption.org/v1\n"
_WITH_PASSPHRASE = b"-> scrypt "


@dataclass(frozen=True, slots=True)
class Readers:
    """Readers may open an encrypted file: holders of secret keys, or who knows a passphrase.

    recipients : public keys, "age1…" or "ssh-ed25519 …". passphrase : used when there are none.
    """

    recipients: tuple[str, ...] = ()
    passphrase: str = ""


def _library() -> Any:
    try:
        import pyrage
    except ImportError as error:
        raise MissingExtraError("pyrage", "encryption") from error
    return pyrage


def read_readers(recipients: tuple[str, ...], with_passphrase: bool) -> Readers | None:
    """Return who may read what is written; None when it is not to be encrypted.

    Raises
    ------
    UsageError
        Both are given, a key cannot be read, or there is no passphrase.
    """
    if recipients and with_passphrase:
        raise UsageError("age takes public keys or a passphrase, not both")
    if recipients:
        for text in recipients:
            _public_key(text)
        return Readers(recipients)
    return Readers(passphrase=_new_passphrase()) if with_passphrase else None


def encrypted(data: bytes, readers: Readers) -> bytes:
    """Return data as an age file that only these readers can open."""
    library = _library()
    if readers.recipients:
        content: bytes = library.encrypt(data, [_public_key(text) for text in readers.recipients])
    else:
        content = library.passphrase.encrypt(data, readers.passphrase)
    return content


def write_encrypted(source: Path, target: Path, readers: Readers) -> None:
    """Write an age file of another file, whole or not at all."""
    write_atomic(target, encrypted(source.read_bytes(), readers))


def is_age_file(path: Path) -> bool:
    """Return True for a file that age has encrypted."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_BEGINS)) == _BEGINS


def lacks_identity(path: Path, identity: Path | None) -> bool:
    """Return True for a file that only a secret key opens, where none is named."""
    if identity or os.environ.get(IDENTITY) or not is_age_file(path):
        return False
    with path.open("rb") as file:
        return not file.read(len(_BEGINS) + len(_WITH_PASSPHRASE)).endswith(_WITH_PASSPHRASE)


@contextmanager
def decrypted(path: Path, identity: Path | None = None) -> Iterator[Path]:
    """Give a file in the clear, in a private folder that goes afterwards; a plain one as it is.

    Parameters
    ----------
    identity : a file of secret keys; else NETKIT_IDENTITY names one.

    Raises
    ------
    BadInputError
        No key or passphrase here opens it, or it is damaged.
    """
    if not is_age_file(path):
        yield path
        return
    content = _content(path, identity)
    with scratch_folder() as folder:
        clear = folder / path.name
        write_atomic(clear, content)
        try:
            yield clear
        except (BadInputError, StoreError) as error:  # it speaks of the file that was named
            raise type(error)(str(error).replace(str(clear), str(path))) from error


def _content(path: Path, identity: Path | None) -> bytes:
    library = _library()
    data = path.read_bytes()
    try:
        if data[len(_BEGINS) :].startswith(_WITH_PASSPHRASE):
            content: bytes = library.passphrase.decrypt(data, _passphrase(path))
        else:
            content = library.decrypt(data, _secret_keys(path, identity))
    except library.DecryptError as error:
        raise BadInputError(
            f"{path} cannot be decrypted ({error}): another key or passphrase, or a damaged file"
        ) from error
    return content


def _public_key(text: str) -> Any:
    library = _library()
    kind = library.ssh if text.startswith("ssh-") else library.x25519
    try:
        return kind.Recipient.from_str(text)
    except library.RecipientError as error:
        raise UsageError(
            "--recipient takes a public key of age ('age1…', as 'age-keygen' prints it) or of SSH"
        ) from error


def _secret_keys(path: Path, identity: Path | None) -> list[Any]:
    named = identity or (Path(os.environ[IDENTITY]) if os.environ.get(IDENTITY) else None)
    if named is None:
        raise BadInputError(
            f"{path} is encrypted to a public key: name the file of the secret one with --identity"
            f" (or {IDENTITY})"
        )
    library = _library()
    try:
        content = named.read_bytes()
        if b"PRIVATE KEY-----" in content:
            return [library.ssh.Identity.from_buffer(content)]
        lines = content.decode().split("\n")
        keys = [line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")]
        if keys:
            return [library.x25519.Identity.from_str(key) for key in keys]
    except (OSError, UnicodeDecodeError, library.IdentityError) as error:
        raise BadInputError(f"{named} holds no secret key of age or SSH") from error
    raise BadInputError(f"{named} holds no secret key of age or SSH")


def _passphrase(path: Path) -> str:
    passphrase = os.environ.get(VARIABLE)
    if not passphrase and passphrases.ask is not None:
        passphrase = passphrases.ask(f"Passphrase of {path}")
    if not passphrase:
        raise BadInputError(
            f"{path} is encrypted; its passphrase is asked for on a terminal: elsewhere set"
            f" {VARIABLE}"
        )
    return passphrase


def _new_passphrase() -> str:
    return passphrases.new_passphrase("what is written", variable=VARIABLE)
