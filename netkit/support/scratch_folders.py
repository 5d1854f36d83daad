"""Private folders for copies that are looked at and thrown away."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.support.atomic_files import STALE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SCRATCH", "scratch_folder", "sweep_scratch", "temporary_folder"]

SCRATCH = "netkit-scratch-"
"""Beginning of their names, in the system's folder for temporary files."""


_VARIABLES = ("TMPDIR", "TEMP", "TMP")
_SYSTEM_FOLDERS = ("/tmp", "/var/tmp")  # noqa: S108 — folders of 0700 are made in them


def temporary_folder() -> Path:
    """Return the system's folder for temporary files.

    `tempfile` looks for it by writing a file there, which a kill would leave behind: netkit looks
    first, in the same places.
    """
    if tempfile.tempdir is None and os.name != "nt":
        named = (os.environ.get(name) for name in _VARIABLES)
        candidates = (os.path.abspath(path) for path in (*named, *_SYSTEM_FOLDERS) if path)
        usable = (path for path in candidates if os.access(path, os.W_OK | os.X_OK))
        tempfile.tempdir = next(filter(os.path.isdir, usable), None)
    return Path(tempfile.gettempdir())


def sweep_scratch() -> None:
    """Remove the folders of killed runs; one that is at work is left alone."""
    oldest = time.time() - STALE_SECONDS
    for leftover in temporary_folder().glob(f"{SCRATCH}*"):
        with suppress(OSError):  # somebody else's, or gone already
            if leftover.stat().st_mtime < oldest:
                shutil.rmtree(leftover)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder for the user alone, which is removed afterwards."""
    sweep_scratch()
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
        yield Path(folder)
