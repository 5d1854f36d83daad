"""`netkit init`."""

from __future__ import annotations

import click

from netkit.errors import UsageError
from netkit.model import handles
from netkit.model.people import Claim

from ..output import say
from ..record import TYPED
from ..session import Session, common, pass_session


@click.command("init")
@click.option("--me", required=True, help="Your name.")
@click.option("--email", multiple=True, help="An address of yours; may be repeated.")
@click.option("--linkedin", help="Your LinkedIn profile.")
@common
@pass_session
def command(session: Session, me: str, email: tuple[str, ...], linkedin: str | None) -> None:
    """Make a network and say whose it is."""
    from netkit.store.values import Change

    keys = [handles.linkedin(linkedin)] if linkedin else []
    keys += [handles.email(one) for one in email]
    if None in keys:
        raise UsageError("--email wants an address, --linkedin a profile's address")
    known = [key for key in keys if key is not None] or [handles.named("typed", me, "me")]
    pid = known[0].person_id
    with session.open(create=True) as workspace:
        if workspace.store.owners():
            raise UsageError(f"{session.url} is somebody's already; nothing was changed")
        workspace.store.append(
            Change(
                "init",
                session.now,
                handles=[(key, pid) for key in known],
                owners=[pid],
                claims=[Claim(pid, "name", me, session.now, "typed", TYPED)],
            )
        )
    say(f"{session.url} is the network of {me}; 'netkit import FILE' fills it")
