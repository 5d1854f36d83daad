"""A network moves between a file and a server, and back, and is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from netkit.cli.main import run

from netkit.errors import UsageError
from netkit.store.copying import copy_network
from netkit.store.recorded_rows import TABLES, Row
from netkit.store.sqlite import SqliteStore
from tests.circle import NOON, circle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from netkit.model.people import PersonId
    from netkit.store.port import Store
    from tests.neo4j.conftest import OpenNet

pytestmark = pytest.mark.neo4j


def everything(store: Store) -> dict[str, list[Row]]:
    """Every row, in an order that does not depend on the engine."""
    tables = {table: list(store.dump(table)) for table in TABLES}
    return {table: sorted(rows, key=repr) for table, rows in tables.items() if table != "move"}


def derived(store: Store) -> list[object]:
    owner: PersonId = store.owners()[0]
    return [store.people(), store.ties(owner), store.with_terms(), store.named(["ann"])]


def ordered(tables: dict[str, list[Row]]) -> dict[str, list[list[tuple[str, object]]]]:
    rows = {table: [sorted(row.items()) for row in found] for table, found in tables.items()}
    return {table: sorted(found, key=repr) for table, found in rows.items()}


def test_a_copy_there_and_back_is_the_same(
    eventful: SqliteStore, new_net: OpenNet, tmp_path: Path
) -> None:
    server, back = new_net(), SqliteStore(tmp_path / "back.netkit")
    copy_network(eventful, server)
    copy_network(server, back)
    for copy in (server, back):
        assert ordered(everything(copy)) == ordered(everything(eventful))
        assert derived(copy) == derived(eventful)
        assert copy.batches() == eventful.batches()
        assert copy.check() == []
    assert server.withdraw(NOON) == back.withdraw(NOON) == eventful.withdraw(NOON)
    assert server.withdraw(NOON) == back.withdraw(NOON) == eventful.withdraw(NOON)
    assert server.digest() == back.digest() == eventful.digest(), "the join is undone alike"
    back.close()


def test_a_copy_that_was_cut_off_goes_on(
    eventful: SqliteStore, new_net: OpenNet, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = new_net()
    load = type(server).load

    def cut_off(store: Store, table: str, rows: Iterable[Row]) -> int:
        if table == "event":
            raise KeyboardInterrupt
        return load(server, table, rows)

    monkeypatch.setattr(type(server), "load", cut_off)
    with pytest.raises(KeyboardInterrupt):
        copy_network(eventful, server)
    monkeypatch.setattr(type(server), "load", load)
    copy_network(eventful, server)
    assert server.digest() == eventful.digest()


def test_another_network_is_not_mixed_in(eventful: SqliteStore, new_net: OpenNet) -> None:
    server = new_net()
    server.append(circle(label="another"))
    before = server.digest()
    with pytest.raises(UsageError, match="holds another network"):
        copy_network(eventful, server)
    assert server.digest() == before


def test_the_command_says_what_it_copied(
    eventful: SqliteStore,
    new_url: Callable[[], str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = new_url()
    assert run(["copy", eventful.url, url]) == 0
    assert "holds the same as" in capsys.readouterr().out
    assert run(["copy", url, str(tmp_path / "again.netkit")]) == 0
    assert run(["--network", url, "query", "who", "-p", "word=bob"]) == 0
    assert "Bob O'Ray" in capsys.readouterr().out
    assert run(["--network", url, "who", "bob"]) == 0
    assert "Bob O'Ray" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    assert run(["--network", url, "backup"]) == 0
    [backup] = tmp_path.glob("network-*.backup")
    assert "holds all of neo4j://" in capsys.readouterr().out
    assert SqliteStore(backup).digest() == eventful.digest()
