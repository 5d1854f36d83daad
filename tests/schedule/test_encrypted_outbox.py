"""Reports that wait are as private as their network: encrypted with it, sent all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.backups.encrypting import decrypt, encrypt
from netkit.schedule.ledger import Outcome, paused, resumed
from netkit.schedule.run import Desk, run_all_due
from netkit.schedule.schedules import DeliveryError, Report, Schedule
from netkit.support import passphrases
from netkit.workspace import open_workspace
from tests.schedule.test_reporter import MONDAY, desk_of, network, weekly

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.schedule.outbox import Parcel

__all__ = ["network"]

PHRASE, OTHER = "seven quiet herons", "eight quiet herons"
HOUR = timedelta(hours=1)


class Post:
    """A mailbox that may be closed."""

    def __init__(self) -> None:
        self.closed = True
        self.reports: list[Report] = []

    def __call__(self, schedule: Schedule, parcel: Parcel) -> str:
        if self.closed:
            raise DeliveryError("closed")
        self.reports.append(parcel.report)
        return "the post"


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def desk(network: Path, tmp_path: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a report of an encrypted network that waits."""
    monkeypatch.setenv("NETKIT_PASSPHRASE", PHRASE)
    monkeypatch.setattr(passphrases, "_keys", {})
    monkeypatch.setattr(passphrases, "ask", None)
    encrypt(network)
    made = desk_of(tmp_path, weekly(network, tmp_path / "reports"))
    desk = Desk(made.book, made.reporter, post)
    assert [run.outcome for run in run_all_due(desk, MONDAY)] == [Outcome.WAITING]
    return desk


def parcels(desk: Desk) -> list[Path]:
    return [path for path in desk.book.folder.rglob("*.zip") if path.is_file()]


def read(desk: Desk, post: Post) -> str:
    """Open the mailbox, and return what arrives."""
    post.closed = False
    runs = run_all_due(desk, MONDAY + HOUR)
    assert [run.outcome for run in runs] == [Outcome.DELIVERED], runs
    assert parcels(desk) == []
    return post.reports[-1].forms["txt"].decode()


def test_what_waits_can_be_read_by_nobody_and_arrives_in_the_clear(desk: Desk, post: Post) -> None:
    [parcel] = parcels(desk)
    assert not parcel.read_bytes().startswith(b"PK")
    assert parcel.stat().st_mode & 0o777 == 0o600
    for path in desk.book.folder.rglob("*"):
        assert not path.is_file() or b"Moritz" not in path.read_bytes()
    assert "Moritz Kern" in read(desk, post)


def test_a_changed_passphrase_loses_no_report(
    desk: Desk, post: Post, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_NEW_PASSPHRASE", OTHER)
    encrypt(network)
    monkeypatch.setenv("NETKIT_PASSPHRASE", OTHER)
    monkeypatch.setattr(passphrases, "_keys", {})
    assert "Moritz Kern" in read(desk, post)


def test_a_network_decrypted_meanwhile_loses_no_report(
    desk: Desk, post: Post, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decrypt(network)
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    monkeypatch.setattr(passphrases, "_keys", {})
    assert "Moritz Kern" in read(desk, post)


def test_without_the_passphrase_it_waits_on_and_that_is_said(
    desk: Desk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    monkeypatch.setattr(passphrases, "_keys", {})
    post.closed = False
    [run] = run_all_due(desk, MONDAY + HOUR)
    assert run.outcome is Outcome.FAILED
    assert "is encrypted" in run.message
    assert len(parcels(desk)) == 1
    monkeypatch.setenv("NETKIT_PASSPHRASE", PHRASE)
    assert "Moritz Kern" in read(desk, post)


def test_somebody_forgotten_goes_from_what_waits_too(desk: Desk, post: Post, network: Path) -> None:
    folders = [desk.book.folder / "outbox"]
    with open_workspace(network, now=MONDAY) as space:
        gone = space.forget(space.person("Moritz Kern"), folders)
    assert len(gone.removed) == 1
    assert parcels(desk) == []


def test_one_that_its_network_cannot_open_any_more_is_set_aside(
    desk: Desk, post: Post, network: Path
) -> None:
    with open_workspace(network, now=MONDAY) as space:
        space.store.set_setting("key of kept files", "")  # as in an older backup of it
    post.closed = False
    run_all_due(desk, MONDAY + HOUR)
    assert [path.suffix for path in desk.outbox_of("weekly").iterdir()] == [".damaged"]


def test_a_paused_schedule_asks_for_no_key(
    desk: Desk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.book.change(lambda ledger: paused(ledger, "weekly"))
    monkeypatch.delenv("NETKIT_PASSPHRASE")
    monkeypatch.setattr(passphrases, "_keys", {})
    assert run_all_due(desk, MONDAY + HOUR) == ()
    desk.book.change(lambda ledger: resumed(ledger, "weekly", now=MONDAY))
