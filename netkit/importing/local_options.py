"""The time zone of an import: the one that is named, or the machine's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import UsageError

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = ["machine_zone_name", "zone_named"]

_UTC_NAMES = frozenset({"UTC", "UCT", "Universal", "Zulu"})


def machine_zone_name() -> str:
    """Return the name of this machine's time zone; "" on UTC, or where it has no name."""
    from tzlocal import get_localzone_name

    try:
        name = get_localzone_name() or ""
    except (ValueError, OSError, LookupError):
        return ""
    return "" if name.removeprefix("Etc/") in _UTC_NAMES else name


def zone_named(name: str) -> tzinfo:
    """Return the zone of that name; without one the machine's.

    Raises
    ------
    UsageError
        There is no such zone.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        if name:
            return ZoneInfo(name)
        from tzlocal import get_localzone

        return get_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        unknown = f"“{name}” is no time zone, such as Europe/Berlin; say --time-zone"
        raise UsageError(unknown) from error
