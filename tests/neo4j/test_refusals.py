"""What is wrong with a server or an address is told for what it is, and nothing is recorded."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest
from netkit.cli.main import run
from netkit.cli.mcp_tools import QUESTIONS, workspace_tool

from netkit.errors import StoreError
from netkit.store.neo4j import put, writing
from netkit.store.neo4j.connection import address, refuse_old_server
from netkit.store.neo4j.reachability import unreachable_reason
from netkit.store.values import Change
from netkit.workspace import Workspace
from tests.circle import ANN, ANN_MAIL, BUSY, ME, NOON, circle, pid, wrote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.store.neo4j import Neo4jStore
    from tests.conftest import Neo4jDatabase
    from tests.neo4j.conftest import OpenNet


@pytest.mark.parametrize(
    ("agent", "refusal"),
    [
        ("Neo4j/5.12.0", "needs 5.26 or newer"),
        ("Neo4j/5.25.1", "needs 5.26 or newer"),
        ("Neo4j/4.4.30", "needs 5.26 or newer"),
        ("Memgraph/2.0", "needs Neo4j 5.26 or newer"),
        ("Neo4j/5.26.0", ""),
        ("Neo4j/5.26.30", ""),
        ("Neo4j/2026.08.1", ""),
        ("Neo4j/6.0.0", ""),
    ],
)
def test_a_server_is_refused_by_its_version_where_it_is_old_or_another(
    agent: str, refusal: str
) -> None:
    message = ""
    try:
        refuse_old_server(address("neo4j://localhost"), agent)
    except StoreError as error:
        message = str(error)
    assert refusal in message
    assert bool(message) == bool(refusal)


def answering(answer: bytes) -> Iterator[int]:
    """Listen on a port, and answer the first thing said with these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(64)
                connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]


@pytest.fixture
def web_port() -> Iterator[int]:
    yield from answering(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@pytest.fixture
def closing_port() -> Iterator[int]:
    yield from answering(b"")


@pytest.fixture
def self_signed_port(tmp_path: Path) -> Iterator[int]:
    """Speak TLS with a certificate that nobody has signed but its owner."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            try:
                context.wrap_socket(connection, server_side=True).close()
            except OSError:
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]


def test_a_name_that_no_machine_has_is_told() -> None:
    told = unreachable_reason("neo4j+s", "no-such-machine.invalid", 7687)
    assert "no machine is called no-such-machine.invalid" in told


def test_a_port_where_nothing_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert f"nothing listens on port {port}" in unreachable_reason("neo4j", "127.0.0.1", port)


def test_the_port_of_a_web_server_is_told(web_port: int) -> None:
    assert "a web server answers" in unreachable_reason("bolt", "127.0.0.1", web_port)


def test_a_server_without_tls_is_told(closing_port: int) -> None:
    assert "speaks no TLS" in unreachable_reason("neo4j+s", "127.0.0.1", closing_port)


def test_a_certificate_that_nobody_signed_is_told(self_signed_port: int) -> None:
    told = unreachable_reason("neo4j+s", "127.0.0.1", self_signed_port)
    assert "certificate is not trusted" in told
    assert "SSL_CERT_FILE" in told
    assert "+ssc" in told


@pytest.mark.neo4j
def test_a_mistyped_network_is_an_error_that_names_those_there_are(
    new_net: OpenNet, login: Neo4jDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    store = new_net()
    store.append(circle(*BUSY))
    wrong = f"{login.uri}/{login.database}?net=typo"
    assert run(["--network", wrong, "who", "ann"]) == 4
    told = capsys.readouterr().err
    assert "there is no network at" in told
    assert store.address.net in told
    assert store.query("MATCH (n:Network) WHERE n.net = 'typo' RETURN n", {}) == []


@pytest.mark.neo4j
def test_a_network_that_is_not_there_is_told_before_anything_is_asked(
    new_net: OpenNet, login: Neo4jDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    new_net().append(circle(*BUSY))
    server = f"{login.uri}/{login.database}"
    assert run(["--network", server, "network", "remove", "nowhere"]) == 1
    told = capsys.readouterr()
    assert "no network is called nowhere" in told.err
    assert "Delete" not in told.out + told.err


@pytest.mark.neo4j
def test_a_network_of_a_server_is_listed_and_removed(
    new_net: OpenNet, login: Neo4jDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, gone = new_net(), new_net()
    for store in (kept, gone):
        store.append(circle(*BUSY))
    server = f"{login.uri}/{login.database}"
    assert run(["--network", server, "network", "list"]) == 0
    listed = capsys.readouterr().out
    assert kept.address.net in listed
    assert gone.address.net in listed
    assert run(["--network", server, "network", "remove", gone.address.net, "--yes"]) == 0
    left = "MATCH (n {net: $net}) RETURN count(n) AS nodes"
    assert gone.query(left, {}) == [{"nodes": 0}]
    assert kept.check() == []
    assert run(["--network", server, "network", "remove", gone.address.net, "--yes"]) == 1


@pytest.fixture
def store(new_net: OpenNet, monkeypatch: pytest.MonkeyPatch) -> Neo4jStore:
    """A busy network whose next changes are written in parts, as those of large imports are."""
    store = new_net()
    store.append(circle(*BUSY))
    monkeypatch.setattr("netkit.store.neo4j.events._ONE_TRANSACTION", 0)
    return store


@pytest.mark.neo4j
def test_answers_from_a_network_whose_import_was_cut_off_say_so_until_it_is_undone(
    store: Neo4jStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(put.chunks, "__defaults__", (7,))
    days = [wrote(ME, ANN, day=day) for day in range(40, 80)]
    cut_off = Change("import mail.mbox", NOON, events=days)
    with monkeypatch.context() as patched:
        patched.setattr(writing, "count_ties", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.append(cut_off)
    assert run(["--network", store.url, "who", "ann"]) == 0
    assert "“import mail.mbox” was cut off" in capsys.readouterr().err
    assert run(["--network", store.url, "--json", "who", "ann"]) == 0
    assert "was cut off" in capsys.readouterr().out
    for words in (["map", "-o", str(tmp_path / "map.html")], ["brief", "Ann"], ["fading"]):
        run(["--network", store.url, *words])
        assert capsys.readouterr().err.count("“import mail.mbox” was cut off") == 1, words
    noted = [note for note in Workspace(store, NOON).people_list().notes if "cut off" in note]
    assert len(noted) == 1
    for name in ("people", "brief"):
        tool = workspace_tool(store.url, name, QUESTIONS[name], lambda found: found, asks=True)
        answer = tool(**({"person": "Ann"} if name == "brief" else {}))
        assert sum("was cut off" in note for note in answer["notes"]) == 1, name
    assert run(["--network", store.url, "reach", "Nobody Atall"]) == 1
    assert "“import mail.mbox” was cut off" in capsys.readouterr().err
    assert run(["--network", store.url, "--json", "reach", "Nobody Atall"]) == 1
    assert "was cut off" in json.loads(capsys.readouterr().out)["notes"][1]
    assert run(["--network", store.url, "doctor"]) == 0
    told = capsys.readouterr().out
    assert "'netkit undo' withdraws it" in told
    assert "restore" not in told
    assert run(["--network", store.url, "undo"]) == 0
    assert "cut off" not in capsys.readouterr().err
    assert run(["--network", store.url, "who", "ann"]) == 0
    assert "cut off" not in capsys.readouterr().err
    assert store.check() == []
    assert store.tie(pid(ME), pid(ANN)) is not None


@pytest.mark.neo4j
def test_an_import_beside_one_that_was_cut_off_says_how_to_finish_or_withdraw_that(
    store: Neo4jStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    mails = {name: tmp_path / f"{name}.mbox" for name in ("first", "second")}
    for name, path in mails.items():
        path.write_text(
            f"From ann Mon Jan  5 09:00:00 2026\nFrom: {ANN_MAIL.value}\nTo: me@x.example\n"
            f"Date: Mon, 05 Jan 2026 09:00:00 +0000\nMessage-ID: <{name}@x>\n\nhello\n\n"
        )
    whose = ["--me", "me@x.example"]
    first, second = (
        ["--network", store.url, "import", str(path), *whose] for path in mails.values()
    )
    with monkeypatch.context() as patched:
        patched.setattr(writing, "count_ties", lambda *_, **__: 1 / 0)
        assert run(first) == 70
    capsys.readouterr()
    assert run(second) == 0
    told = capsys.readouterr().err
    assert "“import first.mbox” was cut off" in told
    assert "run the same command again to finish it" in told
    assert "'netkit undo' 2 times to withdraw it, what came later first" in told
    assert run([second[0], second[1], "--json", *second[2:]]) == 0
    [note] = json.loads(capsys.readouterr().out)["notes"]
    assert note in told
    assert run(first) == 0  # finishes it
    assert "cut off" not in capsys.readouterr().err
    assert store.check() == []


@pytest.mark.neo4j
def test_a_file_of_ones_own_is_run_and_cannot_write(
    new_net: OpenNet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = new_net()
    store.append(circle(*BUSY))
    mine = tmp_path / "mine.cypher"
    mine.write_text("MATCH (p:Person {net: $net}) WHERE p.name = $name RETURN p.city AS city")
    asked = ["--network", store.url, "query", str(mine)]
    assert run([*asked, "-p", "name=Ann Müller"]) == 0
    assert run(asked) == 2
    assert run([*asked, "-p", "name=Ann", "-p", "nobody=1"]) == 2
    mine.write_text("MATCH (p:Person {net: $net}) SET p.city = 'Rome' RETURN p.city AS city")
    assert run(asked) == 3
    assert "a question only reads, and this statement would write" in capsys.readouterr().err
    mine.write_text("MATCH (p:Person {net: $net} RETURN p.city AS city")
    assert run(asked) == 3
    told = capsys.readouterr().err
    assert "mine.cypher" in told
    assert "Invalid input 'RETURN'" in told
    assert len(told.splitlines()) == 1
    assert run(["--network", store.url, "--as-of", "2026-01-05", "query", "owners"]) == 2
    assert run(["--network", store.url, "query", "who", "-p", "word=ann", "-p", "net=x"]) == 2
    assert run(["--network", store.url, "query", "who", "-p", "word=MÜL"]) == 0
    assert "Ann Müller" in capsys.readouterr().out
