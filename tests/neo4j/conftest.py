"""A server to open networks on: each test gets one of its own, by name, without wiping."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from netkit.store.neo4j import Neo4jStore

if TYPE_CHECKING:
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
