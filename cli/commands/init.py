"""`netkit init`."""

from __future__ import annotations

import click

from ..output import say
from ..session import Session, common, pass_session


@click.command("init")
@click.option("--me", required=True, help="Your name.")
@click.option("--email", multiple=True, help="An address of yours; may be repeated.")
@click.option("--linkedin", help="Your LinkedIn profile.")
@common
@pass_session
def command(session: Session, me: str, email: tuple[str, ...], linkedin: str | None) -> None:
    """Make a network and say whose it is."""
    with session.open(create=True) as workspace:
        change = workspace.set_owner(me, email=email, linkedin=linkedin or "")
    say(f"{change.text}; 'netkit import FILE' fills it")
