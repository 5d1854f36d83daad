"""A store as a whole: receipts, what is recorded twice, settings, backups, an empty network."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from netkit.errors import StoreError
from netkit.model.people import Handle
from netkit.store import open_store
from netkit.store.values import Counts
from tests.circle import (
    BUSY,
    ME,
    NOON,
    circle,
    pid,
    wrote,
)

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store


def test_a_receipt_counts_what_was_new_without_the_owner(store: Store) -> None:
    receipt = store.append(circle(*BUSY))
    assert receipt.new == Counts(
        people=3, interactions=5, favours=1, introductions=0, acquaintances=1, other=1
    )


def test_recording_the_same_again_adds_nothing(store: Store) -> None:
    store.append(circle(*BUSY))
    before = store.digest()
    again = store.append(circle(*BUSY))
    assert (again.batch, again.new) == (0, Counts())
    assert store.digest() == before
    assert len(store.batches()) == 1


def test_the_order_of_events_does_not_matter(store: Store, tmp_path: Path) -> None:
    shuffled = list(BUSY)
    random.Random(1).shuffle(shuffled)
    store.append(circle(*shuffled[:4]))
    store.append(circle(*shuffled[4:]))
    other = open_store(tmp_path / "other.netkit")
    other.append(circle(*BUSY))
    assert store.digest() == other.digest()
    assert store.ties(pid(ME)) == other.ties(pid(ME))
    other.close()


def test_a_change_that_speaks_of_nobody_known_is_refused_whole(store: Store) -> None:
    before = store.digest()
    stranger = Handle("linkedin", "stranger")
    with pytest.raises(StoreError, match="no handle stands for"):
        store.append(circle(wrote(ME, stranger)))
    assert store.digest() == before
    assert store.people() == []


def test_an_empty_network_answers_everything_with_nothing(store: Store) -> None:
    assert store.people() == []
    assert store.owners() == ()
    assert store.span() is None
    assert list(store.contacts()) == []
    assert store.events(["need"]) == []
    assert store.withdraw(NOON) is None
    assert store.counts() == Counts()
    assert store.check() == []


def test_a_setting_is_kept_and_replaced(store: Store) -> None:
    assert store.setting("region") is None
    store.set_setting("region", "DE")
    store.set_setting("region", "GB")
    assert store.setting("region") == "GB"


def test_a_backup_opens_and_holds_the_same(store: Store, tmp_path: Path) -> None:
    store.append(circle(*BUSY))
    store.backup(tmp_path / "copy.netkit")
    copy = open_store(tmp_path / "copy.netkit", create=False)
    assert copy.digest() == store.digest()
    assert copy.ties(pid(ME)) == store.ties(pid(ME))
    copy.close()


def test_closing_twice_is_harmless(store: Store) -> None:
    address = store.url
    store.close()
    store.close()
    assert store.url == address
