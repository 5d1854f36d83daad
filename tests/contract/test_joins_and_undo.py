"""Joining, splitting and undoing: each is exact, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.errors import UsageError
from netkit.store.values import Change, Doubt, Join
from tests.circle import (
    ANN,
    ANN_MAIL,
    BOB,
    BUSY,
    CID,
    ME,
    NOON,
    circle,
    pid,
    wrote,
)

if TYPE_CHECKING:
    from netkit.store.port import Store


DAY0 = int(NOON.timestamp() // 86_400)


def test_a_joined_handle_speaks_for_its_person(store: Store) -> None:
    store.append(circle(wrote(ME, ANN, day=0)))
    store.append(
        Change(
            "mail",
            NOON,
            handles=[(ANN_MAIL, pid(ANN))],
            events=[wrote(ANN_MAIL, ME, day=7)],
        )
    )
    stats = store.tie(pid(ME), pid(ANN))
    assert stats is not None
    assert (stats.days_ab, stats.days_ba) == (1, 1)
    assert store.people_by_handle([ANN_MAIL.key]) == {ANN_MAIL.key: pid(ANN)}
    assert store.handles(pid(ANN)) == [ANN, ANN_MAIL]


def test_joining_two_people_makes_one_of_all_they_have(store: Store) -> None:
    store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    store.append(Change("join", NOON, joins=[Join(pid(ANN), pid(CID), "the user said so")]))
    assert store.people([pid(CID)]) == store.people([pid(ANN)])
    stats = store.tie(pid(ME), pid(CID))
    assert stats is not None
    assert stats.last_ba == DAY0 + 40
    assert store.check() == []


def test_undoing_a_join_is_exact(store: Store) -> None:
    store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    before, ties = store.digest(), store.ties(pid(ME))
    store.append(Change("join", NOON, joins=[Join(pid(ANN), pid(CID), "test")]))
    assert store.digest() != before
    undone = store.withdraw(NOON)
    assert undone is not None
    assert undone.label == "join"
    assert (store.digest(), store.ties(pid(ME))) == (before, ties)


def test_a_split_handle_is_a_person_of_its_own_again(store: Store) -> None:
    store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    ties = store.ties(pid(ME))
    store.append(Change("join", NOON, joins=[Join(pid(ANN), pid(CID), "test")]))
    store.append(Change("split", NOON, splits=[CID]))
    assert store.ties(pid(ME)) == ties
    with pytest.raises(UsageError, match="known by"):
        store.append(Change("split", NOON, splits=[CID]))


def test_the_owner_stays_the_owner_when_joined(store: Store) -> None:
    store.append(circle())
    store.append(Change("join", NOON, joins=[Join(pid(CID), pid(ME), "my other address")]))
    assert store.owners() == (pid(ME),)
    assert store.people([pid(CID)])[0].owner


def test_undo_takes_back_the_last_change_exactly_and_it_can_be_made_again(store: Store) -> None:
    store.append(circle(*BUSY[:3]))
    before, ties = store.digest(), store.ties(pid(ME))
    store.append(circle(*BUSY, label="second"))
    after = store.digest()
    undone = store.withdraw(NOON)
    assert undone is not None
    assert undone.label == "second"
    assert (store.digest(), store.ties(pid(ME))) == (before, ties)
    assert [batch.withdrawn for batch in store.batches()] == [False, True]
    store.append(circle(*BUSY, label="again"))
    assert store.digest() == after
    assert store.check() == []


def test_undoing_everything_leaves_nothing(store: Store) -> None:
    empty = store.digest()
    store.append(circle(*BUSY))
    store.withdraw(NOON)
    assert store.digest() == empty
    assert store.people() == []
    assert store.with_terms() == []
    assert store.named(["ann"]) == []


def test_the_newest_verdict_on_a_doubt_counts(store: Store) -> None:
    store.append(circle())
    a, b = sorted((pid(ANN), pid(BOB)))
    store.append(Change("doubt", NOON, doubts=[Doubt(b, a, "the same phone")]))
    store.append(Change("no", NOON, doubts=[Doubt(a, b, "said", "different")]))
    assert store.doubts() == [Doubt(a, b, "said", "different")]
