"""Who only ever wrote, and was never answered, is no tie and is not proposed."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.answers.leaning_ties import balance
from netkit.answers.network_view import NetworkView
from netkit.answers.team import ways_by_colleagues
from netkit.answers.wording import NO_CONTACT, ONLY_WROTE
from netkit.maps.gather import gather
from netkit.model.events import Channel, Fact, Grant, Interaction
from netkit.model.handles import email
from netkit.model.people import Claim, Handle
from netkit.store import open_store
from netkit.store.sqlite import SqliteStore
from netkit.store.team import member_url
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.model.events import Event

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def key(address: str) -> Handle:
    handle = email(address)
    assert handle is not None
    return handle


ME, SHOP = key("me@example.org"), key("shop@example.org")
NUMBER = Handle("phone", "+4930901820")  # in the address book: no stranger


def from_shop(number: int, channel: Channel = "email") -> Interaction:
    at = NOW - timedelta(days=100 + 10 * number)
    return Interaction(at, channel, SHOP.person_id, (ME.person_id,), mark=str(number))


def network(*events: Event) -> Change:
    return Change(
        "import",
        NOW,
        handles=[(ME, ME.person_id), *((handle, SHOP.person_id) for handle in (SHOP, NUMBER))],
        owners=[ME.person_id],
        claims=[Claim(SHOP.person_id, "name", "Blue Shop")],
        events=list(events),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "net.netkit")) as opened:
        yield opened


def reason(store: SqliteStore, *events: Event) -> str:
    store.append(network(*events))
    held = NetworkView(store, NOW).gate.held_back(SHOP.person_id, "notice")
    return held.reason if held else ""


LETTERS = tuple(from_shop(number) for number in range(5))
ANSWER = Interaction(
    NOW - timedelta(days=400), "email", ME.person_id, (SHOP.person_id,), mark="answer"
)


def test_who_wrote_again_and_again_without_an_answer_is_held_back(store: SqliteStore) -> None:
    assert reason(store, *LETTERS) == "one-sided"


@pytest.mark.parametrize(
    "events",
    [
        (*LETTERS, ANSWER),
        (*LETTERS, from_shop(9, "meeting")),
        (*LETTERS, Fact(NOW - timedelta(days=9), SHOP.person_id, "interest", "bicycles")),
        LETTERS[:2],
    ],
    ids=["answered once", "met", "noted", "wrote twice"],
)
def test_whoever_was_answered_met_or_noted_is_open(
    store: SqliteStore, events: tuple[Event, ...]
) -> None:
    assert reason(store, *events) == ""


@pytest.mark.parametrize(
    ("address", "name", "held"),
    [
        ("info@bakery.example", "Bakery", "office"),
        ("info@bakery.example", "info@bakery.example", "office"),
        ("info@gruber.example", "Anna Gruber", ""),
        ("anna@bakery.example", "Anna", ""),
    ],
)
def test_an_office_is_proposed_only_where_a_whole_name_is_beside_its_address(
    store: SqliteStore, address: str, name: str, held: str
) -> None:
    theirs = key(address)
    to_and_fro = [
        Interaction(NOW - timedelta(days=90 + day), "email", *ends, mark=f"{day}")
        for day, ends in enumerate(
            [(ME.person_id, (theirs.person_id,)), (theirs.person_id, (ME.person_id,))] * 3
        )
    ]
    store.append(
        Change(
            "import",
            NOW,
            handles=[(ME, ME.person_id), (theirs, theirs.person_id)],
            owners=[ME.person_id],
            claims=[Claim(theirs.person_id, "name", name)],
            events=to_and_fro,
        )
    )
    refusal = NetworkView(store, NOW).gate.held_back(theirs.person_id, "notice")
    assert (refusal.reason if refusal else "") == held


def test_letters_never_answered_are_no_attention_that_is_owed(store: SqliteStore) -> None:
    store.append(network(*map(from_shop, range(8))))
    view = NetworkView(store, NOW)
    assert list(balance(view, kind="all")) == list(balance(view)) == []
    asked = balance(view, SHOP.person_id)
    assert list(asked) == []
    assert asked.notes == ("you never answered Blue Shop, who wrote on 8 days",)


def test_an_answered_writer_of_many_letters_gives_more(store: SqliteStore) -> None:
    store.append(network(*map(from_shop, range(8)), ANSWER))
    assert [row.verdict for row in balance(NetworkView(store, NOW))] == ["they give more"]


def test_the_map_says_of_a_mere_sender_that_they_wrote(store: SqliteStore) -> None:
    store.append(network(*LETTERS))
    [drawn] = gather(NetworkView(store, NOW)).people
    assert drawn.because == (ONLY_WROTE,)
    assert drawn.strength == 0


def test_the_map_says_of_somebody_silent_that_there_was_no_contact(store: SqliteStore) -> None:
    store.append(network(Fact(NOW - timedelta(days=9), SHOP.person_id, "interest", "bicycles")))
    assert [drawn.because for drawn in gather(NetworkView(store, NOW)).people] == [(NO_CONTACT,)]


def test_facts_of_every_width_tell_mere_senders_alike(store: SqliteStore) -> None:
    store.append(network(*LETTERS))
    view, shop = NetworkView(store, NOW), SHOP.person_id
    for facts in (view.facts(), view.facts_around(shop), view.facts_to([shop])):
        assert facts.without_tie(shop) == ONLY_WROTE


@pytest.mark.parametrize(("events", "band"), [(LETTERS, None), ((*LETTERS, ANSWER), "closest")])
def test_a_teammate_whom_somebody_only_wrote_to_has_no_tie_with_them(
    store: SqliteStore, events: tuple[Event, ...], band: str | None
) -> None:
    store.append(network())
    with closing(open_store(member_url(store.url, "bob"))) as theirs:
        theirs.append(network(*events, Grant(NOW, "", "strength", 1, "typed")))
    [way] = ways_by_colleagues(NetworkView(store, NOW), "Blue Shop", None)
    assert way.band == band
