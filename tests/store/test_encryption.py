"""An encrypted network answers as a plain one; nothing in it or beside it is in the clear."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from shutil import rmtree
from typing import TYPE_CHECKING

import pytest

from netkit.backups.encrypting import decrypt, encrypt
from netkit.backups.verified import back_up, rehearse, restore_sealed, verify
from netkit.errors import StoreBusyError, StoreError, UsageError
from netkit.forgetting.job import ForgettingJob, job_path, pending_job, write_job
from netkit.store.copying import copy_network, make_target
from netkit.store.sqlite import SqliteStore
from netkit.store.sqlite.cipher import is_encrypted
from netkit.support import passphrases, session_keys
from netkit.support.passphrases import WrongPassphraseError
from tests.circle import ANN, BUSY, CID, ME, NOON, circle, need, pid, wrote

if TYPE_CHECKING:
    from pathlib import Path

PHRASE = "seven quiet herons"
SECRETS = (b"M\xc3\xbcller", b"bassoon", b"example.org", b"SQLite format")


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETKIT_PASSPHRASE", PHRASE)
    monkeypatch.setattr(passphrases, "_keys", {})
    monkeypatch.setattr(passphrases, "ask", None)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "mine" / "net.netkit"
    with closing(SqliteStore(path)) as store:
        store.append(circle(*BUSY, need(ANN, "a bassoon")))
    return path


@pytest.fixture
def network(plain: Path) -> Path:
    encrypt(plain)
    return plain


def digest(path: Path) -> str:
    with closing(SqliteStore(path, create=False)) as store:
        assert store.check() == []
        return store.digest()


def secrets_in(folder: Path) -> list[str]:
    """Return what can be read in the files below a folder, journals too."""
    return [
        f"{secret!r} in {path.name}"
        for path in folder.rglob("*")
        if path.is_file()
        for secret in SECRETS
        if secret in path.read_bytes()
    ]


def test_encrypting_and_decrypting_change_nothing_that_it_says(plain: Path) -> None:
    before = digest(plain)
    assert not is_encrypted(plain)
    encrypt(plain)
    assert is_encrypted(plain)
    assert plain.stat().st_mode & 0o777 == 0o600
    assert digest(plain) == before
    decrypt(plain)
    assert not is_encrypted(plain)
    assert digest(plain) == before


def test_nothing_can_be_read_in_its_files_also_while_it_is_written(network: Path) -> None:
    with closing(SqliteStore(network, create=False)) as store:
        store.append(circle(*BUSY, wrote(CID, ME, day=40)))
        store.check()
        back_up(store, network.with_name("safe.backup"), NOON)
        assert secrets_in(network.parent) == []


def test_a_change_is_kept_and_survives_another_opening(network: Path) -> None:
    with closing(SqliteStore(network, create=False)) as store:
        store.append(circle(*BUSY, wrote(CID, ME, day=40)))
        after = store.digest()
    assert digest(network) == after


def test_every_tool_of_sqlcipher_opens_it_with_the_passphrase(network: Path) -> None:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(network))) as connection:
        connection.execute(f"PRAGMA key = '{PHRASE}'")
        assert connection.execute("SELECT count(*) FROM handle").fetchone()[0] > 1


def test_a_wrong_passphrase_is_one_line_and_changes_nothing(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = network.read_bytes()
    monkeypatch.setattr(passphrases, "_keys", {})
    monkeypatch.setenv("NETKIT_PASSPHRASE", "seven loud herons")
    for attempt in (
        lambda: SqliteStore(network),
        lambda: decrypt(network),
        lambda: rehearse(network),
    ):
        with pytest.raises(WrongPassphraseError, match="not the right one") as raised:
            attempt()
        assert "\n" not in str(raised.value)
    assert network.read_bytes() == before


def test_without_a_passphrase_it_says_where_one_can_stand(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrases, "_keys", {})
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    with pytest.raises(WrongPassphraseError, match="NETKIT_PASSPHRASE_COMMAND"):
        SqliteStore(network)


def test_a_program_may_print_the_passphrase_and_a_terminal_may_be_asked(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    for variable, asked in ((f"echo {PHRASE}", None), ("", lambda what: PHRASE)):
        monkeypatch.setattr(passphrases, "_keys", {})
        monkeypatch.setenv("NETKIT_PASSPHRASE_COMMAND", variable)
        monkeypatch.setattr(passphrases, "ask", asked)
        assert digest(network)


def test_the_key_is_kept_for_a_session_where_nobody_else_can_read_it(
    network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    monkeypatch.setenv("NETKIT_PASSPHRASE_COMMAND", f"echo {PHRASE}")
    monkeypatch.setattr(passphrases, "_keys", {})
    digest(network)
    [key] = [path for path in runtime.rglob("*") if path.is_file()]
    assert key.stat().st_mode & 0o777 == 0o600
    monkeypatch.delenv("NETKIT_PASSPHRASE_COMMAND")
    monkeypatch.setattr(passphrases, "_keys", {})
    assert digest(network), "the key of the session opens it"
    passphrases.drop_keys()
    assert not key.exists()
    runtime.chmod(0o755)
    monkeypatch.setenv("NETKIT_PASSPHRASE_COMMAND", f"echo {PHRASE}")
    digest(network)
    assert not key.exists(), "others could read it there"


def private_folder(path: Path) -> Path:
    path.mkdir(mode=0o700)
    return path


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_passphrase_in_the_environment_wraps_the_key_and_is_compared_each_time(
    network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = private_folder(tmp_path / "run")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    key = next(iter(passphrases._keys.values()))
    monkeypatch.setattr(passphrases, "_keys", {})
    digest(network)
    [wrapped] = files_below(runtime)
    content = wrapped.read_bytes()
    assert wrapped.stat().st_mode & 0o777 == 0o600
    assert key not in content, "it opens nothing without the passphrase"
    assert PHRASE.encode() not in content

    monkeypatch.setattr(passphrases, "_keys", {})
    with monkeypatch.context() as patched:
        patched.setattr(passphrases, "derived_key", None)
        assert digest(network), "it is not derived again"
    monkeypatch.setenv("NETKIT_PASSPHRASE", "seven loud herons")
    monkeypatch.setattr(passphrases, "_keys", {})
    with pytest.raises(WrongPassphraseError, match="not the right one"):
        SqliteStore(network)
    assert wrapped.read_bytes() == content


def test_a_damaged_or_foreign_wrapped_key_is_derived_anew(
    network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = private_folder(tmp_path / "run")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setattr(passphrases, "_keys", {})
    digest(network)
    [wrapped] = files_below(runtime)
    for content in (b"", b"short", bytes(48)):
        wrapped.write_bytes(content)
        monkeypatch.setattr(passphrases, "_keys", {})
        assert digest(network)
        assert wrapped.read_bytes() != content


def test_without_a_session_a_wrapped_key_lies_in_a_private_folder_of_shared_memory(
    network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shm"
    shared.mkdir()
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(session_keys, "_RUN", str(tmp_path / "none"))
    monkeypatch.setattr(session_keys, "_SHARED_MEMORY", str(shared))
    monkeypatch.setattr(passphrases, "_keys", {})
    digest(network)
    [own] = shared.iterdir()
    assert own.stat().st_mode & 0o777 == 0o700
    assert [path.suffix for path in files_below(shared)] == [".wrapped"]
    passphrases.drop_keys()
    assert files_below(shared) == []

    own.chmod(0o755)  # another user may have made it so
    digest(network)
    assert files_below(shared) == []
    rmtree(own)
    elsewhere = private_folder(tmp_path / "elsewhere")
    own.symlink_to(elsewhere)
    monkeypatch.setattr(passphrases, "_keys", {})
    digest(network)
    assert files_below(elsewhere) == []


def test_a_typed_passphrase_is_never_kept_as_a_bare_key_in_shared_memory(
    network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shm"
    shared.mkdir()
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    monkeypatch.setattr(session_keys, "_RUN", str(tmp_path / "none"))
    monkeypatch.setattr(session_keys, "_SHARED_MEMORY", str(shared))
    monkeypatch.setattr(passphrases, "ask", lambda what: PHRASE)
    key = next(iter(passphrases._keys.values()))
    monkeypatch.setattr(passphrases, "_keys", {})
    digest(network)
    assert all(key not in path.read_bytes() for path in files_below(shared))


def test_a_changed_passphrase_shuts_out_the_old_one(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(network)
    monkeypatch.setenv("NETKIT_NEW_PASSPHRASE", "eight quiet herons")
    encrypt(network)
    monkeypatch.setattr(passphrases, "_keys", {})
    with pytest.raises(WrongPassphraseError):
        SqliteStore(network)
    monkeypatch.setenv("NETKIT_PASSPHRASE", "eight quiet herons")
    assert digest(network) == before


@pytest.mark.parametrize("phrase", ["", "short"])
def test_no_passphrase_or_a_short_one_encrypts_nothing(
    plain: Path, phrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_PASSPHRASE", phrase)
    with pytest.raises(UsageError, match="passphrase"):
        encrypt(plain)
    assert not is_encrypted(plain)


def test_two_different_answers_encrypt_nothing(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    answers = iter(["seven quiet herons", "seven quite herons"])
    monkeypatch.setattr(passphrases, "ask", lambda what: next(answers))
    with pytest.raises(UsageError, match="not the same"):
        encrypt(plain)
    assert not is_encrypted(plain)


_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM handle").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


def test_a_network_that_is_open_elsewhere_is_not_rewritten(plain: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(plain)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreBusyError, match="close it first"):
            encrypt(plain)
        other.communicate()
    assert not is_encrypted(plain)
    encrypt(plain)
    assert is_encrypted(plain)


def test_nothing_is_left_beside_it_and_a_half_written_copy_goes(plain: Path) -> None:
    plain.with_name(".net.netkit.abc.part").write_bytes(b"half")
    encrypt(plain)
    assert [path.name for path in plain.parent.iterdir()] == ["net.netkit"]


def test_its_backup_is_encrypted_verified_rehearsed_and_restored(network: Path) -> None:
    safe = network.with_name("safe.backup")
    before = digest(network)
    with closing(SqliteStore(network, create=False)) as store:
        seal = back_up(store, safe, NOON)
        store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    assert is_encrypted(safe)
    assert verify(safe) == seal
    assert rehearse(safe).digest == before
    aside = network.with_name("net.netkit.before-1")
    assert restore_sealed(safe, network, aside=aside)
    assert digest(network) == before
    assert is_encrypted(network)
    assert is_encrypted(aside)
    assert secrets_in(network.parent) == []
    fresh = network.with_name("fresh.netkit")
    assert not restore_sealed(safe, fresh, aside=None)
    assert is_encrypted(fresh)


def test_one_changed_letter_of_an_encrypted_page_is_found(network: Path) -> None:
    content = bytearray(network.read_bytes())
    content[20 * 4096 + 100] ^= 1
    network.write_bytes(content)
    with closing(SqliteStore(network, create=False)) as store, pytest.raises(StoreError):
        store.check()


def test_a_plain_backup_is_restored_into_an_encrypted_network_not_the_other_way(
    plain: Path, tmp_path: Path
) -> None:
    safe, sealed = tmp_path / "plain.backup", tmp_path / "sealed.backup"
    with closing(SqliteStore(plain)) as store:
        back_up(store, safe, NOON)
    encrypt(plain)
    with closing(SqliteStore(plain)) as store:
        back_up(store, sealed, NOON)
    restore_sealed(safe, plain, aside=plain.with_name("net.netkit.before-1"))
    assert is_encrypted(plain)
    assert secrets_in(plain.parent) == []
    decrypt(plain)
    with pytest.raises(UsageError, match="is encrypted and"):
        restore_sealed(sealed, plain, aside=plain.with_name("net.netkit.before-2"))


def test_a_copy_of_an_encrypted_network_is_encrypted(network: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy" / "net.netkit"
    with closing(SqliteStore(network)) as store:
        make_target(store, str(target))
        with closing(SqliteStore(target)) as copy:
            copy_network(store, copy)
    assert is_encrypted(target)
    assert digest(target) == digest(network)
    assert secrets_in(tmp_path) == []


def test_the_job_of_forgetting_names_nobody_in_the_clear(network: Path) -> None:
    job = ForgettingJob(pid(ANN), ("Ann Müller",), ("email:ann@example.org",), b"salt")
    with closing(SqliteStore(network)):
        write_job(network, job)
        assert is_encrypted(job_path(network))
        assert pending_job(network) == job
    assert secrets_in(network.parent) == []


def test_decrypting_what_is_plain_and_encrypting_what_is_not_there_are_one_line(
    plain: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="is not encrypted"):
        decrypt(plain)
    for take in (encrypt, decrypt):
        with pytest.raises(StoreError, match="there is no network"):
            take(tmp_path / "none.netkit")
        with pytest.raises(StoreError, match="is a folder"):
            take(tmp_path)
    foreign = tmp_path / "other.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE bookmarks (a)")
    content = foreign.read_bytes()
    with pytest.raises(StoreError, match="of another program"):
        encrypt(foreign)
    assert foreign.read_bytes() == content


def test_a_plain_file_in_the_place_of_an_encrypted_one_is_opened_as_what_it_is(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert digest(network)
    plain = network.with_name("plain.netkit")
    with closing(SqliteStore(plain)) as store:
        store.append(circle(*BUSY))
    network.write_bytes(plain.read_bytes())  # the same file to the system, and other content
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    monkeypatch.setattr(passphrases, "_keys", {})
    assert digest(network) == digest(plain)
