"""Searching the texts of events and contacts: a promise of the port."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import Interaction, Note, Promise, event_id
from netkit.store.sqlite import text_search
from netkit.store.values import Change
from tests.circle import ANN, BOB, BUSY, ME, NOON, circle, pid

if TYPE_CHECKING:
    from netkit.model.events import Event
    from netkit.store.port import Store

LATER = NOON + timedelta(days=900)


def told(store: Store) -> list[Event]:
    """Texts: a note, a promise and two messages, one day after the other."""
    events: list[Event] = [
        Note(NOON, pid(ANN), "Reads decks on Fridays; café in Łódź"),
        Promise(NOON + timedelta(days=1), pid(ME), pid(ANN), "the parrot paper"),
        *(
            Interaction(NOON + timedelta(days=2 + number), "message", pid(BOB), (pid(ME),),
                        text=text, mark=text)
            for number, text in enumerate(("a parrot question", "lunch on Friday?", "zither"))
        ),
    ]  # fmt: skip
    store.append(circle(*BUSY, *events))
    return events


@pytest.fixture(autouse=True)
def _indexed_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_search, "_FEW", 2)


def found(store: Store, *words: str) -> list[object]:
    return [recorded.event for recorded in store.search_texts(words)]


def test_texts_are_found_by_beginnings_of_all_words_newest_first(store: Store) -> None:
    note, promise, question, lunch, _ = told(store)
    for _ in range(2):  # the first search makes the index
        assert found(store, "parrot") == [question, promise]
        assert found(store, "par", "pap") == [promise]
        assert found(store, "friday") == [lunch, note]
        assert found(store, "cafe", "lodz") == [note]
        assert found(store, "nowhere") == []


def test_what_comes_after_a_search_is_found_too(store: Store) -> None:
    told(store)
    found(store, "parrot")
    news = [
        Note(NOON + timedelta(days=20 + day), pid(ANN), f"the parrot came {day}")
        for day in range(4)
    ]
    store.append(Change("noted", LATER, events=news))
    assert found(store, "parrot", "came") == news[::-1]


def test_what_is_undone_or_removed_is_not_found(store: Store) -> None:
    *_, zither = told(store)
    note = Note(NOON, pid(ANN), "a zither player")
    store.append(Change("noted", LATER, events=[note]))
    assert found(store, "zither") == [zither, note]
    store.withdraw(LATER)
    assert found(store, "zither") == [zither]
    other = Note(NOON, pid(BOB), "plays the harp")
    store.append(Change("noted", LATER, events=[other]))
    assert found(store, "zither") == [zither]
    assert found(store, "harp") == [other]
    store.append(Change("removed", LATER, removals=[event_id(other)]))
    assert found(store, "harp") == []


def test_forgetting_somebody_leaves_no_word_of_theirs_in_an_index(store: Store) -> None:
    told(store)
    assert len(found(store, "parrot")) == 2
    store.forget(pid(BOB), b"salt")
    assert found(store, "zither") == []
    assert len(found(store, "parrot")) == 1
    if store.engine == "sqlite":
        from pathlib import Path

        assert b"zither" not in Path(store.url).read_bytes()
