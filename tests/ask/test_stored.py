"""The names of a store, as the two grammars see them; the circle's contacts are told by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netkit.ask.understand import Understood, understand
from netkit.journal.parse_log import parse_log
from netkit.language.stored_names import StoredNames
from netkit.model.people import Claim, Handle
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change
from tests.circle import ANN, BOB, BUSY, NOON, circle, wrote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHER_ANN = Handle("linkedin", "ann-lee")


@pytest.fixture
def names(tmp_path: Path) -> Iterator[StoredNames]:
    """The busy circle, and a second Ann who was met twice with Bob and never alone."""
    store = SqliteStore(tmp_path / "net.netkit")
    store.append(circle(*BUSY))
    met = [wrote(BOB, OTHER_ANN, day=30), wrote(OTHER_ANN, BOB, day=40)]
    claim = Claim(OTHER_ANN.person_id, "name", "Ann Lee", NOON)
    handles = [(OTHER_ANN, OTHER_ANN.person_id)]
    store.append(Change("another", NOON, handles=handles, claims=[claim], events=met))
    yield StoredNames(store)
    store.close()


def test_whole_words_of_a_name_name_a_person(names: StoredNames) -> None:
    assert names.kinds("ann") == {"person"}
    assert names.kinds("ANN MULLER") == {"person"}
    assert names.kinds("An") == frozenset()
    assert names.kinds("Zebulon") == frozenset()


def test_an_organization_is_known_by_its_whole_name(names: StoredNames) -> None:
    assert names.kinds("acme") == {"org"}
    assert names.kinds("ac") == frozenset()


def test_the_owner_is_nobody_to_ask_about(names: StoredNames) -> None:
    assert names.kinds("myself") == frozenset()


def test_a_name_of_one_person_is_that_person(names: StoredNames) -> None:
    assert [one.id for one in names.candidates("bob", beside=())] == [BOB.person_id]


def test_namesakes_stand_by_contact_with_me(names: StoredNames) -> None:
    """With Ann Müller there was contact on days 0, 10 and 20; with Ann Lee never."""
    ranked = names.candidates("Ann", beside=())
    assert [(one.name, one.score) for one in ranked] == [("Ann Müller", 4.0), ("Ann Lee", 1.0)]
    assert ranked[0].id == ANN.person_id
    assert "in touch on 3 days, last 2026-01-21" in ranked[0].reason
    assert ranked[1].reason == "no contact yet"


def test_whom_one_meets_together_counts_and_is_said(names: StoredNames) -> None:
    """Ann Müller and Bob shared two messages, so did Ann Lee and Bob: 4 + 10 against 1 + 10."""
    ranked = names.candidates("Ann", beside=["Bob"])
    assert [one.score for one in ranked] == [14.0, 11.0]
    assert ranked[1].reason == "together with Bob O'Ray 2 times"


def test_both_grammars_read_the_names_of_a_store(names: StoredNames) -> None:
    answer = understand("who could i introduce to ann müller", names)
    assert isinstance(answer, Understood)
    assert answer.command == ("introduce", "ann müller")
    entry = parse_log("lunch with ann and zeb", today=date(2026, 2, 1), names=names)
    assert [mention.text for mention in entry.new_names] == ["zeb"]
    ann = entry.participants[0].person
    assert ann is not None
    assert ann.name == "Ann Müller"
