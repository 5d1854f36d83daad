"""`netkit config`."""

from __future__ import annotations

import click

from netkit.errors import UsageError

from ..output import say
from ..session import Session, common, pass_session

#: What can be set, and what it is for.
KNOWN = {
    "region": "your country, for phone numbers without a country code: two letters, as in DE",
    "time-zone": "your time zone, as in Europe/Berlin",
}


@click.command("config")
@click.argument("name", required=False)
@click.argument("value", required=False)
@common
@pass_session
def command(session: Session, name: str | None, value: str | None) -> None:
    """Show or set what netkit keeps for you."""
    if name is not None and name not in KNOWN:
        raise UsageError(f"there is no setting “{name}”; there are: {', '.join(KNOWN)}")
    store = session.workspace.store
    if name is not None and value is not None:
        store.set_setting(f"config {name}", _checked(name, value))
    for known, meaning in KNOWN.items():
        if name in (None, known):
            say(f"{known:<10} {store.setting(f'config {known}') or '–':<14} {meaning}")


def _checked(name: str, value: str) -> str:
    if name == "region":
        if len(value) != 2 or not value.isalpha():
            raise UsageError(f"“{value}” is no country of two letters, such as DE")
        return value.upper()
    from zoneinfo import available_timezones

    if value not in available_timezones():
        raise UsageError(f"“{value}” is no time zone, such as Europe/Berlin")
    return value
