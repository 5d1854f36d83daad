"""Read the address of a server: refuse what is no address without repeating its password."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from netkit.errors import UsageError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

__all__ = ["is_this_machine", "split_address"]


def split_address(url: str, example: str) -> SplitResult:
    """Split an address with a host, a port that is a number, and no password.

    Parameters
    ----------
    url : as typed, "neo4j://host:7687/database".
    example : a right one, shown when this one is not.

    Raises
    ------
    UsageError
        It cannot be read. The message never holds what was typed: it may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        trouble = (
            "port is not a number below 65536" if "ort" in str(error) else "host cannot be read"
        )
        raise UsageError(f"the {trouble} in the address; write it as in {example}") from error
    if not parts.hostname or port == 0:
        raise UsageError(f"the address names no server; write it as in {example}")
    return parts


def is_this_machine(host: str) -> bool:
    """Return True for a host that is this machine by its own name: nothing leaves it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
