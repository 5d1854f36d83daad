"""The day of connecting, set against where the owner worked then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.answers.brief_reading import brief_of
from netkit.answers.network_view import NetworkView
from netkit.model.events import Connected
from netkit.model.handles import named
from netkit.model.people import Affiliation, Claim
from netkit.model.when import PartialDate
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ME, UMA = named("x", "Mia Owner"), named("x", "Uma Keller")


@pytest.mark.parametrize(
    ("start", "end", "while_at"),
    [
        (PartialDate(2018), PartialDate(2022, 3), ", while you were at Oakfield"),
        (PartialDate(2021, 2), None, ", while you were at Oakfield"),
        (PartialDate(2021), None, ""),  # from some day of that year on: not surely
        (PartialDate(2018), PartialDate(2021, 3), ""),  # until some day of that month
        (None, None, ""),
    ],
)
def test_a_brief_says_where_the_owner_worked_when_they_connected(
    tmp_path: Path, start: PartialDate | None, end: PartialDate | None, while_at: str
) -> None:
    store = SqliteStore(tmp_path / "net")
    day = datetime(2021, 3, 12, tzinfo=UTC)
    store.append(
        Change(
            "archive", NOW, handles=[(h, h.person_id) for h in (ME, UMA)], owners=[ME.person_id],
            claims=[Claim(h.person_id, "name", h.value) for h in (ME, UMA)],
            affiliations=[Affiliation(ME.person_id, "Oakfield", "CTO", start, end)],
            events=[Connected(day, ME.person_id, UMA.person_id, "linkedin")],
        )
    )  # fmt: skip
    (uma,) = store.people([UMA.person_id])
    brief = brief_of(NetworkView(store, NOW), uma)
    assert brief.connected == f"connected on 12 Mar 2021{while_at} (linkedin)"
    store.close()
