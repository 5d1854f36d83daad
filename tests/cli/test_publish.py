"""What is published stands in a network of its own, and nothing else of its owner does."""

from __future__ import annotations

import uuid
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from netkit.model.people import Handle
from netkit.store import open_store
from netkit.store.values import Change
from tests.circle import NOON
from tests.cli.test_team import BOB, CID, DEE, NAMED, SECRET, ZED, bobs_events, network

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netkit
    from tests.conftest import Neo4jDatabase

NAMES = {"Zed Plain", f"Cid {NAMED}", f"Dee {NAMED}"}
READER, PASSWORD = f"reader{uuid.uuid4().hex[:6]}", "another-password"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Bob's own network, a file that nobody else reads."""
    path = tmp_path / "own" / "bob.netkit"
    people = {ZED: "Zed Plain", CID: f"Cid {NAMED}", DEE: f"Dee {NAMED}"}
    with closing(open_store(path)) as store:
        store.append(network(BOB, "Bob Broker", people, bobs_events()))
    monkeypatch.setenv("NETKIT_NETWORK", str(path))
    return path


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def shared(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address to publish to."""
    if request.param == "sqlite":
        return str(tmp_path / "shared" / "bob.netkit")
    server: Neo4jDatabase = request.getfixturevalue("neo4j_database")
    monkeypatch.setenv("NETKIT_NEO4J_USER", server.auth[0])
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", server.auth[1])
    return f"{server.uri}/{server.database}?net=published-{uuid.uuid4().hex[:8]}"


def everything_at(address: str, request: pytest.FixtureRequest) -> str:
    """Return all that can be read at an address: the bytes of files, or a graph's properties."""
    if "://" not in address:
        folder = open_store(address).url.rpartition("/")[0]
        from pathlib import Path

        content = b"".join(file.read_bytes() for file in Path(folder).iterdir())
        return content.decode("utf-8", "replace").casefold()
    driver = request.getfixturevalue("neo4j_driver")
    net = address.partition("net=")[2]
    found = driver.execute_query(
        "MATCH (n {net: $net}) OPTIONAL MATCH (n)-[r]-() RETURN properties(n), properties(r)",
        net=net,
    )
    return repr([record.values() for record in found.records]).casefold()


def published(netkit: Netkit, *more: str) -> list[dict[str, Any]]:
    result = netkit("network", "publish", "--json", *more)
    assert result.code == 0, result.err
    rows: list[dict[str, Any]] = result.json["results"]
    return rows


def names_at(address: str) -> set[str]:
    with closing(open_store(address)) as store:
        assert store.check() == []
        return {one.name for one in store.people() if not one.owner}


@pytest.mark.parametrize("what", ["names", "strength"])
def test_only_what_was_granted_can_be_read_there(
    netkit: Netkit, own: Path, shared: str, what: str, request: pytest.FixtureRequest
) -> None:
    [row] = published(netkit, "--to", shared, "--what", what)
    assert (row["what"], row["people"], row["changed"]) == (what, 3, True)
    assert names_at(shared) == NAMES
    content = everything_at(shared, request)
    assert SECRET not in content
    for handle in (BOB, CID, DEE, ZED):
        assert handle.person_id not in content
        assert handle.key not in content
    assert ("very well" in content) is (what == "strength")
    assert f"{NAMED} Works" in netkit("--network", shared, "who", "Cid").out


def test_publishing_again_changes_nothing_until_something_else_is_granted(
    netkit: Netkit, own: Path, shared: str, request: pytest.FixtureRequest
) -> None:
    published(netkit, "--to", shared, "--what", "strength")
    assert [row["changed"] for row in published(netkit)] == [False]
    added = netkit("person", "Eve Newcomer", "--new", "--email", "eve@example.org")
    assert added.code == 0, added.err
    netkit("note", "Eve Newcomer", "met at the station")  # else she is only an address
    assert [(row["people"], row["changed"]) for row in published(netkit)] == [(4, True)]
    [fewer] = published(netkit, "--to", shared, "--what", "names")
    assert (fewer["what"], names_at(shared)) == ("names", NAMES | {"Eve Newcomer"})
    assert "very well" not in everything_at(shared, request)


def test_what_is_no_longer_granted_is_gone_without_a_trace(
    netkit: Netkit, own: Path, shared: str, request: pytest.FixtureRequest
) -> None:
    published(netkit, "--to", shared, "--what", "strength")
    netkit("fact", "Cid", "boundary", "no introductions")
    forgotten = " ".join(netkit("people", "forget", "Dee", "--yes").err.split())
    assert f"{shared} still tells what was published" in forgotten
    published(netkit)
    assert names_at(shared) == {"Zed Plain"}
    content = everything_at(shared, request)
    assert not any(f"{name} {NAMED}".casefold() in content for name in ("Cid", "Dee"))
    assert [row["people"] for row in published(netkit, "--to", shared, "--what", "nothing")] == [0]
    assert "zed plain" not in everything_at(shared, request)


def test_undoing_the_grant_withdraws_what_was_published_by_it(
    netkit: Netkit, own: Path, shared: str
) -> None:
    published(netkit, "--to", shared, "--what", "names")
    undone = netkit("undo")
    assert "may know of your ties" in " ".join(undone.out.split())
    assert "'netkit network publish' brings it up to date" in " ".join(undone.err.split())
    [row] = published(netkit)
    assert (row["what"], row["people"], names_at(shared)) == ("nothing", 0, set())


def test_another_network_is_not_written_over(netkit: Netkit, own: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.netkit"
    ann = Handle("email", "ann@example.org")
    with closing(open_store(other)) as store:
        store.append(Change("told", NOON, handles=[(ann, ann.person_id)], owners=[ann.person_id]))
        before = store.digest()
    for place in (other, own):
        result = netkit("network", "publish", "--to", str(place), "--what", "names")
        assert (result.code, result.err.count("\n")) == (2, 1)
    with closing(open_store(other)) as store:
        assert store.digest() == before
    assert netkit("network", "publish").code == 2
    assert netkit("network", "publish", "--to", str(tmp_path / "new.netkit")).code == 2


@pytest.mark.neo4j
def test_another_user_of_the_server_reads_what_is_published_and_nothing_else(
    netkit: Netkit,
    own: Path,
    neo4j_database: Neo4jDatabase,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """On Community every user may read the whole database: only what is published lies there."""
    from neo4j import GraphDatabase

    driver = request.getfixturevalue("neo4j_driver")
    shared = f"{neo4j_database.uri}/{neo4j_database.database}?net=p{uuid.uuid4().hex[:8]}"
    monkeypatch.setenv("NETKIT_NEO4J_USER", neo4j_database.auth[0])
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", neo4j_database.auth[1])
    published(netkit, "--to", shared, "--what", "names")
    create = f"CREATE USER {READER} SET PASSWORD '{PASSWORD}' CHANGE NOT REQUIRED"
    driver.execute_query(create, database_="system")
    try:
        monkeypatch.setenv("NETKIT_NEO4J_USER", READER)
        monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", "a wrong one")
        assert netkit("--network", shared, "who", "Cid").code == 4
        monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", PASSWORD)
        assert f"Cid {NAMED}" in netkit("--network", shared, "who", "Cid").out
        with GraphDatabase.driver(neo4j_database.uri, auth=(READER, PASSWORD)) as theirs:
            query = "MATCH (n {net: $net}) OPTIONAL MATCH (n)-[r]-() RETURN n, properties(r)"
            rows = theirs.execute_query(query, net=shared.partition("net=")[2]).records
        assert rows
        assert SECRET not in repr([row.values() for row in rows])
    finally:
        driver.execute_query(f"DROP USER {READER}", database_="system")
