"""A read-only database answers every question; what would write is one line."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from neo4j import GraphDatabase
from netkit.cli.main import run

from netkit.errors import ReadOnlyError
from netkit.store.neo4j import Neo4jStore
from tests.circle import ANN, BUSY, ME, NOON, circle, wrote
from tests.conftest import VERSION, unavailable
from tests.neo4j_server import ServerUnavailable, install, running_server

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)

QUESTIONS = (
    ("today",), ("fading",), ("balance",), ("reconnect",), ("who", "ann"), ("network",),
    ("find", "lawyer"), ("introduce", "Ann"), ("brief", "Ann"), ("history",), ("report",),
    ("introduce",), ("doctor",), ("promises",),
    ("milestones",), ("stalls",), ("check",), ("people",),
)  # fmt: skip


def test_every_question_answers_on_a_read_only_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        install(VERSION)
    except ServerUnavailable as reason:
        unavailable(str(reason))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETKIT_NOW", NOW.isoformat())
    with running_server(VERSION) as server:
        monkeypatch.setenv("NETKIT_NEO4J_USER", server.auth[0])
        monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", server.auth[1])
        with closing(Neo4jStore(server.uri)) as store:
            store.append(circle(*BUSY, *(wrote(ME, ANN, day=day) for day in range(30, 90, 6))))
        before = _content(server.uri, server.auth)
        server.stop()
        server.settings = "server.databases.read_only=neo4j\n"
        server.start()
        answers = {}
        for words in (*QUESTIONS, ("map", "--output", str(tmp_path / "map.html"))):
            code = run(["--network", server.uri, "--json", *words])
            answers[words] = code, capsys.readouterr().err
        assert {words: answer for words, answer in answers.items() if answer[0] > 1} == {}
        assert (tmp_path / "map.html").stat().st_size > 10_000
        assert run(["--network", server.uri, "backup", str(tmp_path / "copy.netkit")]) == 0
        assert run(["--network", server.uri, "note", "Ann", "likes chess"]) == 4
        assert "may not be written to; nothing was changed" in capsys.readouterr().err
        store = Neo4jStore(server.uri, create=False)
        with pytest.raises(ReadOnlyError, match="may not be written to"):
            store.append(circle())
        with pytest.raises(ReadOnlyError, match="may not be written to"):
            store.withdraw(NOON)
        store.close()
        assert _content(server.uri, server.auth) == before


def _content(uri: str, auth: tuple[str, str]) -> str:
    """Return how many nodes and relationships of each kind there are, and the settings."""
    with GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:
        nodes = session.run("MATCH (n) RETURN labels(n) AS kind, count(*) ORDER BY kind").values()
        edges = session.run("MATCH ()-[r]->() RETURN type(r) AS kind, count(*) ORDER BY kind")
        kept = session.run("MATCH (s:Setting) RETURN s.name, s.value ORDER BY s.name").values()
        return json.dumps([nodes, edges.values(), kept], default=str)
