"""Backups and exports for others to keep open by the right key or passphrase alone."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pyrage
import pytest

from netkit.backups.age_files import Readers, decrypted, encrypted, is_age_file, read_readers
from netkit.backups.rotation import backup_name, backups_in
from netkit.backups.seal import read_seal
from netkit.backups.verified import back_up, rehearse, restore_sealed, verify
from netkit.errors import BadInputError, UsageError
from netkit.store.sqlite import SqliteStore
from netkit.support import passphrases
from tests.circle import ANN, BUSY, NOON, circle, need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "ask", None)
    monkeypatch.delenv("NETKIT_IDENTITY", raising=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "ida.netkit")) as store:
        store.append(circle(*BUSY, need(ANN, "a bassoon")))
        yield store


@pytest.fixture
def identity(tmp_path: Path) -> tuple[Path, Readers]:
    """A file of a secret key, as age-keygen writes it, and whoever holds it."""
    secret = pyrage.x25519.Identity.generate()
    path = tmp_path / "key.txt"
    path.write_text(f"# public key: {secret.to_public()}\n{secret}\n")
    return path, Readers((str(secret.to_public()),))


def test_a_backup_to_a_public_key_is_verified_rehearsed_and_restored_by_the_secret_one(
    store: SqliteStore, identity: tuple[Path, Readers], tmp_path: Path
) -> None:
    key, readers = identity
    safe = tmp_path / "safe.backup.age"
    seal = back_up(store, safe, NOON, readers)
    assert is_age_file(safe)
    assert safe.stat().st_mode & 0o777 == 0o600
    assert b"bassoon" not in safe.read_bytes()
    assert read_seal(safe) == seal
    assert verify(safe, key) == seal
    assert rehearse(safe, key).digest == store.digest()
    assert not restore_sealed(safe, tmp_path / "new.netkit", aside=None, identity=key)
    with closing(SqliteStore(tmp_path / "new.netkit", create=False)) as brought:
        assert brought.digest() == store.digest()


def test_a_backup_with_a_passphrase_opens_by_it_alone(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_BACKUP_PASSPHRASE", "nine quiet herons")
    readers = read_readers((), True)
    safe = tmp_path / "safe.backup.age"
    seal = back_up(store, safe, NOON, readers)
    assert verify(safe) == seal
    monkeypatch.setenv("NETKIT_BACKUP_PASSPHRASE", "nine loud herons")
    with pytest.raises(BadInputError, match="another key or passphrase"):
        rehearse(safe)
    monkeypatch.delenv("NETKIT_BACKUP_PASSPHRASE")
    with pytest.raises(BadInputError, match="NETKIT_BACKUP_PASSPHRASE"):
        rehearse(safe)


def test_another_key_no_key_and_a_file_without_keys_are_one_line(
    store: SqliteStore, identity: tuple[Path, Readers], tmp_path: Path
) -> None:
    safe = tmp_path / "safe.backup.age"
    back_up(store, safe, NOON, identity[1])
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"\xff")
    for key, reason in ((other, "another key"), (None, "--identity"), (empty, "no secret key")):
        with pytest.raises(BadInputError, match=reason):
            restore_sealed(safe, tmp_path / "new.netkit", aside=None, identity=key)
    assert not (tmp_path / "new.netkit").exists()


def test_a_damaged_one_is_refused_by_its_seal_and_by_age(
    store: SqliteStore, identity: tuple[Path, Readers], tmp_path: Path
) -> None:
    key, readers = identity
    safe = tmp_path / "safe.backup.age"
    back_up(store, safe, NOON, readers)
    content = bytearray(safe.read_bytes())
    content[len(content) // 2] ^= 1
    safe.write_bytes(content)
    with pytest.raises(BadInputError, match="not what was written"):
        verify(safe, key)
    with pytest.raises(BadInputError, match="cannot be decrypted") as raised:
        rehearse(safe, key)
    assert str(safe) in str(raised.value)


def test_what_is_in_it_and_no_network_is_told_by_the_name_of_the_backup(
    identity: tuple[Path, Readers], tmp_path: Path
) -> None:
    key, readers = identity
    letter = tmp_path / "letter.age"
    letter.write_bytes(encrypted(b"Dear Ann, " * 500, readers))
    with pytest.raises(BadInputError) as raised:
        restore_sealed(letter, tmp_path / "new.netkit", aside=None, identity=key)
    assert str(raised.value).startswith(str(letter))
    with decrypted(letter, key) as clear:
        assert clear.read_bytes().startswith(b"Dear Ann")
    assert not clear.exists()


@pytest.mark.parametrize("text", ["age1nonsense", "ssh-ed25519 AAAA", "ann@example.org"])
def test_what_is_no_public_key_is_told_before_anything_is_written(text: str) -> None:
    with pytest.raises(UsageError, match="--recipient takes a public key"):
        read_readers((text,), False)


def test_a_key_and_a_passphrase_are_not_both(identity: tuple[Path, Readers]) -> None:
    with pytest.raises(UsageError, match="not both"):
        read_readers(identity[1].recipients, True)
    assert read_readers((), False) is None


def test_rotation_counts_encrypted_backups_with_the_others(tmp_path: Path) -> None:
    (tmp_path / backup_name("ida", NOON, encrypted=True)).write_bytes(b"")
    assert list(backups_in(tmp_path, "ida")) == [NOON]
