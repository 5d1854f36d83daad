"""The seal of a backup: the checksum of its bytes and the digest of what it says, beside it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.model.frozen import dataclass
from netkit.support.atomic_files import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store

__all__ = ["ENDING", "Seal", "checksum", "read_seal", "seal_of", "seal_path", "write_seal"]

#: What the seal's file name has more than the backup's.
ENDING = ".seal"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal holds what a backup was when it was written.

    sha256 : checksum of the file's bytes.
    digest : hash of all that the network says, the same in every engine.
    people, interactions : how many it holds.
    made_at : when, with its time zone; None where nothing says so.
    """

    sha256: str
    digest: str
    people: int
    interactions: int
    made_at: datetime | None


def seal_path(backup: Path) -> Path:
    """Return the path of a backup's seal."""
    return backup.with_name(backup.name + ENDING)


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    whole = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            whole.update(block)
    return whole.hexdigest()


def seal_of(backup: Path, content: Store, made_at: datetime | None) -> Seal:
    """Return the seal of a backup, given its content opened as a network."""
    counts = content.counts()
    return Seal(checksum(backup), content.digest(), counts.people, counts.interactions, made_at)


def write_seal(backup: Path, seal: Seal) -> None:
    """Write the seal beside its backup, for the user alone."""
    value = {
        "sha256": seal.sha256,
        "digest": seal.digest,
        "people": seal.people,
        "interactions": seal.interactions,
        "made_at": seal.made_at.isoformat() if seal.made_at else None,
    }
    write_atomic(seal_path(backup), f"{json.dumps(value, indent=2)}\n".encode())


def read_seal(backup: Path) -> Seal | None:
    """Read the seal of a backup; None when there is none.

    Raises
    ------
    BadInputError
        The seal cannot be read.
    """
    path = seal_path(backup)
    try:
        value = json.loads(path.read_bytes())
        return Seal(
            str(value["sha256"]),
            str(value["digest"]),
            int(value["people"]),
            int(value["interactions"]),
            datetime.fromisoformat(value["made_at"]) if value["made_at"] else None,
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInputError(f"{path} is no seal of a backup; it is damaged") from error
