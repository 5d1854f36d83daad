"""The server that the tests themselves start: it is real, closed to strangers, and survives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from tests.conftest import VERSION, unavailable
from tests.neo4j_server import ServerUnavailable, install, running_server

if TYPE_CHECKING:
    from neo4j import Driver

    from tests.conftest import Neo4jDatabase

pytestmark = pytest.mark.neo4j


def test_it_is_the_community_edition(empty_neo4j: Neo4jDatabase, neo4j_driver: Driver) -> None:
    found = neo4j_driver.execute_query(
        "CALL dbms.components() YIELD name, edition", database_=empty_neo4j.database
    )
    assert ("Neo4j Kernel", "community") in [(one["name"], one["edition"]) for one in found.records]


def test_a_wrong_password_is_refused(neo4j_database: Neo4jDatabase) -> None:
    with (
        GraphDatabase.driver(neo4j_database.uri, auth=("neo4j", "wrong")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


def test_each_test_begins_empty(empty_neo4j: Neo4jDatabase, neo4j_driver: Driver) -> None:
    left = neo4j_driver.execute_query("MATCH (n) RETURN n", database_=empty_neo4j.database)
    assert left.records == []


@pytest.mark.slow
def test_what_was_committed_survives_a_kill() -> None:
    try:
        install(VERSION)
    except ServerUnavailable as reason:
        unavailable(str(reason))
    with running_server(VERSION) as server:
        with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
            driver.execute_query("CREATE (:Person {name: 'Ann'})")
        server.kill()
        server.start()
        with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
            found = driver.execute_query("MATCH (p:Person) RETURN p.name AS name")
    assert [one["name"] for one in found.records] == ["Ann"]


def test_an_unknown_release_is_one_line() -> None:
    with pytest.raises(ServerUnavailable, match=r"^no release '4'; there are "):
        install("4")
