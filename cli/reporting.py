"""Make the reports a schedule needs: from the network it names, remembered in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.schedule.schedules import Reporter

__all__ = ["reporter"]


def reporter() -> Reporter:
    """Return the maker of reports."""
    from netkit.schedule.reporter import NetworkReporter

    return NetworkReporter()
