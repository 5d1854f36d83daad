"""netkit: the people you know as a graph, and who you could introduce to whom.

>>> import netkit
>>> with netkit.open("me.netkit") as network:  # doctest: +SKIP
...     network.import_file("Complete_LinkedInDataExport.zip")
...     network.introduce("Ann Lee").to_frame()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netkit.answers.results import Reason, Results
    from netkit.errors import (
        AmbiguousNameError,
        BadInputError,
        NetkitError,
        NothingFoundError,
        StoreError,
        UsageError,
    )
    from netkit.examples.demo_network import demo
    from netkit.ties.network import Network
    from netkit.workspace import Workspace, open_workspace
    from netkit.workspace.opening import open_network as open

__version__: str

#: Public name → module and name there; imported when it is asked for: `import netkit` stays quick.
_PUBLIC = {
    "AmbiguousNameError": "netkit.errors",
    "BadInputError": "netkit.errors",
    "NetkitError": "netkit.errors",
    "Network": "netkit.ties.network",
    "NothingFoundError": "netkit.errors",
    "Reason": "netkit.answers.results",
    "Results": "netkit.answers.results",
    "StoreError": "netkit.errors",
    "UsageError": "netkit.errors",
    "Workspace": "netkit.workspace",
    "demo": "netkit.examples.demo_network",
    "open": "netkit.workspace.opening:open_network",
    "open_workspace": "netkit.workspace",
}

__all__ = [
    "AmbiguousNameError",
    "BadInputError",
    "NetkitError",
    "Network",
    "NothingFoundError",
    "Reason",
    "Results",
    "StoreError",
    "UsageError",
    "Workspace",
    "__version__",
    "demo",
    "open",
    "open_workspace",
]


if not TYPE_CHECKING:  # a checker knows the names above, and finds those that are none

    def __getattr__(name: str) -> Any:
        if name == "__version__":
            from importlib.metadata import version

            return version("netkit-people")
        if name not in _PUBLIC:
            raise AttributeError(f"module 'netkit' has no attribute {name!r}")
        module, _, there = _PUBLIC[name].partition(":")
        value = globals()[name] = getattr(import_module(module), there or name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
