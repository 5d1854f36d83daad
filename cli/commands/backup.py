"""`netkit backup`."""

from __future__ import annotations

from pathlib import Path

import click

from netkit.errors import UsageError

from ..output import say
from ..session import LOCAL, Session, common, pass_session


@click.command("backup")
@click.argument("file", required=False, type=LOCAL)
@click.option("--to", "folder", type=LOCAL, help="A folder that holds many; the name says when.")
@click.option(
    "--keep",
    metavar="daily=7,weekly=4,monthly=12",
    help="With --to: remove older ones, but the newest of so many days, weeks and months.",
)
@click.option("--verify", type=LOCAL, metavar="FILE", help="Compare a backup with its seal.")
@common
@pass_session
def command(
    session: Session,
    file: Path | None,
    folder: Path | None,
    keep: str | None,
    verify: Path | None,
) -> None:
    """Write a complete copy of the network, read back and sealed; or verify one."""
    from netkit.backups import verified

    if verify is not None:
        seal = verified.verify(verify)
        say(f"{verify} is what was written: {seal.people:,} people, {seal.interactions:,} contacts")
        return
    if (keep and folder is None) or (file and folder):
        raise UsageError("write: netkit backup FILE, or netkit backup --to FOLDER [--keep …]")
    _write(session, file, folder, keep)


def _write(session: Session, file: Path | None, folder: Path | None, keep: str | None) -> None:
    from netkit.backups.rotation import backup_name, read_keep, rotate
    from netkit.backups.verified import back_up

    rule = read_keep(keep) if keep else None
    # A network on a server is no path to write beside: its backup comes where one stands.
    stem = Path("network") if session.on_server else Path(session.url).with_suffix("")
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = file or (folder or stem.parent) / backup_name(stem.name, session.now)
    store = session.workspace.store
    seal = back_up(store, target, session.now)
    say(
        f"{target} holds all of {store.url}: {seal.people:,} people,"
        f" {seal.interactions:,} contacts; 'netkit restore {target}' brings it back"
    )
    for gone in rotate(folder, stem.name, rule) if folder is not None and rule else ():
        say(f"removed {gone}")
