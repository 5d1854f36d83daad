"""netkit: the people you know as a graph, and who you could introduce to whom.

>>> import netkit
>>> with netkit.open_workspace("me.netkit") as workspace:  # doctest: +SKIP
...     workspace.import_file("Complete_LinkedInDataExport.zip")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.workspace import Workspace, open_workspace

__all__ = ["Workspace", "open_workspace"]


def __getattr__(name: str) -> object:
    """Import the workspace only when it is asked for, so that `import netkit` stays quick."""
    if name in __all__:
        from . import workspace

        return getattr(workspace, name)
    raise AttributeError(f"module 'netkit' has no attribute {name!r}")
