"""A backup is sealed, verified letter by letter, rotated as restic does, and rehearsed."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netkit.backups.folder_backups import back_up_to_folder
from netkit.backups.rotation import (
    Keep,
    backup_name,
    backups_in,
    read_keep,
    rotate,
    worth_keeping,
)
from netkit.backups.seal import read_seal, seal_path
from netkit.backups.verified import back_up, rehearse, restore_sealed, verify
from netkit.errors import BadInputError, UsageError
from netkit.store.sqlite import SqliteStore
from tests.circle import ANN, BUSY, circle, need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


NOW = datetime(2026, 3, 29, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "ida.netkit")) as store:
        store.append(circle(*BUSY, need(ANN, "a bassoon")))
        yield store


@pytest.fixture
def backup(store: SqliteStore, tmp_path: Path) -> Path:
    back_up(store, tmp_path / "copy.backup", NOW)
    return tmp_path / "copy.backup"


def test_a_backup_is_sealed_with_what_it_holds(store: SqliteStore, backup: Path) -> None:
    seal = read_seal(backup)
    assert seal is not None
    assert (seal.digest, seal.people, seal.made_at) == (store.digest(), 3, NOW)
    assert verify(backup) == seal
    assert rehearse(backup).digest == seal.digest


def test_backup_and_seal_are_for_the_user_alone(backup: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in (backup, seal_path(backup))} == {0o600}


def test_verifying_changes_no_byte_and_leaves_nothing_behind(backup: Path) -> None:
    before = {path.name: path.read_bytes() for path in backup.parent.iterdir()}
    verify(backup)
    rehearse(backup)
    assert {path.name: path.read_bytes() for path in backup.parent.iterdir()} == before


def test_one_changed_letter_inside_a_row_is_found(backup: Path) -> None:
    content = backup.read_bytes()
    assert content.count(b"bassoon") >= 1
    backup.write_bytes(content.replace(b"bassoon", b"bassoom"))
    with closing(sqlite3.connect(backup)) as opened:  # SQLite itself sees nothing
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(BadInputError, match="have changed"):
        verify(backup)
    with pytest.raises(BadInputError, match="not come back whole"):
        rehearse(backup)


def test_a_backup_cut_short_is_found(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-4096])
    for look in (verify, rehearse):
        with pytest.raises(BadInputError):
            look(backup)


def test_a_backup_without_a_seal_says_so_and_can_be_rehearsed(backup: Path) -> None:
    seal_path(backup).unlink()
    with pytest.raises(BadInputError, match="no seal"):
        verify(backup)
    assert rehearse(backup).people == 3


def test_a_damaged_seal_is_no_seal(backup: Path) -> None:
    seal_path(backup).write_text("{}")
    with pytest.raises(BadInputError, match="is no seal of a backup; it is damaged"):
        verify(backup)


def test_a_seal_that_tells_of_other_content_is_found(backup: Path) -> None:
    seal = json.loads(seal_path(backup).read_text())
    seal_path(backup).write_text(json.dumps({**seal, "people": seal["people"] + 1}))
    with pytest.raises(BadInputError, match="something else than its seal"):
        verify(backup)


def test_nothing_is_left_of_a_backup_that_cannot_be_read_back(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bool] = []

    def unreadable(backup: Path, _: datetime) -> None:
        written.append(backup.exists())
        raise BadInputError("it cannot be read")

    monkeypatch.setattr("netkit.backups.verified._read_back", unreadable)
    with pytest.raises(BadInputError, match="it cannot be read"):
        back_up(store, tmp_path / "no.backup", NOW)
    assert written == [True]
    assert not list(tmp_path.glob("no.backup*"))


def _noons(days: int) -> list[datetime]:
    return [NOW - timedelta(days=number) for number in range(days)]


def test_the_last_days_weeks_and_months_keep_their_newest() -> None:
    """Worked by hand: 29 March 2026 is a Sunday, the last day of week 13."""
    kept = worth_keeping(_noons(120), Keep(daily=3, weekly=3, monthly=3))
    assert sorted(f"{at:%m-%d}" for at in kept) == [
        "01-31", "02-28", "03-15", "03-22", "03-27", "03-28", "03-29",
    ]  # fmt: skip


def test_the_newest_of_all_stays_whatever_the_rule() -> None:
    assert worth_keeping(_noons(3), Keep(daily=0)) == {NOW}


def test_days_without_a_backup_do_not_count() -> None:
    times = [NOW, NOW - timedelta(days=40), NOW - timedelta(days=90)]
    assert worth_keeping(times, Keep(daily=2)) == set(times[:2])


def test_of_one_day_the_newest_stays() -> None:
    times = [NOW, NOW - timedelta(hours=1), NOW - timedelta(hours=30)]
    assert worth_keeping(times, Keep(daily=7)) == {times[0], times[2]}


@pytest.mark.parametrize(
    "text", ["", "daily", "daily=x", "yearly=1", "daily=0", "daily=1,daily=2", "daily=-1"]
)
def test_a_rule_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="daily=7,weekly=4,monthly=12"):
        read_keep(text)


def test_rotation_removes_only_this_networks_backups_with_their_seals(tmp_path: Path) -> None:
    for at in _noons(5):
        path = tmp_path / backup_name("ida", at)
        path.write_text("")
        seal_path(path).write_text("")
    others = [tmp_path / "idas-20200101T000000Z.backup", tmp_path / "ida.netkit"]
    for path in others:
        path.write_text("")
    removed = rotate(tmp_path, "ida", Keep(daily=2))
    assert len(removed) == 3
    assert sorted(backups_in(tmp_path, "ida")) == sorted(_noons(2))
    assert len(list(tmp_path.glob("ida-*.seal"))) == 2
    assert all(path.exists() for path in others)


def test_a_backup_that_changed_since_it_was_sealed_is_not_restored(
    backup: Path, tmp_path: Path
) -> None:
    backup.write_bytes(backup.read_bytes().replace(b"bassoon", b"bassoom"))
    with pytest.raises(BadInputError, match=r"remove copy\.backup\.seal"):
        restore_sealed(backup, tmp_path / "new.netkit", aside=None)
    assert not (tmp_path / "new.netkit").exists()
    seal_path(backup).unlink()
    restore_sealed(backup, tmp_path / "new.netkit", aside=None)
    assert (tmp_path / "new.netkit").exists()


@pytest.mark.parametrize("take", [verify, rehearse])
def test_a_folder_is_no_backup(tmp_path: Path, take: Callable[[Path], object]) -> None:
    with pytest.raises(BadInputError, match="is a folder, no backup"):
        take(tmp_path)
    with pytest.raises(BadInputError, match="is a folder, no backup"):
        restore_sealed(Path(), tmp_path / "net.netkit", aside=None)


def test_rotation_touches_nothing_that_only_looks_like_a_backup(tmp_path: Path) -> None:
    kept = tmp_path / "letter.txt"
    kept.write_text("a letter")
    (tmp_path / "net-20200101T000000Z.backup").symlink_to(kept)
    (tmp_path / "net-20200102T000000Z.backup").mkdir()
    (tmp_path / "net-20209999T999999Z.backup").write_text("no such day")
    (tmp_path / "net-２０２００１０３T000000Z.backup").write_text("other digits")
    (tmp_path / "net-20200104T000000Z.backup").write_text("a backup")
    (tmp_path / "net-20200104T000000Z.backup.age").write_text("of the same second")
    (tmp_path / "net-20260104T000000Z.backup").write_text("the newest")
    removed = rotate(tmp_path, "net", Keep(daily=1))
    assert [path.name for path in removed] == [
        "net-20200104T000000Z.backup",
        "net-20200104T000000Z.backup.age",
    ]
    assert kept.read_text() == "a letter"
    assert len(list(tmp_path.iterdir())) == 6


def test_what_a_killed_backup_left_goes_with_the_next_one(
    store: SqliteStore, tmp_path: Path
) -> None:
    """Also where that one is refused, and where it has another name."""
    folder = tmp_path / "safe"
    made = back_up_to_folder(store, folder, NOW)
    stem = made.path.name
    left = [
        folder / f".{stem}.abc.part",
        folder / f".{stem}.seal.abc.part",
        folder / ".ida-20200101T000000Z.backup.age.abc.part",
    ]
    other = folder / ".letter.txt.abc.part"
    for path in (*left, other):
        path.write_bytes(b"half")
        os.utime(path, (0, 0))
    with pytest.raises(UsageError, match="there already"):
        back_up(store, made.path, NOW)
    assert [path.exists() for path in left] == [False, False, True]
    back_up_to_folder(store, folder, NOW + timedelta(hours=1))
    assert not left[2].exists()
    assert other.exists()
