"""The one file that holds schedules and run history, and the locks around it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from netkit.errors import StoreBusyError, StoreError
from netkit.model.frozen import dataclass
from netkit.support.atomic_files import make_private_folder, sweep, unwritable, write_atomic

from .ledger import Ledger, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Book:
    """Schedules kept in ``folder/schedules.json``, for the user alone (0600).

    Parameters
    ----------
    folder
        A folder of its own inside the platform's user data folder; made when first written to.
    """

    folder: Path

    @property
    def path(self) -> Path:
        """The file that holds the schedules."""
        return self.folder / "schedules.json"

    def read(self) -> Ledger:
        """Return all schedules and runs; an absent file is an empty ledger."""
        try:
            return from_json(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return Ledger()
        except OSError as error:
            raise StoreError(f"{self.path} cannot be read: {error.strerror}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(
                f"{self.path} is damaged ({error}); move it away and add your schedules again"
            ) from error

    def change(self, step: Callable[[Ledger], Ledger]) -> Ledger:
        """Replace the ledger by ``step(ledger)``; two commands at once do not lose a change."""
        with locked(self.folder / "schedules.lock", _PATIENCE_SECONDS, str(self.path)):
            sweep(self.folder, self.path.name)
            new = step(self.read())
            write_atomic(self.path, to_json(new).encode())
        return new


@contextmanager
def locked(path: Path, patience: float, what: str) -> Iterator[None]:
    """Hold a lock file that the system releases however its holder ends.

    The operating system drops the lock with the process (flock, LockFile), so a file left by
    a killed run is no obstacle to the next one.

    Parameters
    ----------
    patience
        Seconds to wait for another holder.
    what
        Names the locked thing in the error.

    Raises
    ------
    StoreBusyError
        When another process still holds the lock after that time.
    """
    try:
        make_private_folder(path.parent)
        lock = FileLock(os.fspath(path), timeout=patience, mode=0o600)
        lock.acquire()
    except Timeout as error:
        raise StoreBusyError(f"{what} is in use by another netkit; try again later") from error
    except OSError as error:
        raise StoreError(unwritable(path, error)) from error
    try:
        yield
    finally:
        lock.release()
