"""The job of forgetting somebody, kept beside the network until nothing is left of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from netkit.errors import StoreError
from netkit.model.frozen import dataclass
from netkit.model.people import PersonId
from netkit.store.sqlite.cipher import encrypted_bytes, key_of, read_bytes
from netkit.support.atomic_files import settle, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ForgettingJob", "job_path", "pending_job", "remove_job", "write_job"]

_ENDING = ".forgetting"


@dataclass(frozen=True, slots=True)
class ForgettingJob:
    """A job says who is to be forgotten.

    person : their id. names : what they are and were called. keys : of their handles,
    "email:ann@example.org". salt : for the hashes that stay.
    """

    person: PersonId
    names: tuple[str, ...]
    keys: tuple[str, ...]
    salt: bytes


def job_path(network: Path) -> Path:
    """Return the path of a network's unfinished job."""
    network = network.resolve()
    return network.with_name(network.name + _ENDING)


def write_job(network: Path, job: ForgettingJob) -> None:
    """Write the job down, for the user alone: a kill from now on only delays it."""
    value = {
        "person": job.person,
        "names": list(job.names),
        "keys": list(job.keys),
        "salt": job.salt.hex(),
    }
    data = json.dumps(value, ensure_ascii=False).encode()
    key = key_of(network)
    write_atomic(job_path(network), encrypted_bytes(data, key) if key else data)


def pending_job(network: Path) -> ForgettingJob | None:
    """Return the job that was not finished; None when there is none.

    Raises
    ------
    StoreError
        It cannot be read.
    """
    path = job_path(network)
    try:
        value = json.loads(read_bytes(path))
        return ForgettingJob(
            PersonId(value["person"]),
            tuple(value["names"]),
            tuple(value["keys"]),
            bytes.fromhex(value["salt"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path} is damaged; delete it, and run 'netkit people forget' again"
        ) from error


def remove_job(network: Path) -> None:
    """Remove a finished job."""
    job_path(network).unlink(missing_ok=True)
    settle(network.resolve().parent)
