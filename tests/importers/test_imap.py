"""IMAP against a real Dovecot on loopback, started here with its own configuration."""

from __future__ import annotations

import getpass
import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError, UsageError
from netkit.importers.mail.imap import Account, SyncState, password_for, read_imap
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.importing import import_mail_server
from netkit.model.events import Interaction
from netkit.store.sqlite import SqliteStore

from . import test_fuzz

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{home}/mail
namespace inbox {{
  inbox = yes
  mailbox Drafts {{
    special_use = \\Drafts
    auto = create
  }}
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Server:
    account: Account
    maildir: Path

    def deliver(self, name: str, folder: str = "", **headers: str) -> None:
        target = self.maildir / folder / "cur" if folder else self.maildir / "new"
        target.mkdir(parents=True, exist_ok=True)
        lines = [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
        (target / f"{name}:2,S" if folder else target / name).write_text(
            "\n".join(lines) + "\n\nThe body stays on the server.\n"
        )
        for path in [self.maildir, *self.maildir.rglob("*")]:
            owner = self.maildir.parent.stat()
            os.chown(path, owner.st_uid, owner.st_gid)


def _missing(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> bool:
    for _ in range(100):
        if process.poll() is not None:
            return False
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as client:
                if client.recv(4).startswith(b"* OK"):
                    return True
        except OSError:
            time.sleep(0.1)
    return False


@pytest.fixture
def server() -> Iterator[Server]:
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        _missing("Dovecot is not installed: apt-get install dovecot-imapd")
        return
    account = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    home = Path(tempfile.mkdtemp(prefix="netkit-imap-"))
    home.chmod(0o755)
    (home / "mail").mkdir()
    for folder in (home, home / "mail"):
        os.chown(folder, account.pw_uid, account.pw_gid)
    port = _free_port()
    user = "dovenull" if os.getuid() == 0 else getpass.getuser()
    group = "nogroup" if os.getuid() == 0 else str(account.pw_gid)
    config = home / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            home=home, port=port, uid=account.pw_uid, gid=account.pw_gid, user=user, group=group
        )
    )
    process = subprocess.Popen([program, "-F", "-c", str(config)], stderr=subprocess.PIPE)
    try:
        if not _wait_for(port, process):
            log = home / "log"
            _missing(f"Dovecot did not start: {log.read_text() if log.exists() else ''}")
        yield Server(Account("127.0.0.1", "me@example.org", port, "off"), home / "mail")
    finally:
        process.terminate()
        process.communicate(timeout=20)
        shutil.rmtree(home, ignore_errors=True)


def read(
    server: Server, state: SyncState, password: str = "secret", folder: str = ""
) -> tuple[list[Item], SyncState]:
    account = Account(server.account.host, server.account.user, server.account.port, "off", folder)
    items: list[Item] = []
    for item in read_imap(account, password, state, Options()):
        if isinstance(item, SyncState):
            state = item
        else:
            items.append(item)
    return items, state


def interactions(items: list[Item]) -> list[Interaction]:
    return [item for item in items if isinstance(item, Interaction)]


def _two_mails(server: Server) -> None:
    server.deliver(
        "1", From="Ana Lima <ana@example.org>", To="me@example.org", Subject="Hello",
        Date="Mon, 02 Feb 2026 10:00:00 +0100", Message_ID="<1@example.org>",
    )  # fmt: skip
    server.deliver(
        "2", ".Sent", From="Me <me@example.org>", To="ana@example.org", Subject="Re: Hello",
        Date="Tue, 03 Feb 2026 10:00:00 +0000", Message_ID="<2@example.org>",
        References="<1@example.org>",
    )  # fmt: skip


@pytest.mark.service
def test_only_new_mail_is_fetched_and_nothing_is_marked_as_read(server: Server) -> None:
    _two_mails(server)
    items, state = read(server, SyncState())
    assert {(item.mark, item.thread) for item in interactions(items)} == {
        ("1@example.org", "1@example.org"), ("2@example.org", "1@example.org"),
    }  # fmt: skip
    owner = next(item for item in items if isinstance(item, Sighting) and item.owner)
    assert (owner.handles[0].value, owner.name) == ("me@example.org", "Me")
    # EXAMINE leaves even the \Recent mails in new/
    assert [path.name for path in (server.maildir / "new").iterdir()] == ["1"]

    again, same = read(server, SyncState.from_json(state.to_json()))
    assert interactions(again) == []
    assert same == state

    server.deliver(
        "3", From="Ana Lima <ana@example.org>", To="me@example.org",
        Date="Wed, 04 Feb 2026 10:00:00 +0000", Message_ID="<3@example.org>",
    )  # fmt: skip
    later, _ = read(server, state)
    assert [item.mark for item in interactions(later)] == ["3@example.org"]


@pytest.mark.service
def test_hostile_mails_are_read_or_left_out(server: Server) -> None:
    rng = random.Random(8)
    kinds = ("insert", "delete", "repeat", "replace", "cut")
    noises = (b"\x00", b"\xff\xfe", b"\n", b"<", b'"', b"=?utf-8?b?", b"\xe2\x80\xae", b"@" * 40)
    headers = test_fuzz.MBOX.split(b"\n", 1)[1].split(b"\n\n")[0] + b"\n\nBody\n"
    folder = server.maildir / "new"
    server.deliver("0", From="ana@example.org", To="me@example.org", Date="x")
    for number in range(1, 151):
        changes = [
            (rng.choice(kinds), rng.random(), rng.randint(1, 40), rng.choice(noises))
            for _ in range(rng.randint(1, 4))
        ]
        (folder / str(number)).write_bytes(test_fuzz.mutated(headers, changes))
    _two_mails(server)
    items, state = read(server, SyncState())
    test_fuzz.check(items)
    assert {"1@example.org", "2@example.org"} <= {item.mark for item in interactions(items)}
    assert read(server, state)[0] == []


@pytest.mark.service
def test_a_folder_that_was_made_anew_is_read_from_its_beginning(server: Server) -> None:
    _two_mails(server)
    _, state = read(server, SyncState())
    changed = {name: [validity + 1, 99] for name, (validity, _) in state.to_json().items()}
    items, _ = read(server, SyncState.from_json(changed))
    assert len(interactions(items)) == 2


@pytest.mark.service
def test_drafts_stay_out_and_one_folder_can_be_named(server: Server) -> None:
    _two_mails(server)
    server.deliver("9", ".Drafts", From="me@example.org", To="x@example.org", Date="x")
    items, state = read(server, SyncState())
    assert "Drafts" not in state.folders
    assert not [item for item in items if isinstance(item, Problem)]
    sent, _ = read(server, SyncState(), folder="Sent")
    assert [item.mark for item in interactions(sent)] == ["2@example.org"]


@pytest.mark.service
def test_a_wrong_password_or_folder_is_one_line(server: Server) -> None:
    with pytest.raises(BadInputError, match="refused"):
        read(server, SyncState(), password="wrong")
    with pytest.raises(BadInputError, match="refused"):
        read(server, SyncState(), folder="Nowhere")


def test_a_server_that_is_not_there_is_one_line() -> None:
    account = Account("127.0.0.1", "me@example.org", _free_port(), "off")
    with pytest.raises(BadInputError, match=r"127\.0\.0\.1"):
        list(read_imap(account, "secret", SyncState(), Options()))


@pytest.mark.parametrize(
    ("url", "account"),
    [
        (
            "imaps://ana%40example.org@mail.example.org/INBOX",
            Account("mail.example.org", "ana@example.org", 993, "on", "INBOX"),
        ),
        ("imap://ana@mail.example.org", Account("mail.example.org", "ana", 143, "starttls")),
        ("imap://ana@127.0.0.1:1143", Account("127.0.0.1", "ana", 1143, "off")),
    ],
)
def test_a_password_never_travels_in_the_clear_to_another_machine(
    url: str, account: Account
) -> None:
    assert Account.parse(url) == account


@pytest.mark.parametrize("url", ["http://x@y", "imaps://mail.example.org", "imaps://a@b:x"])
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        Account.parse(url)


def test_the_password_comes_from_the_environment_before_the_keyring() -> None:
    account = Account("mail.example.org", "ana", 993)
    assert password_for(account, {"NETKIT_IMAP_PASSWORD": "s"}) == "s"


def test_without_a_password_the_error_says_how_to_store_one() -> None:
    with pytest.raises(UsageError, match=r"keyring set netkit ana@mail\.example\.org"):
        password_for(Account("mail.example.org", "ana", 993), {})


@pytest.mark.service
def test_an_import_keeps_how_far_it_is_and_goes_on_from_there(
    server: Server, tmp_path: Path
) -> None:
    _two_mails(server)
    url = f"imap://me%40example.org@127.0.0.1:{server.account.port}"
    now = datetime(2026, 11, 20, tzinfo=UTC)
    store = SqliteStore(tmp_path / "net")
    first = import_mail_server(store, url, "secret", now=now)
    assert (first.found.interactions, first.new.interactions, first.new.people) == (2, 2, 1)
    before = store.digest()
    assert import_mail_server(store, url, "secret", now=now).found.interactions == 0
    assert store.digest() == before
    server.deliver(
        "4", From="Ana Lima <ana@example.org>", To="me@example.org",
        Date="Wed, 05 Feb 2026 10:00:00 +0000", Message_ID="<4@example.org>",
    )  # fmt: skip
    assert import_mail_server(store, url, "secret", now=now).new.interactions == 1
    with pytest.raises(BadInputError):
        import_mail_server(store, url, "wrong", now=now)
    store.close()
