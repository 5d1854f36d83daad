"""A letter that changed inside a row is found by the hash that is the row's id."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from netkit.store.reading_back import changed_rows
from netkit.store.sqlite import SqliteStore
from tests.circle import ANN, BOB, BUSY, circle, favour, need

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def network(tmp_path: Path) -> Path:
    path = tmp_path / "net.netkit"
    with closing(SqliteStore(path)) as store:
        store.append(circle(*BUSY, need(ANN, "a bassoon"), favour(BOB, ANN)))
    return path


def problems(path: Path) -> list[str]:
    with closing(SqliteStore(path, create=False)) as store:
        return changed_rows(store)


def test_rows_as_they_were_recorded_have_no_problem(network: Path) -> None:
    assert problems(network) == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("event", "UPDATE event SET data = replace(data, 'bassoon', 'baritone')"),
        ("event", "UPDATE event SET at = at + 1 WHERE kind = 'favour'"),
        ("event", "UPDATE event SET data = substr(data, 2)"),
        ("handle", "UPDATE handle SET value = replace(value, 'a', 'o') WHERE kind = 'email'"),
        ("interaction", "UPDATE interaction SET at = at + 86400"),
        ("interaction", "UPDATE interaction SET channel = 'carrier'"),
    ],
)
def test_a_change_inside_a_row_is_told_by_its_table(network: Path, table: str, change: str) -> None:
    with closing(sqlite3.connect(network)) as connection:
        assert connection.execute(change).rowcount > 0
        connection.commit()
    [line] = problems(network)
    assert line.startswith(f"{table}: ")
    assert "'netkit restore' brings a backup" in line
