"""When the server is away, refuses, dies or hangs up: one line, soon; nothing lost or doubled."""

from __future__ import annotations

import itertools
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest
from netkit.cli.main import run

from netkit.errors import StoreError
from netkit.store import open_store
from netkit.store.neo4j import Neo4jStore, events, projection, put, tie_counting, writing
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Counts
from tests.circle import ANN, BOB, BUSY, CID, ME, NOON, circle, pid, wrote
from tests.conftest import VERSION, unavailable
from tests.neo4j.cutting import CuttingDoor
from tests.neo4j_server import Server, ServerUnavailable, install, running_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Neo4jDatabase

pytestmark = pytest.mark.neo4j

SOON = 5.0  # seconds


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where somebody answers the call and then says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def refused(url: str) -> str:
    """Open `url`, which must fail soon, and return what is said."""
    began = time.monotonic()
    with pytest.raises(StoreError) as told:
        open_store(url)
    assert time.monotonic() - began < SOON
    assert told.value.exit_code == 4
    assert "\n" not in str(told.value)
    return str(told.value)


def test_a_server_that_is_down_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", "a secret word")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"neo4j://127.0.0.1:{port}/neo4j"
    assert "does not answer" in refused(url)
    assert run(["--network", url, "who", "ann"]) == 4
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "a secret word" not in told


def test_a_server_that_says_nothing_is_one_line(
    silent_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", "secret")
    assert "does not answer" in refused(f"neo4j://127.0.0.1:{silent_port}/neo4j")


def test_a_wrong_password_is_one_line(
    login: Neo4jDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", "wrong-password")
    told = refused(f"{login.uri}/{login.database}")
    assert "refuses the user or password" in told
    assert "wrong-password" not in told


def test_a_wrong_database_is_one_line(login: Neo4jDatabase) -> None:
    assert "has no database called nowhere" in refused(f"{login.uri}/nowhere")


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    told = refused("neo4j://me:hidden@127.0.0.1/neo4j")
    assert "NETKIT_NEO4J_PASSWORD" in told
    assert "hidden" not in told


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_connection_dropped_at_commit_records_once(
    moment: Literal["before", "after"],
    new_url: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = urlsplit(new_url())
    assert address.hostname is not None
    assert address.port is not None
    door = CuttingDoor((address.hostname, address.port))
    store = Neo4jStore(f"bolt://127.0.0.1:{door.port}{address.path}?{address.query}")
    try:
        door.armed = moment
        receipt = store.append(circle(*BUSY))
        assert door.cut == 1
        assert receipt.new == Counts(3, 5, 1, 0, 1, 1)
        assert [batch.id for batch in store.batches()] == [1]
        write = store._write

        def armed(*given: Any, **named: Any) -> Any:
            door.armed = moment
            return write(*given, **named)

        monkeypatch.setattr(store, "_write", armed)
        assert store.withdraw(NOON) is not None
        assert door.cut == 2
        assert [batch.withdrawn for batch in store.batches()] == [True]
        assert store.people() == []
        assert store.check() == []
    finally:
        store.close()
        door.close()


def test_two_importers_at_once_lose_nothing(
    new_url: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_ONE_TRANSACTION", 0)  # so that their steps interleave
    monkeypatch.setattr(put.chunks, "__defaults__", (7,))
    days = range(60)
    one = circle(*BUSY, *(wrote(ME, ANN, CID, day=day) for day in days), label="one")
    answered = [wrote(sender, ME, day=day) for day in days for sender in (ANN, BOB)]
    two = circle(*BUSY, *answered, label="two")
    url = new_url()
    stores = [Neo4jStore(url), Neo4jStore(url)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda pair: pair[0].append(pair[1]), zip(stores, (one, two), strict=True)))
    expected = SqliteStore(tmp_path / "net")
    for change in (one, two):
        expected.append(change)
    try:
        assert stores[0].digest() == expected.digest()
        assert stores[0].ties(pid(ME)) == expected.ties(pid(ME))
        assert stores[0].check() == []
    finally:
        expected.close()
        for store in stores:
            store.close()


@pytest.mark.slow
def test_a_server_killed_in_an_import_is_completed_by_the_same_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        install(VERSION)
    except ServerUnavailable as reason:
        unavailable(str(reason))
    monkeypatch.setattr(events, "_ONE_TRANSACTION", 0)
    monkeypatch.setattr(put.chunks, "__defaults__", (7,))
    change = circle(*BUSY, *(wrote(ME, ANN, day=day) for day in range(40)))
    undisturbed = SqliteStore(tmp_path / "net")
    undisturbed.append(change)
    with running_server(VERSION) as server:
        monkeypatch.setenv("NETKIT_NEO4J_USER", server.auth[0])
        monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", server.auth[1])
        for module, writes, good in (
            (projection, "add_people", 0),
            (writing, "put_contacts", 3),
            (tie_counting, "write", 0),
        ):
            url = f"{server.uri}/neo4j?net={writes}"
            with monkeypatch.context() as patched, closing(Neo4jStore(url)) as store:
                patched.setattr(module, writes, killing(server, getattr(module, writes), good))
                with pytest.raises(StoreError, match="run the same command again"):
                    store.append(change)
            server.start()
            with closing(Neo4jStore(url)) as store:
                assert "cut off" in store.check()[0]
                store.append(change)
                assert store.digest() == undisturbed.digest()
                assert store.ties(pid(ME)) == undisturbed.ties(pid(ME))
                assert store.people() == undisturbed.people()
                assert store.named(["ann"]) == undisturbed.named(["ann"])
                assert len(store.batches()) == 1
                assert store.check() == []
    undisturbed.close()


def killing(server: Server, write: Callable[..., Any], good: int) -> Callable[..., Any]:
    """Return `write` for so many `good` times; then the server dies first."""
    calls = itertools.count()

    def then_killed(*given: Any, **named: Any) -> Any:
        if next(calls) == good:
            server.kill()
        return write(*given, **named)

    return then_killed
