"""A network of every released step is upgraded whole, kept before it is, by many at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from netkit.store.sqlite import SqliteStore
from netkit.store.sqlite.schema import STEPS
from tests.circle import ANN, BOB, BUSY, circle, favour, need

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = range(1, len(STEPS))


def earlier(path: Path, steps: int) -> str:
    """Write a filled network as the netkit of so many steps did; return what it says."""
    present = path.with_name("present.netkit")
    with closing(SqliteStore(present)) as store:
        store.append(circle(*BUSY, need(ANN, "a lawyer"), favour(BOB, ANN)))
        digest = store.digest()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for name, sql, checksum in STEPS[:steps]:
            old.executescript(sql)
            old.execute(
                "CREATE TABLE IF NOT EXISTS migration"
                " (step TEXT PRIMARY KEY, at INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT"
            )
            old.execute("INSERT INTO migration VALUES (?, 0, ?)", (name, checksum))
        old.execute("ATTACH ? AS present", (str(present),))
        _fill(old)
    present.unlink()
    return digest


def _fill(old: sqlite3.Connection) -> None:
    """Copy what the tables of the earlier steps can hold; terms were kept by handle once."""
    listed = "SELECT name FROM {}.sqlite_master WHERE type = 'table' AND name NOT LIKE '%migration'"
    there = {name for (name,) in old.execute(listed.format("main"))}
    for (table,) in old.execute(listed.format("present")).fetchall():
        if table not in there:
            continue
        columns = [
            {row[1] for row in old.execute(f"PRAGMA {schema}.table_info({table})")}
            for schema in ("main", "present")
        ]
        same = ", ".join(sorted(columns[0] & columns[1]))
        if table == "term" and "handle" in columns[0]:
            old.execute("INSERT INTO term SELECT term, person, origin FROM present.term")
        else:
            old.execute(f"INSERT INTO {table} ({same}) SELECT {same} FROM present.{table}")


@pytest.mark.parametrize("steps", EARLIER)
def test_a_filled_network_of_every_released_step_is_upgraded_whole(
    tmp_path: Path, steps: int
) -> None:
    digest = earlier(tmp_path / "net.netkit", steps)
    with closing(SqliteStore(tmp_path / "net.netkit", create=False)) as store:
        assert store.check() == []
        assert store.digest() == digest


@pytest.mark.parametrize("steps", EARLIER)
def test_a_checked_copy_is_kept_before_the_upgrade(tmp_path: Path, steps: int) -> None:
    network = tmp_path / "net.netkit"
    earlier(network, steps)
    SqliteStore(network, create=False).close()
    [copy] = tmp_path.glob("net.netkit.before-upgrade-*")
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM migration").fetchone() == (steps,)
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_network_of_today_and_a_new_one_are_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        SqliteStore(tmp_path / "net.netkit").close()
    assert [path.name for path in tmp_path.iterdir()] == ["net.netkit"]


@pytest.mark.slow
@pytest.mark.parametrize("steps", [0, 1])
def test_eight_processes_that_open_it_first_at_once_all_succeed(tmp_path: Path, steps: int) -> None:
    network = tmp_path / "net.netkit"
    if steps:
        earlier(network, steps)
    code = (
        "import sys; from netkit.store.sqlite import SqliteStore as S;"
        " sys.stdin.readline(); s = S(sys.argv[1]); assert s.check() == []; s.close()"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(network)], stdin=subprocess.PIPE)
        for _ in range(8)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    assert [process.wait(60) for process in processes] == [0] * 8
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("person", "UPDATE person SET name = 'Anna' WHERE name LIKE 'Ann%'"),
        ("person", "UPDATE person SET favours = favours + 1 WHERE name LIKE 'Ann%'"),
        ("word", "DELETE FROM word WHERE word = (SELECT min(word) FROM word)"),
        ("term", "UPDATE term SET term = 'doctor' WHERE term = (SELECT min(term) FROM term)"),
        ("contact", "UPDATE contact SET ab = ab / 2"),
        ("tie", "UPDATE tie SET contact_days = contact_days + 1"),
    ],
)
def test_check_finds_whatever_was_derived_wrongly_and_repair_mends_it(
    tmp_path: Path, table: str, wrong: str
) -> None:
    with closing(SqliteStore(tmp_path / "net.netkit")) as store:
        store.append(circle(*BUSY, need(ANN, "a lawyer"), favour(BOB, ANN)))
        with store._writing() as connection:
            assert connection.execute(wrong).rowcount > 0
        [problem] = store.check()
        assert problem.startswith(f"{table}: ")
        assert "netkit check --repair" in problem
        store.rederive()
        assert store.check() == []
