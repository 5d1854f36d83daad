"""The clock: the present moment, as every surface reads it."""

from __future__ import annotations

import os
from datetime import UTC, datetime

__all__ = ["present_moment"]


def present_moment() -> datetime:
    """Return the present, to the second; NETKIT_NOW stands in where a run must be repeatable."""
    fixed = os.environ.get("NETKIT_NOW")
    if not fixed:
        return datetime.now(UTC).replace(microsecond=0)
    when = datetime.fromisoformat(fixed)
    return when if when.tzinfo else when.replace(tzinfo=UTC)
