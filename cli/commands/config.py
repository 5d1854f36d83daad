"""`netkit config`."""

from __future__ import annotations

import click

from netkit.recording.preferences import PREFERENCES

from ..output import say
from ..session import Session, common, pass_session


@click.command("config")
@click.argument("name", required=False, type=click.Choice([*PREFERENCES]))
@click.argument("value", required=False)
@common
@pass_session
def command(session: Session, name: str | None, value: str | None) -> None:
    """Show or set what netkit keeps for you."""
    if name is not None and value is not None:
        session.workspace.set_preference(name, value)
    for preference, current in session.workspace.preferences().items():
        if name in (None, preference):
            say(f"{preference:<10} {current or '–':<14} {PREFERENCES[preference]}")
