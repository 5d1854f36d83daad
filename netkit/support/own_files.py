"""Where netkit keeps a user's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["default_network"]


def default_network() -> Path:
    """Return the file that is used when none is named: the user's own network."""
    from platformdirs import user_data_path

    return user_data_path("netkit", appauthor=False) / "me.netkit"
