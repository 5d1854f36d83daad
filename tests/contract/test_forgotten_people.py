"""Somebody forgotten is gone from a store, and stays gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.errors import UsageError
from tests.circle import (
    ANN,
    BOB,
    BUSY,
    CID,
    ME,
    NOON,
    circle,
    favour,
    need,
    pid,
)

if TYPE_CHECKING:
    from netkit.store.port import Store


def test_what_changes_are_called_names_nobody_who_is_forgotten(store: Store) -> None:
    store.append(circle(label="import circle.zip"))
    store.append(circle(need(ANN, "a loan"), label="Ann Müller needs: a loan"))
    store.append(circle(need(BOB, "a desk"), label="Bob O'Ray needs: a desk"))
    store.append(circle(need(CID, "rest"), label="the friend of ann müller needs: rest"))
    store.append(circle(favour(ME, BOB), label="undone for Ann Müller"))
    store.withdraw(NOON)
    store.forget(pid(ANN), b"salt")
    assert [one.label for one in store.batches()] == [
        "import circle.zip",
        "forgotten",
        "Bob O'Ray needs: a desk",
        "forgotten",
        "forgotten",
    ]


def test_a_forgotten_person_is_gone_and_stays_gone(store: Store) -> None:
    store.append(circle(*BUSY))
    assert store.forget(pid(ANN), b"a salt of ours") > 0
    assert store.people([pid(ANN)]) == []
    assert store.tie(pid(ME), pid(ANN)) is None
    assert store.events(["favour", "acquaintance"]) == []
    store.append(circle(*BUSY))
    assert store.people([pid(ANN)]) == []
    assert store.events(["favour", "acquaintance"]) == []
    assert store.check() == []


def test_what_is_kept_by_id_forgets_them_too(store: Store) -> None:
    store.append(circle(*BUSY))
    store.set_setting("places", f'{{"{pid(ANN)}":[1,2],"{pid(BOB)}":[3,4]}}')
    store.forget(pid(ANN), b"a salt of ours")
    assert store.setting("places") == f'{{"{pid(BOB)}":[3,4]}}'


def test_an_owner_cannot_be_forgotten(store: Store) -> None:
    store.append(circle(*BUSY))
    with pytest.raises(UsageError, match="cannot be forgotten"):
        store.forget(pid(ME), b"salt")
