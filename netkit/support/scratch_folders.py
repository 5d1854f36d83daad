"""Private folders for copies that are looked at and thrown away."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.support.atomic_files import STALE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SCRATCH", "scratch_folder", "sweep_scratch"]

SCRATCH = "netkit-scratch-"
"""Beginning of their names, in the system's folder for temporary files."""


def sweep_scratch() -> None:
    """Remove the folders of killed runs; one that is at work is left alone."""
    oldest = time.time() - STALE_SECONDS
    for leftover in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        with suppress(OSError):  # somebody else's, or gone already
            if leftover.stat().st_mtime < oldest:
                shutil.rmtree(leftover)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder for the user alone, which is removed afterwards."""
    sweep_scratch()
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
        yield Path(folder)
