"""A spool gives back the events it was given, and knows how many of them differ."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from netkit.model.events import Event, Favour, Interaction, Promise, Step, event_id
from netkit.model.people import PersonId
from netkit.model.when import PartialDate
from netkit.store import event_spool as spool
from netkit.store.event_spool import Spool

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
ANN, BOB, CID = map(PersonId, ("pann", "pbob", "pcid"))
WROTE = Interaction(NOON, "email", ANN, (CID, BOB), "t", 'a "quoted"\tname', "mail", "é\u2028\\<1>")
EVENTS: list[Event] = [
    WROTE,
    Favour(NOON, ANN, BOB, "advice", "how to", 3),
    Promise(NOON, ANN, BOB, "the paper", PartialDate(2026, 12)),
    Step(NOON, event_id(WROTE), "kept"),
]


@pytest.mark.parametrize("mark", ["", "x", 'a "quote"', "tab\tline\n", "é \u2028 \U0001f600", "\\"])
@pytest.mark.parametrize("people", [(BOB,), (CID, BOB), (BOB, BOB)])
def test_the_id_of_an_interaction_is_the_hash_of_its_json(
    mark: str, people: tuple[PersonId, ...]
) -> None:
    at = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    event = Interaction(at, "email", ANN, people, f"thread {mark}", "left out", "left out", mark)
    said = [
        "Interaction", int(NOON.timestamp()), "email", ANN, sorted(people), f"thread {mark}", mark
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    assert event_id(event) == "e" + hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def test_events_come_back_as_they_were() -> None:
    assert set(Spool(EVENTS)) == set(EVENTS)
    assert len(Spool(EVENTS)) == len(EVENTS)
    assert WROTE in Spool(EVENTS)
    assert WROTE not in Spool(EVENTS[1:])


def test_equal_events_are_counted_once() -> None:
    again = Interaction(NOON, "email", ANN, (BOB, CID), "t", "other words", "", WROTE.mark)
    both = Spool([*EVENTS, again, *EVENTS])
    assert both.kinds == {"interaction": 1, "favour": 1, "promise": 1, "step": 1}


@pytest.mark.parametrize("held", [8, 64, 8_192])
def test_many_different_events_are_counted_exactly(
    held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_HAND", held)  # bytes in memory; the rest of the ids is on disk
    sent = [
        Interaction(NOON + timedelta(minutes=n % 6_000), "text", ANN, (BOB,), mark=str(n // 6_000))
        for n in range(9_000)
    ]
    assert Spool([*sent, *sent[:500]]).kinds == {"interaction": len({event_id(e) for e in sent})}
