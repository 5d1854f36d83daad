"""Events become ties, and ties a network: arrays with an index, to and from NetworkX."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.ties.network import Network

__all__ = ["Network"]


def __getattr__(name: str) -> object:
    """Import the network only when asked for: everyday commands need only the formulas."""
    if name == "Network":
        from netkit.ties.network import Network

        return Network
    raise AttributeError(f"module 'netkit.ties' has no attribute {name!r}")
