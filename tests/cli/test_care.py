"""The commands of care as they are typed: encrypt, verify, find changes, close to others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pyrage
import pytest

from netkit.store.sqlite.cipher import is_encrypted
from netkit.support import passphrases

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netkit


@pytest.fixture
def mine(netkit: Netkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A network of one person, in a folder of its own."""
    path = tmp_path / "mine" / "me.netkit"
    monkeypatch.setenv("NETKIT_NETWORK", str(path))
    monkeypatch.setenv("NETKIT_PASSPHRASE", "seven quiet herons")
    monkeypatch.setattr(passphrases, "_keys", {})
    netkit("init", "--me", "Ida Berg")
    netkit("person", "Ann Lee", "--new", "--email", "ann@example.org")
    netkit("note", "Ann Lee", "plays the bassoon")
    return path


def test_every_kind_of_command_works_on_an_encrypted_network(netkit: Netkit, mine: Path) -> None:
    assert "is encrypted" in netkit("encrypt").out
    assert is_encrypted(mine)
    for words in (
        ("brief", "Ann Lee"),
        ("find", "bassoon"),
        ("log", "lunch with Ann Lee"),
        ("undo",),
        ("check", "--read-all"),
        ("doctor",),
        ("report", "--output", str(mine.with_name("report.html"))),
        ("backup", mine.with_name("safe.backup")),
        ("restore", mine.with_name("safe.backup"), "--force"),
        ("copy", mine, mine.with_name("copy.netkit")),
        ("people", "forget", "Ann Lee", "--yes"),
        ("decrypt",),
    ):
        result = netkit(*words)
        assert result.code == 0, (words, result.err)
    assert is_encrypted(mine.with_name("copy.netkit"))
    assert not is_encrypted(mine)
    assert netkit("who", "Ann").code == 1


def test_a_wrong_passphrase_ends_a_command_in_one_line(
    netkit: Netkit, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netkit("encrypt")
    monkeypatch.setattr(passphrases, "_keys", {})
    monkeypatch.setenv("NETKIT_PASSPHRASE", "seven loud herons")
    result = netkit("today")
    assert result.code == 4
    assert result.err.count("\n") == 1
    assert "not the right one" in result.err


def test_copies_beside_that_are_in_the_clear_are_named_when_it_is_encrypted(
    netkit: Netkit, mine: Path
) -> None:
    netkit("backup", mine.with_name("safe.backup"))
    netkit("restore", mine.with_name("safe.backup"), "--force")
    [aside] = mine.parent.glob("me.netkit.before-*")
    assert str(aside) in netkit("encrypt").err


def test_read_all_finds_a_changed_letter_that_check_passes_over(netkit: Netkit, mine: Path) -> None:
    with closing(sqlite3.connect(mine)) as connection:
        connection.execute("UPDATE event SET data = replace(data, 'bassoon', 'bassooh')")
        connection.commit()
    assert netkit("check").code == 0
    result = netkit("check", "--read-all")
    assert result.code == 4
    assert "not what was recorded" in result.err


def test_doctor_says_when_others_can_read_and_closes_it(netkit: Netkit, mine: Path) -> None:
    mine.parent.chmod(0o755)
    mine.chmod(0o644)
    assert "other users can read" in netkit("doctor").out
    fixed = netkit("doctor", "--fix")
    assert "is closed to other users" in fixed.err
    assert "other users" not in fixed.out
    assert mine.stat().st_mode & 0o777 == 0o600
    assert mine.parent.stat().st_mode & 0o777 == 0o700


def test_backups_and_exports_to_a_public_key(netkit: Netkit, mine: Path) -> None:
    secret = pyrage.x25519.Identity.generate()
    key = mine.with_name("key.txt")
    key.write_text(str(secret))
    folder = mine.with_name("safe")
    made = netkit("backup", "--to", folder, "--recipient", secret.to_public())
    assert made.code == 0
    [backup] = folder.glob("me-*.backup.age")
    assert netkit("backup", "--verify", backup, "--identity", key).err == ""
    without = netkit("backup", "--verify", backup)
    assert (without.code, "is what was written" in without.out) == (0, True)
    assert "--identity FILE" in without.err
    assert netkit("restore", "--rehearse", backup, "--identity", key).code == 0
    book = mine.with_name("all.vcf.age")
    assert netkit("export", "vcard", book, "--recipient", secret.to_public()).code == 0
    assert b"BEGIN:VCARD" in pyrage.decrypt(book.read_bytes(), [secret])


def test_a_schedule_of_backups_is_added_run_and_listed(netkit: Netkit, mine: Path) -> None:
    folder = mine.with_name("safe")
    added = netkit("schedule", "add", "daily", "--backup-to", folder, "--keep", "daily=2")
    assert added.code == 0
    assert netkit("schedule", "run", "daily").code == 0
    assert len(list(folder.glob("me-*.backup"))) == 1
    assert str(folder) in netkit("schedule", "list").out
    for wrong in (("--keep", "hourly=2", "--backup-to", folder), ("--keep", "daily=2")):
        assert netkit("schedule", "add", "weekly", "--on", "monday", *wrong).code == 2


def test_a_changed_backup_to_a_public_key_is_found_without_the_secret_one(
    netkit: Netkit, mine: Path
) -> None:
    public = pyrage.x25519.Identity.generate().to_public()
    safe = mine.with_name("safe.backup.age")
    netkit("backup", safe, "--recipient", public)
    content = bytearray(safe.read_bytes())
    content[-100] ^= 1
    safe.write_bytes(content)
    result = netkit("backup", "--verify", safe)
    assert result.code == 3
    assert "not what was written" in result.err


def test_doctor_says_that_there_is_no_backup_or_a_stale_one(
    netkit: Netkit, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "newest backup: none is known" in netkit("doctor").out
    monkeypatch.setenv("NETKIT_NOW", "2026-03-01T09:00:00+00:00")
    netkit("backup")
    assert "ok  newest backup: of 1 March 2026" in netkit("doctor").out
    monkeypatch.setenv("NETKIT_NOW", "2026-04-05T09:00:00+00:00")
    assert "newest backup: of 1 March 2026: stale" in netkit("doctor").out


def test_doctor_finds_a_backup_where_a_schedule_puts_it_and_misses_it_when_it_is_gone(
    netkit: Netkit, mine: Path
) -> None:
    folder = mine.with_name("safe")
    netkit("schedule", "add", "daily", "--backup-to", folder)
    netkit("schedule", "run", "daily")
    assert "ok  newest backup" in netkit("doctor").out
    for path in folder.iterdir():
        path.unlink()
    said = netkit("doctor").out
    assert "newest backup: none is known" in said
    assert f"no backup lies in {folder} any more" in " ".join(said.split())


def test_encrypting_names_what_schedules_keep_in_the_clear(netkit: Netkit, mine: Path) -> None:
    folder = mine.with_name("reports")
    netkit("schedule", "add", "weekly", "--on", "monday", "--to-folder", folder)
    netkit("schedule", "run", "weekly")
    said = netkit("encrypt").err
    assert f"not encrypted: the reports that a schedule delivers to {folder}" in said
    assert "maps, reports and exports are files for others to open" in said


def test_doctor_says_that_a_daily_backup_did_not_come(
    netkit: Netkit, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_NOW", "2026-03-01T09:00:00+00:00")
    netkit("schedule", "add", "daily", "--backup-to", mine.with_name("safe"), "--time-zone", "UTC")
    netkit("schedule", "run", "daily")
    monkeypatch.setenv("NETKIT_NOW", "2026-03-02T12:00:00+00:00")
    assert "nothing made it" not in netkit("doctor").out
    monkeypatch.setenv("NETKIT_NOW", "2026-03-09T12:00:00+00:00")
    said = " ".join(netkit("doctor").out.split())
    assert "backups daily: due on 8 March 2026, and nothing made it" in said
