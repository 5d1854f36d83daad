"""`netkit restore`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from netkit.errors import BadInputError, StoreError, UsageError

from ..output import say
from ..session import LOCAL, Session, common, pass_session


@click.command("restore")
@click.argument("file", type=LOCAL)
@click.option("--force", is_flag=True, help="Replace the network that is there; it is set aside.")
@common
@pass_session
def command(session: Session, file: Path, force: bool) -> None:
    """Bring a backup back."""
    from netkit.store.sqlite import SqliteStore

    if session.on_server:
        raise UsageError(
            f"{session.url} is no file; 'netkit copy {file} {session.url}' fills an empty network"
        )
    if not file.exists():
        raise BadInputError(f"there is no file {file}")
    target = Path(session.url).expanduser()
    if target.exists() and not force:
        raise UsageError(f"{target} is there already; --force sets it aside and restores")
    try:
        copy = SqliteStore(file, create=False)
        problems = copy.check()
        copy.close()
    except StoreError as error:
        raise BadInputError(f"{file} is no backup of netkit's; nothing was changed") from error
    if problems:
        raise BadInputError(f"{file} is damaged ({problems[0]}); nothing was changed")
    if target.exists():
        aside = target.with_name(f"{target.name}.before-{session.now:%Y%m%d-%H%M%S}")
        SqliteStore(target).backup(aside)
        say(f"what was there is in {aside}")
    part = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(file, part)
    part.chmod(0o600)
    for journal in ("-wal", "-shm"):
        target.with_name(target.name + journal).unlink(missing_ok=True)
    part.replace(target)
    say(f"{target} is what {file} holds")
