"""Records the preferences of `netkit config`: the country and the clock of the owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from netkit.errors import UsageError
from netkit.store.derive import ZONE_SETTING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netkit.store.port import Store

__all__ = ["PREFERENCES", "Preference", "keep_time_zone", "preferences", "set_preference"]

Preference = Literal["region", "time-zone"]
#: The meaning of each.
PREFERENCES: Mapping[Preference, str] = {
    "region": "your country, for phone numbers without a country code: two letters, as in DE",
    "time-zone": "your time zone, as in Europe/Berlin",
}


def preferences(store: Store) -> dict[Preference, str]:
    """Return the preferences, empty where none is set."""
    return {name: store.setting(f"config {name}") or "" for name in get_args(Preference)}


def set_preference(store: Store, name: str, value: str) -> None:
    """Record a preference.

    Raises
    ------
    UsageError
        There is no such preference, or it cannot have this value.
    """
    if name == "region":
        if len(value) != 2 or not value.isalpha():
            raise UsageError(f"“{value}” is no country of two letters, such as DE")
        value = value.upper()
    elif name == "time-zone":
        from zoneinfo import available_timezones

        if value not in available_timezones():
            raise UsageError(f"“{value}” is no time zone, such as Europe/Berlin")
    else:
        raise UsageError(f"there is no setting “{name}”; there are: {', '.join(PREFERENCES)}")
    store.set_setting(f"config {name}", value)
    if name == "time-zone":
        store.rederive()  # contact-days are days on these clocks


def keep_time_zone(store: Store) -> None:
    """Record this machine's time zone in a new network, so that its days mean the same elsewhere.

    A machine that does not tell its zone's name, or is on UTC, leaves the days of UTC.
    """
    from contextlib import suppress

    from netkit.errors import ReadOnlyError
    from netkit.importing.local_options import machine_zone_name

    if store.setting(ZONE_SETTING) or store.batches():
        return
    if name := machine_zone_name():
        with suppress(ReadOnlyError):
            store.set_setting(ZONE_SETTING, name)
