"""The analyses under their earlier names; each lives in `netkit.answers`.

``from netkit.analysis import introductions, reciprocity, weakening`` goes on working.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from netkit.answers import reciprocity, weakening
    from netkit.answers.introduce import introductions

__all__ = ["introductions", "reciprocity", "weakening"]

_MODULES = {
    "introductions": "netkit.answers.introduce.introductions",
    "reciprocity": "netkit.answers.reciprocity",
    "weakening": "netkit.answers.weakening",
}


if not TYPE_CHECKING:  # a checker knows the names above, and finds those that are none

    def __getattr__(name: str) -> ModuleType:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(_MODULES[name])


def __dir__() -> list[str]:
    return sorted(__all__)
