"""A server to open networks on: each test gets one of its own, by name, without wiping."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from netkit.store.neo4j import Neo4jStore
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Doubt, Join
from tests.circle import ANN, ANN_MAIL, BOB, BUSY, CID, ME, NOON, circle, pid, wrote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Neo4jDatabase

OpenNet = Callable[[], Neo4jStore]


@pytest.fixture
def login(neo4j_database: Neo4jDatabase, monkeypatch: pytest.MonkeyPatch) -> Neo4jDatabase:
    """The server of the session, its user and password in the environment as for netkit."""
    monkeypatch.setenv("NETKIT_NEO4J_USER", neo4j_database.auth[0])
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", neo4j_database.auth[1])
    return neo4j_database


@pytest.fixture
def new_url(login: Neo4jDatabase) -> Callable[[], str]:
    """A function that gives the address of one more empty network."""
    mark, numbers = uuid.uuid4().hex[:8], itertools.count(1)
    return lambda: f"{login.uri}/{login.database}?net=test-{mark}-{next(numbers)}"


@pytest.fixture
def new_net(new_url: Callable[[], str]) -> Iterator[OpenNet]:
    """A function that opens one more empty network."""
    opened: list[Neo4jStore] = []

    def make() -> Neo4jStore:
        opened.append(Neo4jStore(new_url()))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def eventful(tmp_path: Path) -> Iterator[SqliteStore]:
    """A file with a join, a forgotten person, something undone and a verdict."""
    store = SqliteStore(tmp_path / "from.netkit")
    store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    store.append(Change("mail", NOON, handles=[(ANN_MAIL, pid(ANN))], events=[wrote(ANN_MAIL, ME)]))
    store.append(Change("joined", NOON, joins=[Join(pid(ANN), pid(CID), "the same")]))
    store.append(Change("doubted", NOON, doubts=[Doubt(pid(ANN), pid(BOB), "a phone")]))
    store.append(circle(wrote(ME, BOB, day=99), label="undone"))
    store.withdraw(NOON)
    store.set_setting("region", "DE")
    yield store
    store.close()
