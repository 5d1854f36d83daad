"""Who only ever wrote, and was never answered, is no tie and is not proposed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.answers.network_view import NetworkView
from netkit.model.events import Channel, Fact, Interaction
from netkit.model.handles import email
from netkit.model.people import Claim
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.model.events import Event
    from netkit.model.people import Handle

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def key(address: str) -> Handle:
    handle = email(address)
    assert handle is not None
    return handle


ME, SHOP = key("me@example.org"), key("shop@example.org")


def from_shop(number: int, channel: Channel = "email") -> Interaction:
    at = NOW - timedelta(days=100 + 10 * number)
    return Interaction(at, channel, SHOP.person_id, (ME.person_id,), mark=str(number))


def reason(tmp_path: Path, *events: Event) -> str:
    store = SqliteStore(tmp_path / "net.netkit")
    try:
        store.append(
            Change(
                "import",
                NOW,
                handles=[(one, one.person_id) for one in (ME, SHOP)],
                owners=[ME.person_id],
                claims=[Claim(SHOP.person_id, "name", "Blue Shop")],
                events=list(events),
            )
        )
        held = NetworkView(store, NOW).gate.held_back(SHOP.person_id, "notice")
        return held.reason if held else ""
    finally:
        store.close()


LETTERS = tuple(from_shop(number) for number in range(5))
ANSWER = Interaction(
    NOW - timedelta(days=400), "email", ME.person_id, (SHOP.person_id,), mark="answer"
)


def test_who_wrote_again_and_again_without_an_answer_is_held_back(tmp_path: Path) -> None:
    assert reason(tmp_path, *LETTERS) == "one-sided"


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
    tmp_path: Path, events: tuple[Event, ...]
) -> None:
    assert reason(tmp_path, *events) == ""
