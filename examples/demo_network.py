"""An invented network to try things on, from Python."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .demo import make_demo

if TYPE_CHECKING:
    from netkit.workspace import Workspace

__all__ = ["demo"]


def demo(folder: str | Path | None = None, *, people: int = 1200) -> Workspace:
    """Open an invented network: people, messages, needs, favours and introductions.

    Parameters
    ----------
    folder : where its file is kept, made on the first call and opened again on later ones; by
        default a folder that goes when Python ends.
    people : how many people to invent, at least 100.

    >>> import netkit
    >>> with netkit.demo() as network:  # doctest: +SKIP
    ...     network.fading().to_frame()
    """
    from netkit.support.atomic_files import make_private_folder
    from netkit.workspace.opening import open_network

    place = Path(folder) if folder is not None else Path(tempfile.mkdtemp(prefix="netkit-demo-"))
    if folder is None:
        atexit.register(shutil.rmtree, place, ignore_errors=True)
    make_private_folder(place)
    file = place / "demo.netkit"
    made = file.exists()
    workspace = open_network(file, create=True)
    if not made:
        make_demo(workspace, place, people=people, messages=5 * people)
    return workspace
