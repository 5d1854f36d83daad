"""Bringing back a backup on the worst day: whatever the backup or the network is like."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError, StoreError, UsageError
from netkit.store.sqlite import SqliteStore, restoring
from netkit.store.sqlite.restoring import restore
from tests.circle import ANN, BUSY, CID, ME, circle, wrote

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    """A backup of a network with a few contacts."""
    path = tmp_path / "safe.backup"
    with closing(SqliteStore(tmp_path / "first.netkit")) as store:
        store.append(circle(*BUSY))
        store.backup(path)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A network that holds another contact."""
    path = tmp_path / "mine" / "net.netkit"
    with closing(SqliteStore(path)) as store:
        store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    return path


def digest(path: Path) -> str:
    with closing(SqliteStore(path, create=False)) as store:
        assert store.check() == []
        return store.digest()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def letter(path: Path) -> None:
    path.write_bytes(b"Dear Ann, " * 500)


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")


def newer(path: Path) -> None:
    SqliteStore(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO migration VALUES ('9999 of the future', 0, 'x')")


def torn(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        store.append(circle(*BUSY))
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 6] = b"\xff" * 4096 * 4
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (empty, "is empty, no backup"),
        (letter, "no backup of netkit's"),
        (foreign, "another program"),
        (newer, "newer netkit; upgrade netkit"),
        (torn, "damaged"),
    ],
)
def test_what_is_no_sound_backup_is_refused_with_its_reason_and_changes_nothing(
    make: Callable[[Path], None], says: str, target: Path, tmp_path: Path
) -> None:
    file = tmp_path / "given.backup"
    make(file)
    held, before = file.read_bytes(), digest(target)
    with pytest.raises(BadInputError, match=says) as raised:
        restore(file, target, aside=tmp_path / "aside")
    assert ".part" not in str(raised.value), "it names the backup, not the copy that was looked at"
    assert "--force" not in str(raised.value)
    assert file.read_bytes() == held
    assert digest(target) == before
    assert not (tmp_path / "aside").exists()
    assert [one.name for one in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("make", [torn, letter, empty])
def test_a_damaged_network_is_set_aside_as_it_is(
    make: Callable[[Path], None], safe: Path, tmp_path: Path
) -> None:
    target, aside = tmp_path / "net.netkit", tmp_path / "aside"
    make(target)
    held = target.read_bytes()
    assert restore(safe, target, aside=aside)
    assert aside.read_bytes() == held
    assert digest(target) == digest(safe)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("make", [torn, None])
def test_what_was_there_is_set_aside_beside_what_was_set_aside_before(
    make: Callable[[Path], None] | None, safe: Path, target: Path, tmp_path: Path
) -> None:
    """Two restores of one second, also of a damaged network: nothing is written over."""
    aside = tmp_path / "aside"
    contents = []
    for _ in range(3):
        if make is not None:
            target.unlink()
            make(target)
        contents.append(target.read_bytes())
        restore(safe, target, aside=aside)
    paths = [aside, tmp_path / "aside-2", tmp_path / "aside-3"]
    assert all(path.is_file() for path in paths)
    if make is not None:
        assert [path.read_bytes() for path in paths] == contents


def test_a_file_of_another_program_is_never_replaced(safe: Path, tmp_path: Path) -> None:
    target = tmp_path / "places.sqlite"
    foreign(target)
    held = target.read_bytes()
    with pytest.raises(UsageError, match="another program"):
        restore(safe, target, aside=tmp_path / "aside")
    with pytest.raises(StoreError, match="another program"):
        SqliteStore(target)
    assert target.read_bytes() == held


def test_an_empty_file_is_no_network_unless_one_may_be_made(tmp_path: Path) -> None:
    empty(tmp_path / "net")
    with pytest.raises(StoreError, match="holds no network"):
        SqliteStore(tmp_path / "net", create=False)
    SqliteStore(tmp_path / "net").close()
    SqliteStore(tmp_path / "net", create=False).close()


def test_a_sound_network_is_set_aside_and_replaced(
    safe: Path, target: Path, tmp_path: Path
) -> None:
    before, inode = digest(target), target.stat().st_ino
    assert restore(safe, target, aside=tmp_path / "aside")
    assert target.stat().st_ino == inode, "whoever has it open goes on with the same file"
    assert (digest(target), digest(tmp_path / "aside")) == (digest(safe), before)
    with closing(SqliteStore(target)) as store:
        store.append(circle(wrote(ANN, CID, day=50), label="after"))
        assert store.check() == []


def test_a_network_that_is_there_is_not_replaced_unasked(safe: Path, target: Path) -> None:
    with pytest.raises(UsageError, match="--force"):
        restore(safe, target, aside=None)


def test_a_link_goes_on_naming_the_network(safe: Path, target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.netkit"
    link.symlink_to(target)
    restore(safe, link, aside=tmp_path / "aside")
    assert link.is_symlink()
    assert digest(target) == digest(safe)


def test_a_backup_that_may_not_be_written_is_restored_and_left_as_it_is(
    safe: Path, tmp_path: Path
) -> None:
    held = safe.read_bytes()
    safe.chmod(0o400)
    target = tmp_path / "new" / "net.netkit"
    assert not restore(safe, target, aside=None)
    assert digest(target)
    assert safe.read_bytes() == held
    assert not safe.with_name(f"{safe.name}-wal").exists()


def test_the_newest_changes_of_a_network_open_elsewhere_are_restored(
    target: Path, tmp_path: Path
) -> None:
    with closing(SqliteStore(target)) as store:
        store.append(circle(wrote(ANN, CID, day=60), label="just now"))
        assert target.with_name(f"{target.name}-wal").stat().st_size
        restore(target, tmp_path / "other.netkit", aside=None)
        assert digest(tmp_path / "other.netkit") == store.digest()


def test_nothing_that_a_writer_recorded_meanwhile_is_lost(
    safe: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each writing is, whole, either in the network set aside or in the restored one."""
    ready, started, tables = threading.Event(), threading.Event(), restoring._take_tables

    def slowly(connection: sqlite3.Connection) -> None:
        started.set()
        time.sleep(0.3)
        tables(connection)

    def write(store: SqliteStore) -> None:
        assert started.wait(20), "the network was replaced without its lock"
        store.append(circle(wrote(ANN, CID, day=70), label="meanwhile"))

    monkeypatch.setattr(restoring, "_take_tables", slowly)
    with ThreadPoolExecutor(1) as pool:

        def opened() -> None:
            with closing(SqliteStore(target)) as store:
                ready.set()
                write(store)

        writer = pool.submit(opened)
        assert ready.wait(20)
        restore(safe, target, aside=tmp_path / "aside")
        writer.result(30)
    labels = {}
    for path in (target, tmp_path / "aside"):
        assert digest(path)
        with closing(SqliteStore(path)) as store:
            labels[path] = [one.label for one in store.batches()]
    assert "meanwhile" in labels[target]
    assert "meanwhile" not in labels[tmp_path / "aside"]


def test_a_copy_being_made_is_private_and_at_a_name_nobody_can_foretell(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "victim"
    (tmp_path / "copy.backup.part").symlink_to(trap)
    modes = set()
    rename = os.replace

    def looked_at(old: str, new: Path) -> None:
        modes.add(stat.S_IMODE(Path(old).stat().st_mode))
        rename(old, new)

    monkeypatch.setattr(os, "replace", looked_at)
    with closing(SqliteStore(target)) as store:
        store.backup(tmp_path / "copy.backup")
    assert modes == {0o600}
    assert not trap.exists()


def test_no_backup_is_made_of_a_damaged_network(tmp_path: Path) -> None:
    torn(tmp_path / "net")
    with (
        pytest.raises(StoreError, match="damaged"),
        closing(SqliteStore(tmp_path / "net", create=False)) as store,
    ):
        store.backup(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    assert not [*tmp_path.glob(".copy*")]


def test_many_may_open_a_network_for_the_first_time_at_once(tmp_path: Path) -> None:
    def opened(number: int) -> int:
        with closing(SqliteStore(tmp_path / "net")):
            return number

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(opened, range(8))) == [*range(8)]
    assert digest(tmp_path / "net")
