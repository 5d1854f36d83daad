"""Where netkit keeps a user's own files; imports `platformdirs` only when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["default_network", "meaning_model", "schedule_folder", "template_folder"]


def default_network() -> Path:
    """Return the file that is used when none is named: the user's own network."""
    return _data_folder() / "me.netkit"


def schedule_folder() -> Path:
    """Return where schedules, waiting and delivered reports are kept unless said otherwise."""
    return _data_folder() / "schedule"


def meaning_model() -> Path:
    """Return where the model lies that `netkit meaning --model` was given."""
    return _data_folder() / "meaning" / "model.jar"


def template_folder() -> Path:
    """Return where the user's own templates of letters stand."""
    from platformdirs import user_config_path

    return user_config_path("netkit", appauthor=False) / "templates"


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("netkit", appauthor=False)
