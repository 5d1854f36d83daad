"""`netkit encrypt`."""

from __future__ import annotations

from pathlib import Path

import click

from netkit.errors import UsageError
from netkit.support.own_files import schedule_folder

from ..output import note, say
from ..session import Session, common, pass_session


@click.command("encrypt")
@click.option("--keyring", is_flag=True, help="Keep the key in the system's keyring, too.")
@click.option("--lock", is_flag=True, help="Only drop the keys that are kept for this session.")
@common
@pass_session
def command(session: Session, keyring: bool, lock: bool) -> None:
    """Encrypt the network with a passphrase, or change its passphrase.

    The passphrase is asked for on a terminal; elsewhere it comes from NETKIT_PASSPHRASE, or from
    the program that NETKIT_PASSPHRASE_COMMAND names. Nobody can bring a lost one back.
    """
    from netkit.support.passphrases import drop_keys

    if lock:
        drop_keys()
        say("the keys of this session are dropped; the next command asks for the passphrase")
        return
    _encrypt(network_file(session), keyring)


def network_file(session: Session) -> Path:
    """Return the network's file; a server has none.

    Raises
    ------
    UsageError
        The network is on a server, or somebody is just being forgotten in it.
    """
    from netkit.forgetting.job import job_path

    if session.on_server:
        raise UsageError(f"{session.url} is no file; encrypt the disk of its server")
    network = Path(session.url).expanduser()
    if job_path(network).exists():
        raise UsageError(
            "somebody is being forgotten in this network; 'netkit check' finishes that first"
        )
    return network


def _encrypt(network: Path, keyring: bool) -> None:
    from netkit.backups.encrypting import encrypt
    from netkit.forgetting.traces import asides_of
    from netkit.schedule.troubles import readable_reports
    from netkit.store.sqlite.cipher import is_encrypted

    encrypt(network, keyring=keyring)
    say(f"{network} is encrypted; without its passphrase nobody can read it, nor bring it back")
    for aside in asides_of(network):
        if not is_encrypted(aside):
            note(f"not encrypted: {aside}; delete it when it is not needed any more")
    for path in readable_reports(schedule_folder(), str(network.absolute())):
        kind = "the reports that a schedule delivers to" if path.is_dir() else "a waiting report"
        note(f"not encrypted: {kind} {path}")
    note(
        "maps, reports and exports are files for others to open: they are not encrypted, unless"
        " 'export --recipient KEY' is; nor are backups made before"
    )
