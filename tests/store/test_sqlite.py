"""What the SQLite adapter promises besides the port: the file itself."""

from __future__ import annotations

import hashlib
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from netkit.errors import StoreBusyError, StoreError, UsageError
from netkit.store import open_store
from netkit.store.sqlite import SqliteStore
from netkit.store.sqlite.schema import STEPS
from tests.circle import ANN, BUSY, NOON, circle, pid

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_and_its_journal_are_for_the_user_alone(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "net.netkit")
    store.append(circle(*BUSY))
    modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == {0o600}
    store.backup(tmp_path / "copy")
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600


def test_a_missing_file_is_one_line_unless_it_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="'netkit init' makes one"):
        open_store(tmp_path / "none.netkit", create=False)
    assert not (tmp_path / "none.netkit").exists()


def test_another_kind_of_file_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(b"Dear Ann, " * 500)
    with pytest.raises(StoreError, match="damaged or not a netkit network"):
        open_store(file)
    assert file.read_bytes() == b"Dear Ann, " * 500


def test_migrations_are_named_recorded_and_taken_once(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "net").close()
    SqliteStore(tmp_path / "net").close()
    with sqlite3.connect(tmp_path / "net") as connection:
        taken = [row[0] for row in connection.execute("SELECT step FROM migration")]
    assert taken == [name for name, _, _ in STEPS]


def test_a_file_of_a_newer_netkit_is_refused(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "net").close()
    with sqlite3.connect(tmp_path / "net") as connection:
        connection.execute("INSERT INTO migration VALUES ('9999 of the future', 0, 'x')")
    with pytest.raises(StoreError, match="upgrade netkit"):
        SqliteStore(tmp_path / "net")


def test_every_table_is_strict(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "net").close()
    with sqlite3.connect(tmp_path / "net") as connection:
        loose = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict"
            " AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    assert loose == []


def test_a_second_writer_is_told_to_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netkit.store.sqlite.connection._BUSY_SECONDS", 0.05)
    store = SqliteStore(tmp_path / "net")
    other = sqlite3.connect(tmp_path / "net", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusyError, match="try again"):
        store.append(circle(*BUSY))
    other.execute("ROLLBACK")
    assert store.append(circle(*BUSY)).new.people == 3


def test_check_names_damage_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "net")
    store.append(circle(*BUSY))
    store.close()
    with sqlite3.connect(tmp_path / "net") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE claim SET handle = 4711")
    assert any("missing row" in line for line in SqliteStore(tmp_path / "net").check())


def test_nothing_of_a_forgotten_person_is_left_in_the_bytes_of_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "net")
    store.append(circle(*BUSY))
    store.withdraw(NOON)  # what was undone is set aside, and must go too
    store.append(circle(*BUSY))
    store.forget(pid(ANN), b"a salt of ours")
    store.close()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for trace in ("Müller".encode(), b"IP attorney", b"linkedin:ann", b"ACME"):
        assert trace not in written
    assert b"Bob O'Ray" in written


def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "net")
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(UsageError, match="choose another name"):
        store.backup(tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "precious"


def test_each_step_is_the_one_that_was_released() -> None:
    for name, sql, checksum in STEPS:
        assert hashlib.sha256(sql.encode()).hexdigest() == checksum, name


def test_a_file_with_two_names_is_refused_with_the_reason(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "net.netkit").close()
    (tmp_path / "other.netkit").hardlink_to(tmp_path / "net.netkit")
    with pytest.raises(StoreError, match="has another name"):
        SqliteStore(tmp_path / "net.netkit")
    (tmp_path / "other.netkit").unlink()
    SqliteStore(tmp_path / "net.netkit").close()
