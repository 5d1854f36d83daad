"""`netkit restore`."""

from __future__ import annotations

from pathlib import Path

import click

from netkit.errors import UsageError
from netkit.model.when.written_days import long_day

from ..age_options import identity_option
from ..output import say
from ..session import LOCAL, Session, common, pass_session


@click.command("restore")
@click.argument("file", type=LOCAL)
@click.option("--force", is_flag=True, help="Replace the network that is there; it is set aside.")
@click.option("--rehearse", is_flag=True, help="Restore into an empty folder, and remove it.")
@identity_option
@common
@pass_session
def command(
    session: Session, file: Path, force: bool, rehearse: bool, identity: Path | None
) -> None:
    """Bring a backup back; it is checked first, and only read."""
    from netkit.backups.verified import restore_sealed

    if rehearse:
        _rehearse(file, identity)
        return

    if session.on_server:
        raise UsageError(
            f"{session.url} is no file; 'netkit copy {file} {session.url}' fills an empty network"
        )
    target = Path(session.url).expanduser()
    there = target.resolve()  # a link is followed: what is set aside lies beside the file itself
    aside = there.with_name(f"{there.name}.before-{session.now:%Y%m%d-%H%M%S}")
    there_before = restore_sealed(file, target, aside=aside if force else None, identity=identity)
    if there_before:
        say(f"what was there is in {there_before}")
    say(f"{target} is what {file} holds")


def _rehearse(file: Path, identity: Path | None) -> None:
    from netkit.backups.verified import rehearse

    came_back = rehearse(file, identity)
    newest = f", up to {long_day(came_back.made_at)}" if came_back.made_at else ""
    say(
        f"{file} comes back whole: {came_back.people:,} people, {came_back.interactions:,}"
        f" contacts{newest}; nothing was changed"
    )
