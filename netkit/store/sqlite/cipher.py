"""Open SQLite files, plain and encrypted: the one door through which connections are made.

An encrypted network is a SQLCipher 4 file whose salt, the first bytes of such a file, begins with
a mark of netkit's: so it is told from a damaged file. Python's SQLite and SQLCipher's must not
have one file open in the same process, since a system drops the locks of both when one closes it:
a file that is known to be encrypted is opened by SQLCipher alone.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from netkit.errors import MissingExtraError, StoreError
from netkit.model.frozen import dataclass
from netkit.store.sqlite.identity import APPLICATION_ID
from netkit.support.passphrases import (
    WrongPassphraseError,
    derived_key,
    find_key,
    remember_derived,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "FileKey", "cipher_library", "connect", "connect_keyed", "encrypted_bytes", "errors_called",
    "file_mark", "is_encrypted", "key_of", "make_encrypted", "new_key", "read_bytes",
]  # fmt: skip

_MARK = b"netkitEn"
_SALT_BYTES = 16
#: By file and place: the system gives the number of a deleted file to another.
_salts: dict[tuple[int, int, str], bytes] = {}


@dataclass(frozen=True, slots=True)
class FileKey:
    """The key of a file, with the salt that stands at its beginning."""

    salt: bytes
    key: bytes

    @property
    def text(self) -> str:
        """The key as SQLCipher takes it; nothing but hexadecimal digits and quotes."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"


def file_mark() -> bytes:
    """Return a salt for a new file: its first bytes, by which an encrypted one is known."""
    return _MARK + os.urandom(_SALT_BYTES - len(_MARK))


def new_key(passphrase: str) -> FileKey:
    """Return a key for a new file, with a salt of its own."""
    salt = file_mark()
    key = derived_key(passphrase, salt)
    remember_derived(salt, key, passphrase)
    return FileKey(salt, key)


def cipher_library() -> Any:
    """Return SQLCipher's module.

    Raises
    ------
    MissingExtraError
        It is not installed.
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise MissingExtraError("sqlcipher3", "encryption") from error
    return dbapi2


def connect(path: str | Path, *, uri: str = "", **options: Any) -> sqlite3.Connection:
    """Open a file that is there, by its key if it is encrypted.

    Parameters
    ----------
    uri : the address to open it by, as "file:net?mode=ro".

    Raises
    ------
    WrongPassphraseError
        It is encrypted, and there is no passphrase, or not the right one.
    sqlite3.Error
        It cannot be opened, or is damaged.
    """
    if uri:
        options["uri"] = True
    if os.path.exists(path) and _identity(path) in _salts:
        with suppress(WrongPassphraseError):
            keyed = connect_keyed(uri or path, _found_key(path), **options)
            if _refusal(keyed) is None:
                return keyed
        _salts.pop(_identity(path))  # another file has taken its place on the disk
    connection: sqlite3.Connection = sqlite3.connect(uri or path, **options)
    refusal = _refusal(connection)
    if refusal is None:
        return connection
    if not is_encrypted(path):
        raise refusal
    return connect_keyed(uri or path, _found_key(path), **options)


def _refusal(connection: sqlite3.Connection) -> sqlite3.Error | None:
    """Return why a connection cannot read its file, which is then closed; None when it can."""
    try:
        connection.execute("PRAGMA schema_version")
    except errors_called("DatabaseError") as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
            return error
        raise
    except BaseException:
        connection.close()
        raise
    return None


def connect_keyed(database: str | Path, key: FileKey | None, **options: Any) -> sqlite3.Connection:
    """Open a file by a key, or make it so; None: a plain one."""
    connection: sqlite3.Connection
    if key is None:
        connection = sqlite3.connect(database, **options)
        return connection
    connection = cipher_library().connect(os.fspath(database), **options)
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr
    connection.execute(f'PRAGMA key = "{key.text}"')
    return connection


def is_encrypted(path: str | Path) -> bool:
    """Return True for an encrypted network; nothing may have it open by Python's SQLite."""
    with open(path, "rb") as file:
        salt = file.read(_SALT_BYTES)
    if not salt.startswith(_MARK):
        return False
    _salts[_identity(path)] = salt
    return True


def make_encrypted(path: str | Path, key: FileKey) -> None:
    """Make an empty file, readable by the user alone, that will be encrypted."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = connect_keyed(path, key)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()


def encrypted_bytes(data: bytes, key: FileKey) -> bytes:
    """Return a text as an encrypted file holds it; `read_bytes` reads that."""
    from netkit.support.scratch_folders import scratch_folder

    with scratch_folder() as folder:
        path = folder / "content"
        connection = connect_keyed(path, key, isolation_level=None)
        connection.execute("CREATE TABLE content (data BLOB NOT NULL) STRICT")
        connection.execute("INSERT INTO content VALUES (?)", (data,))
        connection.close()
        return path.read_bytes()


def read_bytes(path: Path, key: bytes | None = None) -> bytes:
    """Return the content of a file that may be encrypted by `encrypted_bytes`.

    Parameters
    ----------
    key : of the file; by default it is that of a passphrase.

    Raises
    ------
    OSError
        It is not there.
    StoreError
        It is damaged, or the key or passphrase is another.
    """
    data = path.read_bytes()
    if not is_encrypted(path):
        return data
    try:
        given = FileKey(data[:_SALT_BYTES], key) if key else None
        with closing(connect_keyed(path, given) if given else connect(path)) as connection:
            [[content]] = connection.execute("SELECT data FROM content").fetchall()
    except errors_called("Error") as error:
        raise StoreError(f"{path} is damaged; delete it") from error
    return bytes(content)


def key_of(path: str | Path) -> FileKey | None:
    """Return the key of a file that was opened by `connect`; None when it is plain."""
    salt = _salts.get(_identity(path)) if os.path.exists(path) else None
    return _found_key(path) if salt else None


def errors_called(*names: str) -> tuple[type[sqlite3.Error], ...]:
    """Return SQLite's exceptions of these names, and SQLCipher's where it is in use."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    libraries = [sqlite3, cipher] if cipher else [sqlite3]
    return tuple(getattr(library, name) for library in libraries for name in names)


def _found_key(path: str | Path) -> FileKey:
    cipher_library()
    salt = _salts[_identity(path)]

    def opens(key: bytes) -> bool:
        connection = connect_keyed(path, FileKey(salt, key))
        refusal = _refusal(connection)
        connection.close()
        return refusal is None

    return FileKey(salt, find_key(salt, os.fspath(path), opens))


def _identity(path: str | Path) -> tuple[int, int, str]:
    facts = os.stat(path)
    return facts.st_dev, facts.st_ino, os.path.realpath(path)
