"""Forgetting somebody reaches all that netkit keeps, and is finished whatever cuts it off."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import pytest

from benchmarks.invented import Invented
from netkit.errors import StoreError, UsageError
from netkit.forgetting.job import ForgettingJob, job_path, pending_job, write_job
from netkit.model.events import Interaction
from netkit.model.people import Claim
from netkit.store import forgotten
from netkit.store.codec import people_of
from netkit.store.forgotten import ForgottenKeys, handle_hash
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change
from netkit.workspace import Workspace
from tests.circle import ANN, BUSY, circle, need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return tmp_path / "net.netkit"


@pytest.fixture
def workspace(network: Path) -> Iterator[Workspace]:
    with Workspace(SqliteStore(network), NOW) as workspace:
        workspace.store.append(circle(*BUSY, need(ANN, "a lawyer")))
        yield workspace


def holds(file: Path, text: bytes = b"M\xc3\xbcller") -> bool:
    """Return True when the bytes of a file, or of its journal, hold a text."""
    files = [file, file.with_name(f"{file.name}-wal")]
    return any(text in one.read_bytes() for one in files if one.exists())


def test_nothing_is_left_in_the_bytes_of_the_network(workspace: Workspace, network: Path) -> None:
    assert holds(network)
    result = workspace.forget("Ann Müller")
    assert not holds(network)
    assert (result.unreached, job_path(network).exists()) == ((), False)


def test_no_key_id_text_or_event_of_somebody_is_left_in_the_bytes_of_a_grown_network(
    tmp_path: Path,
) -> None:
    """What SQLite deletes it overwrites, but not the copies that a page keeps when it is split."""
    invented = Invented(600, 3_000, 1_500)
    with closing(SqliteStore(tmp_path / "grown.netkit")) as store:
        for change in invented.changes():
            store.append(change)
        everybody = [one.id for one in store.people() if not (one.owner or one.unknown)]
        for person in everybody[:: len(everybody) // 4]:
            traces = {person.encode(), *(handle.key.encode() for handle in store.handles(person))}
            texts = (claim.value for claim in store.claims([person], ["name"]))
            traces |= {text.encode() for text in texts}
            contacts = store.interactions([person, invented.owner])
            traces |= {bytes.fromhex(contact.id[1:]) for contact in contacts}
            before = b"".join(file.read_bytes() for file in tmp_path.iterdir())
            assert any(trace in before for trace in traces)
            store.forget(person, b"12345678")
            files = list(tmp_path.iterdir())
            left = [t for file in files for t in traces if _stands_alone(t, file.read_bytes())]
            assert left == []
        assert store.check() == []


def _stands_alone(trace: bytes, content: bytes) -> bool:
    """Return True when bytes hold a trace that is not the beginning of a longer number."""
    return re.search(re.escape(trace) + rb"(?![0-9])", content) is not None


def test_a_file_whose_leftovers_were_just_overwritten_is_left_alone(
    workspace: Workspace, network: Path
) -> None:
    workspace.store.scrub()
    statements: list[str] = []
    emptied = "PRAGMA wal_checkpoint(TRUNCATE)"  # how it begins
    cast("SqliteStore", workspace.store)._connection.set_trace_callback(statements.append)
    assert workspace.store.scrub()
    assert emptied not in statements
    workspace.forget("Ann Müller")
    assert statements.count(emptied) == 1
    with closing(SqliteStore(network)) as theirs:
        theirs.set_setting("region", "DE")
    assert workspace.store.scrub()
    assert statements.count(emptied) == 2


def test_it_counts_what_was_recorded_of_them(workspace: Workspace) -> None:
    """By hand: her name, her job, one need, and the contacts of BUSY in which she has a part."""
    contacts = [event for event in BUSY if isinstance(event, Interaction)]
    hers = sum(ANN.person_id in (one.sender, *one.recipients) for one in contacts)
    others = sum(
        ANN.person_id in people_of(event).values()
        for event in BUSY
        if not isinstance(event, Interaction)
    )
    assert workspace.forget("Ann Müller").erased == 3 + hers + others


def test_reports_that_name_them_are_removed_and_others_stay(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.html").write_text("<p>ANN MÜLLER</p>")
    (folder / "two.html").write_text("<p>Bob O&#x27;Ray</p>")
    with zipfile.ZipFile(folder / "waiting.zip", "w") as parcel:
        parcel.writestr("report.txt", "write to Ann Müller")
    result = workspace.forget("Ann Müller", [folder])
    assert [path.name for path in folder.iterdir()] == ["two.html"]
    assert len(result.removed) == 2


def test_names_are_found_as_pages_and_json_spell_them(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    workspace.add_person("Wilma D'Ester-Löw", email="quill@example.org")
    (folder / "page.html").write_text("<p>Wilma D&#x27;Ester-Löw</p>")
    (folder / "plain.json").write_text('"Wilma D\'Ester-Löw"')
    (folder / "escaped.json").write_text(json.dumps("Wilma D'Ester-Löw"))
    workspace.forget("Wilma D'Ester-Löw", [folder])
    assert list(folder.iterdir()) == []


def test_reports_are_found_by_name_nickname_address_and_id(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    workspace.add_person("Wilma Ost", email="quill@example.org")
    wilma = workspace.person("Wilma Ost").id
    nicknames = ("Fuchsia", "Wi")  # two letters stand in too many words
    claims = [Claim(wilma, "nickname", nickname, NOW) for nickname in nicknames]
    workspace.store.append(Change("told", NOW, claims=claims))
    named = ("WILMA OST", "dear Fuchsia", "quill@example.org", wilma)
    for number, text in enumerate(named):
        (folder / f"{number}.txt").write_text(text)
    (folder / "other.txt").write_text("with Wilbur")
    (tmp_path / "own.txt").write_text("Wilma Ost")
    (folder / "link.txt").symlink_to(tmp_path / "own.txt")
    workspace.forget("Wilma Ost", [folder])
    assert sorted(path.name for path in folder.iterdir()) == ["link.txt", "other.txt"]


def test_networks_set_aside_and_half_written_copies_are_reached(
    workspace: Workspace, network: Path
) -> None:
    aside = network.with_name("net.netkit.before-20260101-000000")
    workspace.store.backup(aside)
    assert holds(aside)
    partial = network.with_name(".net.netkit.x1.part")
    partial.write_bytes(network.read_bytes())
    workspace.forget("Ann Müller")
    assert not holds(aside)
    assert not partial.exists()


def test_a_damaged_network_set_aside_is_named(workspace: Workspace, network: Path) -> None:
    aside = network.with_name("net.netkit.before-20260101-000000")
    aside.write_bytes(b"SQLite format 3\0" + b"Ann" * 900)
    result = workspace.forget("Ann Müller")
    assert str(aside) in result.unreached[0]
    aside.unlink()
    assert workspace.finish_forgetting() is not None
    assert workspace.finish_forgetting() is None


def test_a_network_set_aside_that_is_being_read_is_named(
    workspace: Workspace, network: Path
) -> None:
    aside = network.with_name("net.netkit.before-20260101-000000")
    workspace.store.backup(aside)
    SqliteStore(aside).close()
    with closing(sqlite3.connect(aside, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM handle").fetchone()
        result = workspace.forget("Ann Müller")
        reader.execute("ROLLBACK")
    assert result.unreached == (f"{aside}, which another program is reading",)
    assert workspace.finish_forgetting() is not None
    assert not holds(aside)


def test_while_somebody_reads_the_job_stays_and_is_finished_later(
    workspace: Workspace, network: Path
) -> None:
    with closing(sqlite3.connect(network, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM handle").fetchone()
        result = workspace.forget("Ann Müller")
        assert result.unreached
        assert pending_job(network) is not None
        reader.execute("ROLLBACK")
    finished = workspace.finish_forgetting()
    assert finished is not None
    assert (finished.unreached, pending_job(network), holds(network)) == ((), None, False)


def test_a_job_that_was_killed_before_it_began_is_done_at_the_next_start(
    workspace: Workspace, network: Path
) -> None:
    person = workspace.person("Ann Müller")
    write_job(network, ForgettingJob(person.id, ("Ann Müller",), (ANN.key,), b"salt" * 4))
    finished = workspace.finish_forgetting()
    assert finished is not None
    assert finished.erased
    assert not holds(network)


def test_the_job_is_for_the_user_alone_and_a_damaged_one_says_what_to_do(network: Path) -> None:
    write_job(network, ForgettingJob(ANN.person_id, ("Ann",), (ANN.key,), b"s" * 16))
    assert job_path(network).stat().st_mode & 0o777 == 0o600
    job_path(network).write_text("{")
    with pytest.raises(StoreError, match="people forget"):
        pending_job(network)


def test_the_owner_is_not_forgotten_and_no_job_stays(workspace: Workspace, network: Path) -> None:
    with pytest.raises(UsageError, match="cannot be forgotten"):
        workspace.forget("me")
    assert not job_path(network).exists()


def test_somebody_forgotten_is_not_said_to_be_added(workspace: Workspace) -> None:
    workspace.add_person("Wilma Ost", email="wilma@example.org")
    workspace.forget("Wilma Ost")
    with pytest.raises(UsageError, match="--again"):
        workspace.add_person("Wilma Ost", email="wilma@example.org")
    workspace.add_person("Wilma Ost", email="wilma@example.org", again=True)
    assert workspace.person("Wilma Ost").name == "Wilma Ost"


def test_a_namesake_without_their_keys_can_be_added(workspace: Workspace) -> None:
    workspace.add_person("Wilma Ost", email="wilma@example.org")
    workspace.forget("Wilma Ost")
    workspace.add_person("Wilma Ost", email="other@example.org")
    assert workspace.person("Wilma Ost").name == "Wilma Ost"


def test_hashes_are_slow_to_guess_and_tell_their_keys_from_others() -> None:
    salt = b"s" * 16
    gone = ForgottenKeys(salt, [handle_hash("email:ann@example.org", salt)])
    assert "email:ann@example.org" in gone
    assert not any(f"email:p{number}@example.org" in gone for number in range(200))
    assert len({handle_hash(f"email:{n}", salt)[:2] for n in range(8)}) >= 7
    slow = hashlib.scrypt(b"email:ann@example.org", salt=salt, n=2**14, r=8, p=1, dklen=16)
    assert handle_hash("email:ann@example.org", salt)[2:] == slow


def test_hashes_that_earlier_versions_kept_are_still_known() -> None:
    salt = b"s" * 16
    old = hashlib.blake2b(b"email:ann@example.org", key=salt, digest_size=16).digest()
    gone = ForgottenKeys(salt, [old])
    assert "email:ann@example.org" in gone
    assert "email:bob@example.org" not in gone
    assert gone.hashes_of("email:ann@example.org") == {old}


def test_few_handles_need_the_slow_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """One in 16,384 agrees in the prefix by chance: an import stays fast."""
    salt = b"s" * 16
    gone = ForgottenKeys(salt, [handle_hash("email:ann@example.org", salt)])
    slow = []
    monkeypatch.setattr(forgotten, "handle_hash", lambda key, _: slow.append(key))
    for number in range(30_000):
        assert f"email:p{number}@example.org" not in gone
    assert len(slow) <= 12  # 1.8 are expected; more than 12 come once in 10 million salts
    assert "email:ann@example.org" not in gone  # for the hash that stands in gives none
    assert slow[-1] == "email:ann@example.org"


def test_an_import_does_not_bring_them_back(workspace: Workspace) -> None:
    workspace.forget("Ann Müller")
    workspace.store.append(circle(need(ANN, "a lawyer")))
    names = {person.name for person in workspace.store.people()}
    assert names == {"Bob O'Ray", "Cid López-Ray", "Me Myself"}


@pytest.mark.parametrize("name", ["Özgür Çelik", "Søren Å", 'Ann "Nan" Lee', "王伟明"])
def test_a_name_is_found_in_json_that_escapes_it(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    workspace.add_person(name, email="oz@example.org")
    for place, ascii_only in enumerate((True, False)):
        text = json.dumps({"who": name}, ensure_ascii=ascii_only)
        (folder / f"{place}.json").write_text(text, encoding="utf-8")
    workspace.forget(name, [folder])
    assert list(folder.iterdir()) == []
