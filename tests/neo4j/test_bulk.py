"""Files for neo4j-admin hold all of a network: a server loaded with them gives the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from netkit.cli.main import run

from netkit.errors import StoreError
from netkit.model.events import Interaction, Note
from netkit.model.people import Claim
from netkit.store.neo4j import Neo4jStore
from netkit.store.neo4j.bulk import export
from netkit.store.values import Change
from tests.circle import ANN, BOB, DAY, ME, NOON, circle, pid
from tests.conftest import VERSION, unavailable
from tests.neo4j.test_copy import derived, everything, ordered
from tests.neo4j_server import ServerUnavailable, install, running_server

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.sqlite import SqliteStore

HOSTILE = 'a "quoted", comma; 名前 \\ 𐐷\nand a new line'
NET = "größe & co"


def hostile(number: int, text: str, thread: str = "") -> Interaction:
    at = NOON + number * DAY
    return Interaction(at, "email", pid(ME), (pid(ANN),), thread, text, "mail", str(number))


@pytest.fixture
def awkward(eventful: SqliteStore) -> SqliteStore:
    """The eventful file, with texts that a CSV file could take apart."""
    eventful.append(
        Change(
            "hostile",
            NOON,
            claims=[Claim(pid(BOB), "name", HOSTILE, NOON, "typed")],
            events=[
                Note(NOON, pid(BOB), HOSTILE),
                *(hostile(n, t) for n, t in enumerate(["", HOSTILE, "", ";", ""])),
                hostile(9, "", HOSTILE),
            ],
        )
    )
    return eventful


@pytest.mark.slow
@pytest.mark.neo4j
def test_a_server_loaded_by_neo4j_admin_is_the_same_network(
    awkward: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        install(VERSION)
    except ServerUnavailable as reason:
        unavailable(str(reason))
    assert export(awkward, tmp_path / "files", NET) > 0
    with running_server(VERSION) as server:
        monkeypatch.setenv("NETKIT_NEO4J_USER", server.auth[0])
        monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", server.auth[1])
        server.stop()
        server.load(tmp_path / "files")
        server.start()
        loaded = Neo4jStore(f"{server.uri}/neo4j?net=gr%C3%B6%C3%9Fe%20%26%20co")
        assert loaded.check() == []
        assert loaded.digest() == awkward.digest()
        assert loaded.counts() == awkward.counts()
        assert ordered(everything(loaded)) == ordered(everything(awkward))
        assert derived(loaded) == derived(awkward)
        assert loaded.interactions([pid(ANN)]) == awkward.interactions([pid(ANN)])
        people = loaded.query("MATCH (p:Person {net: $net}) RETURN p.id AS id", {})
        assert len(people) == len(awkward.people())
        again = circle(hostile(1, HOSTILE), hostile(70, "new"), label="later")
        assert loaded.append(again) == awkward.append(again), "it is gone on with as any other"
        assert loaded.ties(pid(ME)) == awkward.ties(pid(ME))
        loaded.rederive()
        assert derived(loaded) == derived(awkward)
        assert loaded.check() == []
        loaded.close()


def test_the_files_are_their_owners_alone(awkward: SqliteStore, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    assert run(["--network", awkward.url, "export", "neo4j-admin", str(folder)]) == 0
    modes = {path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert (folder.stat().st_mode & 0o777, modes) == (0o700, {0o600})
    beside = {path.name for path in tmp_path.iterdir()}
    assert beside == {"files", *(path.name for path in tmp_path.glob("from.netkit*"))}


def test_a_folder_that_holds_something_is_left_alone(
    awkward: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "mine").write_text("kept")
    assert run(["--network", awkward.url, "export", "neo4j-admin", str(folder)]) == 2
    assert "name a new folder" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["mine"]


def test_a_text_that_cannot_stand_in_a_list_is_told_and_nothing_is_left(
    awkward: SqliteStore, tmp_path: Path
) -> None:
    awkward.append(Change("odd", NOON, events=[hostile(99, "a\x1fb")]))
    with pytest.raises(StoreError, match=r"U\+001F"):
        export(awkward, tmp_path / "files", NET)
    assert not list(tmp_path.glob("files*"))
