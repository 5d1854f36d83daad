"""Words in a group are their writer's, wherever they are shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from netkit.answers.network_view import NetworkView
from netkit.model.events import Interaction
from netkit.model.handles import named
from netkit.model.people import Claim, Handle
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ME, UMA, JON = (named("x", name) for name in ("Mia Owner", "Uma Keller", "Jon Brandt"))


def _said(day: int, sender: Handle, *to: Handle, text: str) -> Interaction:
    at = NOW - timedelta(days=day)
    recipients = tuple(one.person_id for one in to)
    return Interaction(at, "message", sender.person_id, recipients, "g", text, "x", text)


def test_the_last_contacts_with_somebody_hold_no_words_of_a_third(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "net")
    own = [
        _said(400, ME, UMA, text="Hello Uma"),
        _said(399, UMA, ME, text="Hello Mia"),
        _said(60, UMA, ME, JON, text="I can bring a cake"),
    ]
    others = [_said(n, JON, ME, UMA, text=f"My secret {n}") for n in range(1, 40)]
    people = (ME, UMA, JON)
    names = [Claim(h.person_id, "name", h.value.partition("/")[2].title()) for h in people]
    store.append(
        Change(
            "talk", NOW, handles=[(h, h.person_id) for h in people], owners=[ME.person_id],
            claims=names, events=[*own, *others],
        )
    )  # fmt: skip
    view = NetworkView(store, NOW)
    with_uma = [one.event.text for one in view.contacts_with(UMA.person_id, 3)]
    assert with_uma == ["I can bring a cake", "Hello Mia", "Hello Uma"]
    assert len(view.last_contacts(UMA.person_id)) == 3
    assert [one.event.text for one in view.contacts_with(JON.person_id, 2)] == [
        "My secret 1", "My secret 2",
    ]  # fmt: skip
    store.close()
