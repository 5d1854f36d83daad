"""A day or a time without a zone is on the owner's clocks, by whatever door it comes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from netkit.cli.main import main

import netkit
from netkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Zone, a wall time there, the moment it is in UTC: west, east, and an hour that comes twice.
CLOCKS = [
    ("America/Los_Angeles", "2026-03-01 14:00", "2026-03-01T22:00:00+00:00"),
    ("Asia/Tokyo", "2026-03-01 14:00", "2026-03-01T05:00:00+00:00"),
    ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T01:30:00+00:00"),
    ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30:00+00:00"),
]
#: Ways to give the same wall time to the library.
FORMS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "datetime": datetime.fromisoformat,
    "timestamp": pd.Timestamp,
}


def network(path: Path, zone: str) -> netkit.Workspace:
    workspace = netkit.open(path, create=True)
    workspace.set_owner("Ida Moor", email="ida@example.org")
    workspace.set_preference("time-zone", zone)
    return workspace


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("zone", "wall", "utc"), CLOCKS)
def test_as_of_is_on_the_owners_clocks(
    tmp_path: Path, zone: str, wall: str, utc: str, form: str
) -> None:
    given = FORMS[form](wall)
    with network(tmp_path / "n.netkit", zone) as workspace:
        assert workspace.at(given).view.present.astimezone(UTC).isoformat() == utc
    with netkit.open(tmp_path / "n.netkit", as_of=given) as past:
        assert past.view.present.astimezone(UTC).isoformat() == utc
    net = netkit.Network.from_events(["a"], ["b"], [0], as_of=given, zone=zone)
    assert pd.Timestamp(net.as_of).tz_convert("UTC").isoformat() == utc


@pytest.mark.parametrize(("zone", "wall", "utc"), CLOCKS)
def test_as_of_of_a_command_is_on_the_owners_clocks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], zone: str, wall: str, utc: str
) -> None:
    network(tmp_path / "n.netkit", zone).close()
    for words in (["--as-of", wall, "people"], ["people", "--as-of", wall.replace(" ", "T")]):
        with pytest.raises(SystemExit):
            main([*words, "--json", "--network", str(tmp_path / "n.netkit")])
        as_of = json.loads(capsys.readouterr().out)["as_of"]
        assert datetime.fromisoformat(as_of).astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize(("zone", "wall", "utc"), CLOCKS)
def test_what_happened_at_a_wall_time_is_seen_as_of_it(
    tmp_path: Path, zone: str, wall: str, utc: str
) -> None:
    """Read from the same text by a frame and by as_of: the contact, and not the next minute's."""
    minute = pd.Timestamp(utc) + pd.Timedelta(minutes=1)
    contacts = pd.DataFrame(
        {
            "source": ["ida@example.org"] * 2,
            "target": ["bo@example.org"] * 2,
            "timestamp": [wall, minute.isoformat()],
        }
    )
    net = netkit.Network.from_pandas(contacts, zone=zone, as_of=wall)
    assert len(net.to_pandas()) == 1
    with network(tmp_path / "n.netkit", zone) as workspace:
        workspace.add_frame(contacts.iloc[1:], name="later", owner="ida@example.org", zone=zone)
        assert workspace.at(wall).timeline(since="2020-01-01") == []
        assert len(workspace.at(minute).timeline(since="2020-01-01")) == 1


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Asia/Tokyo"])
def test_a_day_ends_and_begins_on_the_owners_clocks(tmp_path: Path, zone: str) -> None:
    here = ZoneInfo(zone)
    evening = datetime(2026, 3, 1, 23, 30, tzinfo=here)
    morning = datetime(2026, 3, 1, 0, 30, tzinfo=here)
    frame = pd.DataFrame(
        {
            "source": ["ida@example.org"] * 2,
            "target": ["bo@example.org"] * 2,
            "timestamp": [moment.isoformat() for moment in (morning, evening)],
        }
    )
    with network(tmp_path / "n.netkit", zone) as workspace:
        workspace.add_frame(frame, name="mails", owner="ida@example.org")
        for day in ("2026-03-01", date(2026, 3, 1)):
            assert workspace.at(day).view.present == datetime(2026, 3, 1, 23, 59, 59, tzinfo=here)
            assert len(workspace.timeline(since=day)) == 2
            assert len(workspace.timeline(since=day, until=day)) == 2
        assert len(workspace.timeline(since="2026-03-01 12:00")) == 1
        assert workspace.timeline(since="2026-03-02") == []
        assert workspace.timeline(since="2026-01-01", until="2026-02-28") == []


def test_a_span_counts_back_from_the_day_the_answer_is_for(tmp_path: Path) -> None:
    with network(tmp_path / "n.netkit", "Europe/Berlin") as workspace:
        past = workspace.at("2026-03-01")
        assert past._since("2 days") == datetime(2026, 2, 27, 22, 59, 59, tzinfo=UTC)
        assert past._since("today") == past.view.present
        with pytest.raises(UsageError, match="lies ahead"):
            past.fading(since="2026-03-05")
