"""Find files and folders of a network that other users of the machine can read, and close them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from netkit.errors import StoreError

__all__ = ["close_to_others", "open_to_others"]

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def open_to_others(network: Path) -> list[Path]:
    """Return what others can read or write: the network, what stands beside it, its folder.

    Empty on Windows, whose user folders are private without these bits.
    """
    if os.name == "nt":
        return []
    network = network.resolve()
    beside = sorted(path for path in network.parent.iterdir() if _belongs(path, network))
    return [path for path in (*beside, network.parent) if _is_open(path)]


def close_to_others(paths: list[Path]) -> list[Path]:
    """Take the rights of others away; return what stays open, as it is shared or not the user's.

    Raises
    ------
    StoreError
        The system refuses it.
    """
    shared = [path for path in paths if _is_shared(path)]
    for path in paths:
        if path in shared:
            continue
        try:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}") from error
    return shared


def _belongs(path: Path, network: Path) -> bool:
    name = path.name.removeprefix(".")
    return (name == network.name or name.startswith((f"{network.name}.", f"{network.name}-"))) and (
        path.is_file() and not path.is_symlink()
    )


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & _OTHERS)


def _is_shared(path: Path) -> bool:
    """Return True for a folder that many use, as /tmp, and for what belongs to another user."""
    facts = path.stat()
    owned = facts.st_uid == os.getuid()
    folder = path.is_dir() and bool(facts.st_mode & stat.S_ISVTX)
    return not owned or folder or path == Path.home()
