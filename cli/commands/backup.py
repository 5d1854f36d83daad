"""`netkit backup`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netkit.errors import UsageError

from ..age_options import identity_option, passphrase_option, recipient_option
from ..output import note, say
from ..session import LOCAL, Session, common, pass_session

if TYPE_CHECKING:
    from pathlib import Path


@click.command("backup")
@click.argument("file", required=False, type=LOCAL)
@click.option("--to", "folder", type=LOCAL, help="A folder that holds many; the name says when.")
@click.option(
    "--keep",
    metavar="daily=7,weekly=4,monthly=12",
    help="With --to: remove older ones, but the newest of so many days, weeks and months.",
)
@click.option("--verify", type=LOCAL, metavar="FILE", help="Compare a backup with its seal.")
@recipient_option
@passphrase_option
@identity_option
@common
@pass_session
def command(
    session: Session,
    /,
    file: Path | None,
    folder: Path | None,
    keep: str | None,
    verify: Path | None,
    identity: Path | None,
    **encryption: Any,
) -> None:
    """Write a complete copy of the network, read back and sealed; or verify one."""
    if verify is not None:
        _verify(verify, identity)
        return
    if (keep and folder is None) or (file and folder):
        raise UsageError("write: netkit backup FILE, or netkit backup --to FOLDER [--keep …]")
    _write(session, file, folder, keep, **encryption)


def _verify(file: Path, identity: Path | None) -> None:
    from netkit.backups import verified
    from netkit.backups.age_files import lacks_identity

    locked = lacks_identity(file, identity)
    seal = verified.verify_bytes(file) if locked else verified.verify(file, identity)
    say(f"{file} is what was written: {seal.people:,} people, {seal.interactions:,} contacts")
    if locked:
        note(
            "its bytes were compared; --identity FILE, the file of its secret key, also reads what"
            " it says"
        )


def _write(
    session: Session,
    file: Path | None,
    folder: Path | None,
    keep: str | None,
    **encryption: Any,
) -> None:
    from netkit.backups.age_files import read_readers
    from netkit.backups.folder_backups import FolderBackup, back_up_to_folder, network_stem
    from netkit.backups.rotation import backup_name, read_keep
    from netkit.backups.verified import back_up

    readers = read_readers(**encryption)
    rule = read_keep(keep) if keep else None
    stem = network_stem(session.url)
    store = session.workspace.store
    if folder is not None:
        made = back_up_to_folder(store, folder, session.now, rule, readers)
    else:
        name = backup_name(stem.name, session.now, encrypted=readers is not None)
        target = file or stem.parent / name
        made = FolderBackup(target, back_up(store, target, session.now, readers), ())
    key = " --identity FILE" if readers and readers.recipients else ""
    say(
        f"{made.path} holds all of {store.url}: {made.seal.people:,} people,"
        f" {made.seal.interactions:,} contacts; 'netkit restore {made.path}{key}' brings it back"
    )
    for gone in made.removed:
        say(f"removed {gone}")
