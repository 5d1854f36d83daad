"""A network at an address: every command goes there, or says in one line why it does not."""

from __future__ import annotations

import socket
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Netkit

TABLE = import_module("netkit.cli.main").COMMANDS
NAMES = {name for section in TABLE.values() for name in section}

#: Commands with no network of their own; the last two take theirs when they are asked.
WITHOUT = {"demo", "formats", "copy", "restore", "schedule", "mcp"}
WORDS: dict[str, tuple[str, ...]] = {
    "init": ("--me", "Ann"),
    "import": (__file__,),  # there; what is not is told before any server is asked
    "log": ("yesterday: lunch with Ann",),
    "person": ("Ann",),
    "need": ("Ann", "a lawyer"),
    "offer": ("Ann", "advice"),
    "favour": ("me", "Ann", "advice"),
    "promise": ("me", "Ann", "the paper"),
    "intro": ("Ann", "Bob"),
    "knows": ("Ann", "Bob"),
    "note": ("Ann", "tall"),
    "fact": ("Ann", "goal", "to sail"),
    "milestone": ("Ann", "birthday", "2026-01-02"),
    "moment": ("Ann", "setback"),
    "brief": ("Ann",),
    "introduce": ("Ann",),
    "reach": ("Ann",),
    "who": ("lawyer",),
    "ask": ("who should I introduce to Ann?",),
    "query": ("owners",),
    "people": ("duplicates",),
    "export": ("neo4j-admin", "files"),
}


@pytest.fixture
def nobody(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An address where no server is, from an empty folder."""
    folder = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", "a secret word")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    yield f"neo4j://127.0.0.1:{port}/neo4j"
    assert list(folder.iterdir()) == [], "an address became a file"


def test_the_table_has_every_command() -> None:
    assert set(WORDS) <= NAMES - WITHOUT


@pytest.mark.parametrize("name", sorted(NAMES - WITHOUT))
def test_a_command_asks_the_server_that_is_named(name: str, netkit: Netkit, nobody: str) -> None:
    result = netkit("--network", nobody, name, *WORDS.get(name, ()))
    understood, told = "→", result.err.splitlines()
    [line] = [line for line in told if not line.startswith(understood)]
    assert result.code == 4
    assert "does not answer" in line


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "neo4j://127.0.0.1/neo4j"),
        ("restore", "neo4j://127.0.0.1/neo4j"),
        ("export", "json", "bolt://127.0.0.1/neo4j"),
        ("map", "--output", "neo4j://127.0.0.1/neo4j"),
        ("report", "--output", "neo4j://127.0.0.1/neo4j"),
        ("demo", "--folder", "neo4j://127.0.0.1/neo4j"),
    ],
)
def test_an_address_in_place_of_a_file_is_refused(
    words: tuple[str, ...], netkit: Netkit, nobody: str
) -> None:
    result = netkit("--network", nobody, *words)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "is an address" in result.err


def test_a_backup_is_not_restored_into_a_server(netkit: Netkit, nobody: str, network: Path) -> None:
    result = netkit("--network", nobody, "restore", network)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert f"'netkit copy {network} {nobody}'" in result.err


@pytest.mark.parametrize("words", [("who", "ann"), ("backup",), ("copy", "https://a", "b")])
def test_an_address_of_something_else_is_no_network(
    words: tuple[str, ...], netkit: Netkit, nobody: str
) -> None:
    result = netkit("--network", "https://example.org/me", *words)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "https:// is no network of netkit's" in result.err
