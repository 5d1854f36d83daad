"""A read-only database answers every question; what would write is one line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from neo4j import GraphDatabase
from netkit.cli.main import cli
from netkit.examples.demo import make_demo

from netkit.errors import ReadOnlyError
from netkit.store.neo4j import Neo4jStore
from netkit.workspace import Workspace
from tests.circle import NOON, circle
from tests.conftest import VERSION, unavailable
from tests.neo4j_server import ServerUnavailable, install, running_server

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)

QUESTIONS = (
    ("today",), ("fading",), ("balance",), ("reconnect",), ("who", "engineer"), ("network",),
    ("find", "coffee"), ("history",), ("report",), ("introduce",), ("doctor",), ("promises",),
    ("milestones",), ("stalls",), ("check",), ("people",),
)  # fmt: skip


def test_every_question_answers_on_a_read_only_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
        with Workspace(Neo4jStore(server.uri), NOW) as workspace:
            make_demo(workspace, tmp_path, people=100, messages=300)
        before = _content(server.uri, server.auth)
        server.stop()
        server.settings = "server.databases.read_only=neo4j\n"
        server.start()
        runner, answers = CliRunner(), {}
        for words in (*QUESTIONS, ("map", "--output", str(tmp_path / "map.html"))):
            answer = runner.invoke(cli, ["--network", server.uri, "--json", *words])
            answers[words] = (answer.exit_code, answer.stderr if answer.exit_code > 1 else "")
        assert {words: answer for words, answer in answers.items() if answer[0] > 1} == {}
        assert (tmp_path / "map.html").stat().st_size > 10_000

        backup = runner.invoke(cli, ["--network", server.uri, "backup", str(tmp_path / "copy")])
        assert backup.exit_code == 0, backup.stderr
        refused = runner.invoke(cli, ["--network", server.uri, "log", "coffee with Ann Asker"])
        assert refused.exit_code in (2, 4)
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
