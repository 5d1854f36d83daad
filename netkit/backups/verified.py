"""Write, verify and rehearse backups: a backup is one only when it has been read back."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from netkit.errors import BadInputError, UsageError
from netkit.model.frozen import replace
from netkit.support.atomic_files import sweep_stale
from netkit.support.scratch_folders import scratch_folder, sweep_scratch

from .age_files import decrypted, write_encrypted
from .seal import Seal, checksum, read_seal, seal_of, seal_path, write_seal

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from netkit.store.port import Store

    from .age_files import Readers

__all__ = ["back_up", "rehearse", "restore_sealed", "verify", "verify_bytes"]


def back_up(store: Store, target: Path, made_at: datetime, readers: Readers | None = None) -> Seal:
    """Write a complete copy of a network to `target`, read it back, and seal it.

    Parameters
    ----------
    readers : encrypt it, so that only they can read it.

    Raises
    ------
    UsageError
        There is a file at `target`.
    StoreError
        The network is damaged, or the disk is full; nothing was written.
    """
    sweep_scratch()  # a killed run may have left a copy; this one may end before it makes its own
    for path in (target, seal_path(target)):
        sweep_stale(path)
    if readers is not None:
        return _back_up_encrypted(store, target, made_at, readers)
    store.backup(target)
    try:
        seal = _read_back(target, made_at)
        write_seal(target, seal)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return seal


def _back_up_encrypted(store: Store, target: Path, made_at: datetime, readers: Readers) -> Seal:
    if target.exists() or target.is_symlink():
        raise UsageError(f"{target} is there already; choose another name")
    with scratch_folder() as folder:
        clear = folder / "backup"
        store.backup(clear)
        seal = _read_back(clear, made_at)
        write_encrypted(clear, target, readers)
    try:
        sealed = replace(seal, sha256=checksum(target))
        write_seal(target, sealed)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return sealed


def verify(backup: Path, identity: Path | None = None) -> Seal:
    """Compare a backup with its seal, byte for byte and in what it says; return the seal.

    Parameters
    ----------
    identity : the file of secret keys that opens an encrypted one.

    Raises
    ------
    BadInputError
        It is damaged, no backup, without a seal, or not what was written.
    """
    seal = verify_bytes(backup)
    with decrypted(backup, identity) as clear:
        content = _read_back(clear, seal.made_at)
    if replace(content, sha256=seal.sha256) != seal:
        raise BadInputError(f"{backup} says something else than its seal")
    return seal


def verify_bytes(backup: Path) -> Seal:
    """Compare the bytes of a backup with its seal, which takes no secret key; return the seal.

    Raises
    ------
    BadInputError
        It has changed since it was written, is no file, or has no seal.
    """
    _refuse_no_file(backup)
    seal = read_seal(backup)
    if seal is None:
        raise BadInputError(
            f"{backup} has no seal ({seal_path(backup).name}) to compare it with;"
            f" 'netkit restore --rehearse {backup}' reads it all the same"
        )
    _refuse_changed(backup, seal)
    return seal


def restore_sealed(
    backup: Path, target: Path, *, aside: Path | None, identity: Path | None = None
) -> Path | None:
    """Restore a backup, unless it has changed since it was sealed; see `restore`.

    Raises
    ------
    BadInputError
        It is not what was written, or no sound backup; nothing was changed.
    """
    from netkit.store.sqlite.restoring import restore

    _refuse_no_file(backup)
    seal = read_seal(backup)
    if seal is not None:
        _refuse_changed(backup, seal)
    with decrypted(backup, identity) as clear:
        return restore(clear, target, aside=aside)


def _refuse_no_file(backup: Path) -> None:
    if backup.is_dir():
        raise BadInputError(f"{backup} is a folder, no backup; nothing was changed")
    if not backup.is_file():
        raise BadInputError(f"there is no file {backup}")


def _refuse_changed(backup: Path, seal: Seal) -> None:
    if checksum(backup) != seal.sha256:
        raise BadInputError(
            f"{backup} is not what was written: its bytes have changed since it was sealed;"
            f" if you have no other, remove {seal_path(backup).name} and try again"
        )


def rehearse(backup: Path, identity: Path | None = None) -> Seal:
    """Restore a backup into an empty folder, check it there, and return what came back.

    Raises
    ------
    BadInputError
        It cannot be restored, or came back with other content than its seal names.
    """
    from netkit.store.sqlite.restoring import restore

    _refuse_no_file(backup)
    with (
        scratch_folder() as folder,
        decrypted(backup, identity) as clear,
    ):
        target = folder / "rehearsal.netkit"
        restore(clear, target, aside=None)
        with closing(_opened(target)) as content:
            problems = content.check()
            newest = max((batch.at for batch in content.batches()), default=None)
            came_back = seal_of(backup, content, newest)
    seal = read_seal(backup)
    if problems or (seal is not None and came_back.digest != seal.digest):
        reason = problems[0] if problems else "it has other content than was written"
        raise BadInputError(f"{backup} would not come back whole: {reason}")
    return came_back


def _read_back(backup: Path, made_at: datetime | None) -> Seal:
    """Return the seal of what can be read from a backup, in a copy: it is not written to."""
    from netkit.store.sqlite.restoring import checked_copy

    with (
        scratch_folder() as folder,
        checked_copy(backup, folder) as copy,
        closing(_opened(copy)) as content,
    ):
        return seal_of(backup, content, made_at)


def _opened(file: Path) -> Store:
    from netkit.store.sqlite import SqliteStore

    return SqliteStore(file, create=False)
