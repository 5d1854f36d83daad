"""Forget somebody in the network, in what was set aside, and in reports that netkit keeps."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.answers.people_records import forget as erase
from netkit.errors import NetkitError
from netkit.forgetting.job import ForgettingJob, pending_job, remove_job, write_job
from netkit.forgetting.traces import asides_of, files_that_name, partial_files
from netkit.model.frozen import dataclass
from netkit.store.sqlite.kept_files import files_key
from netkit.support.passphrases import WrongPassphraseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["Forgotten", "finish_forgetting", "forget_person"]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A person was forgotten.

    erased : how many records went. removed : files of netkit's that named them.
    unreached : what still holds them, a line each; the job is tried again while it is not empty.
    """

    erased: int
    removed: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()


def forget_person(view: NetworkView, person: Person, folders: Sequence[Path]) -> Forgotten:
    """Forget a person; what a kill or a reader keeps from being done is done at the next start.

    Parameters
    ----------
    folders : where netkit keeps reports of its own.

    Raises
    ------
    UsageError
        They are the owner.
    """
    names = {person.name, *(claim.value for claim in view.store.claims([person.id])
                            if claim.field in ("name", "nickname"))}  # fmt: skip
    keys = tuple(handle.key for handle in view.store.handles(person.id))
    job = ForgettingJob(person.id, tuple(sorted(names)), keys, os.urandom(16))
    if view.store.engine == "sqlite" and not person.owner:
        write_job(Path(view.store.url), job)
    return _do(view, job, folders)


def finish_forgetting(view: NetworkView, folders: Sequence[Path]) -> Forgotten | None:
    """Finish a job that was cut off; None when there is none."""
    if view.store.engine != "sqlite":
        return None
    job = pending_job(Path(view.store.url))
    return None if job is None else _do(view, job, folders)


def _do(view: NetworkView, job: ForgettingJob, folders: Sequence[Path]) -> Forgotten:
    erased = erase(view, job.person, job.salt)
    unreached = [] if view.store.scrub() else [_READ]
    removed = files_that_name(job, folders, files_key(view.store))
    if view.store.engine == "sqlite":
        network = Path(view.store.url)
        removed += partial_files(network)
        unreached += [line for aside in asides_of(network) if (line := _erase_aside(aside, job))]
    for path in removed:
        path.unlink(missing_ok=True)
    if view.store.engine == "sqlite" and not unreached:
        remove_job(Path(view.store.url))
    return Forgotten(erased, tuple(map(str, removed)), tuple(unreached))


_READ = "the network's journal, which another command is reading; it is emptied at the next start"


def _erase_aside(aside: Path, job: ForgettingJob) -> str:
    """Erase the person from a network that was set aside; return why it could not be."""
    from netkit.store.sqlite import SqliteStore

    try:
        with closing(SqliteStore(aside, create=False)) as store:
            for person in sorted(set(store.people_by_handle(set(job.keys)).values())):
                store.forget(person, job.salt)
            return "" if store.scrub() else f"{aside}, which another program is reading"
    except WrongPassphraseError:
        return f"{aside}, which another passphrase opens: delete it"
    except NetkitError:
        return f"{aside}, which is damaged: delete it"
