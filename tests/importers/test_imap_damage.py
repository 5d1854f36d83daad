"""A mail server that lies, breaks off or never ends: its answers mutated, the real client reading.

As in `test_fuzz`: never a traceback, a hang or a stray person, and a bounded run.
"""

from __future__ import annotations

import os
import ssl
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
import trustme
from hypothesis import HealthCheck, given, settings

from netkit.errors import BadInputError
from netkit.importers.mail import imap_client
from netkit.importers.mail.imap import Account, SyncState, read_imap
from netkit.importing import import_mail_server
from netkit.model.events import Interaction
from netkit.store.sqlite import SqliteStore
from tests.importers.imap_server import ANSWERS, GREETING, HEADERS, ScriptedServer
from tests.importers.test_fuzz import CHANGES, EXAMPLES, OPTIONS, SECONDS, check, mutated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.importers.port import Item


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    monkeypatch.setattr(imap_client, "_TIMEOUT_SECONDS", 1)
    with ScriptedServer() as scripted:
        yield scripted


def read(server: ScriptedServer, tls: str = "off", host: str = "127.0.0.1") -> list[Item]:
    account = Account(host, "me@example.org", server.port, tls)
    told = read_imap(account, "secret", SyncState(), OPTIONS)
    return [item for item in told if not isinstance(item, SyncState)]


def test_the_sound_script_is_read(server: ScriptedServer) -> None:
    items = read(server)
    check(items)
    assert sum(isinstance(item, Interaction) for item in items) == 2
    assert server.asked.count("STATUS") == 1  # the folder of drafts is not opened


@pytest.mark.parametrize("name", ANSWERS)
def test_a_damaged_answer_gives_items_or_one_line(
    server: ScriptedServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_client, "_TIMEOUT_SECONDS", 0.1)  # many wait for what never comes

    @given(CHANGES)
    @settings(
        max_examples=EXAMPLES // 2,
        deadline=None,
        derandomize="NETKIT_FUZZ_EXAMPLES" not in os.environ,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    def run(changes: list[tuple[str, float, int, bytes]]) -> None:
        server.answers = ANSWERS | {name: mutated(ANSWERS[name], changes)}
        start = time.process_time()
        with suppress(BadInputError):
            check(read(server))
        assert time.process_time() - start < SECONDS

    run()


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (GREETING, b""),
        (GREETING, b"SSH-2.0-OpenSSH\r\n"),
        ("LOGIN", b"TAG NO wrong\r\n"),
        ("LIST", b"* LIST garbage\r\nTAG OK done\r\n"),
        ("STATUS", b"TAG OK done\r\n"),
        ("STATUS", b'* STATUS "INBOX" (UIDVALIDITY x)\r\nTAG OK done\r\n'),
        ("STATUS", b"* STATUS\r\nTAG OK done\r\n"),
        ("SEARCH", b"* SEARCH one two\r\nTAG OK done\r\n"),
        ("SEARCH", b"* SEARCH " + b"9" * 5_000 + b"\r\nTAG OK done\r\n"),
        ("FETCH", b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\n"),
        ("FETCH", b"* 1 FETCH (UID 1 BODY[] {" + b"9" * 5_000 + b"}\r\n"),
        ("FETCH", b"TAG NO later\r\n"),
    ],
)  # fmt: skip
def test_what_no_mail_server_answers_is_one_line(
    server: ScriptedServer, name: str, answer: bytes
) -> None:
    server.answers = ANSWERS | {name: answer}
    with pytest.raises(BadInputError) as refused:
        read(server)
    assert str(refused.value).count("\n") == 0
    assert "127.0.0.1" in str(refused.value)


@pytest.mark.parametrize("name", ["CAPABILITY", "LIST", "SEARCH", "FETCH"])
def test_an_answer_that_does_not_end_is_cut_off(
    server: ScriptedServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_client, "_MOST_BYTES", 1 << 20)
    monkeypatch.setattr(imap_client._Bounded, "_left", 1 << 20)
    server.answers = ANSWERS | {name: b"* OK x\r\n" * 500_000}
    start = time.process_time()
    with pytest.raises(BadInputError, match="longer than 1 MiB"):
        read(server)
    assert time.process_time() - start < SECONDS


def test_headers_without_end_are_cut(server: ScriptedServer) -> None:
    block = HEADERS[:-2] + b"X: " + b"x" * 2_000_000 + b"\r\n\r\n"
    server.answers = ANSWERS | {
        "SEARCH": b"* SEARCH 1\r\nTAG OK done\r\n",
        "FETCH": b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%s)\r\nTAG OK done\r\n" % (len(block), block),
    }
    assert sum(isinstance(item, Interaction) for item in read(server)) == 1


def test_a_server_that_breaks_off_leaves_whole_parts(
    server: ScriptedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netkit.importers.mail.imap.BATCH", 1)
    store = SqliteStore(tmp_path / "net")
    url = f"imap://me%40example.org@127.0.0.1:{server.port}"
    server.answers["FETCH"] = ANSWERS["FETCH"].partition(b"* 2 FETCH")[0] + b"TAG OK done\r\n"
    server.answers["SEARCH"] = b"* SEARCH 1\r\nTAG OK done\r\n"
    assert import_mail_server(store, url, "x", now=OPTIONS.now).new.interactions == 1  # type: ignore[arg-type]
    before = store.digest()
    server.answers = ANSWERS | {"FETCH": b"* 2 FETCH (UID 2 BODY[] {200}\r\nFrom: a"}
    with pytest.raises(BadInputError):
        import_mail_server(store, url, "x", now=OPTIONS.now)  # type: ignore[arg-type]
    assert store.digest() == before
    assert store.check() == []
    server.answers = dict(ANSWERS)
    assert import_mail_server(store, url, "x", now=OPTIONS.now).new.interactions == 1  # type: ignore[arg-type]
    store.close()


def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ScriptedServer(context) as server:
        with pytest.raises(BadInputError, match="certificate"):
            read(server, "on")
        assert server.asked == []
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert len(read(server, "on")) > 2
        with pytest.raises(BadInputError, match="certificate"):
            read(server, "on", host="localhost")  # vouched for, but not for this name
