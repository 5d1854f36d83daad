"""A contact-day is a day on the owner's clocks, wherever and by whatever door it is looked at."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from netkit.cli.main import main

import netkit
from netkit.errors import UsageError
from netkit.model.when import day_counter, day_number, from_epoch
from netkit.store import copying, open_store
from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

#: West and east of UTC, beyond its date line, and by a part of an hour.
ZONES = ["America/Los_Angeles", "UTC", "Asia/Tokyo", "Pacific/Auckland", "Asia/Kathmandu"]
DAY = date(2026, 3, 4)


def at(zone: str, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(zone))


def network(path: Path, zone: str, now: datetime | None = None) -> netkit.Workspace:
    space = open_workspace(path, now=now or at(zone, 20, 12))
    space.set_owner("Ida Moor", email="ida@example.org")
    space.set_preference("time-zone", zone)
    return space


def mails(*moments: datetime) -> pd.DataFrame:
    times = [moment.isoformat() for moment in moments]
    return pd.DataFrame(
        {"source": "ida@example.org", "target": "bo@example.org", "timestamp": times}
    )


def bo_days(space: netkit.Workspace) -> list[date]:
    ids = [person.id for person in space.people() if "bo@" in person.name]
    return [date.fromordinal(date(1970, 1, 1).toordinal() + int(day))
            for day in space.view.days(ids)[ids[0]]]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_the_first_and_the_last_minute_of_a_day_are_one_contact_day(
    tmp_path: Path, zone: str
) -> None:
    with network(tmp_path / "n.netkit", zone) as space:
        space.add_frame(
            mails(at(zone, 4, 0, 1), at(zone, 4, 23, 59), at(zone, 5, 0, 1)),
            name="mails", owner="ida@example.org",
        )  # fmt: skip
        assert bo_days(space) == [DAY, date(2026, 3, 5)]
        assert bo_days(space.at("2026-03-04")) == [DAY]
        assert {entry.at.date() for entry in space.timeline("bo@example.org")} == {
            DAY, date(2026, 3, 5),
        }  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 8, 23])
def test_today_is_the_owners_day_at_every_hour(tmp_path: Path, zone: str, hour: int) -> None:
    with network(tmp_path / "n.netkit", zone, at(zone, 4, hour, 30)) as space:
        space.add_person("Bo Tran")
        space.note("Bo Tran", "likes tea", on="2026-03-04")
        space.note("Bo Tran", "has a dog", on="today")
        space.log("coffee with Bo Tran today")
        assert {entry.at.date() for entry in space.timeline("Bo Tran")} == {DAY}
        with pytest.raises(UsageError, match="lies ahead"):
            space.note("Bo Tran", "will move", on="2026-03-05")


@pytest.mark.parametrize("zone", ZONES)
def test_a_changed_time_zone_counts_days_anew(tmp_path: Path, zone: str) -> None:
    moment = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
    with network(tmp_path / "n.netkit", "UTC") as space:
        space.add_frame(mails(moment), name="mails", owner="ida@example.org")
        space.set_preference("time-zone", zone)
        assert bo_days(space) == [moment.astimezone(ZoneInfo(zone)).date()]
        assert space.store.check() == []


def test_a_copy_has_the_days_of_the_network(tmp_path: Path) -> None:
    with network(tmp_path / "n.netkit", "Asia/Tokyo") as space:
        space.add_frame(mails(at("Asia/Tokyo", 4, 1)), name="mails", owner="ida@example.org")
        copy = open_store(tmp_path / "copy.netkit")
        copying.copy_network(space.store, copy)
        assert copy.zone == ZoneInfo("Asia/Tokyo")
        assert list(copy.dump("batch")) == list(space.store.dump("batch"))
        with netkit.Workspace(copy, space.now) as other:
            assert bo_days(other) == [DAY]


def test_a_new_network_has_the_zone_of_its_machine(tmp_path: Path) -> None:
    """Of processes of their own: a running one keeps the zone it began with."""
    file = str(tmp_path / "n.netkit")
    for zone, words in [("Asia/Tokyo", ["init", "--me", "Ida Moor"]), ("UTC", ["config"])]:
        shown = subprocess.run(
            [sys.executable, "-m", "netkit", *words, "--network", file],
            env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True, timeout=60,
        ).stdout  # fmt: skip
    assert "Asia/Tokyo" in shown
    with netkit.open(file) as space:
        assert space.store.zone == ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_of_connecting_is_the_same_day_everywhere(tmp_path: Path, zone: str) -> None:
    file = tmp_path / "Connections.csv"
    file.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Bo,Tran,https://www.linkedin.com/in/bo-tran,,Acme,Clerk,04 Mar 2026\n"
    )
    with network(tmp_path / "n.netkit", zone) as space:
        space.import_file(file)
        [entry] = [row for row in space.timeline("Bo Tran") if row.kind == "connected"]
        assert entry.at.date() == DAY


@pytest.mark.parametrize("zone", ZONES)
def test_the_day_of_a_second_is_what_the_clocks_show(zone: str) -> None:
    """Against the clocks themselves, an hour at a time through two years of changes."""
    here = ZoneInfo(zone)
    day_of = day_counter(here)
    first = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())
    for second in range(first, first + 2 * 366 * 86_400, 3_599):
        assert day_of(second) == day_number(from_epoch(second, here).date())


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize("hour", [0, 23])
def test_a_typed_day_of_a_command_is_the_owners_though_the_machine_is_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, hour: int
) -> None:
    now = at(zone, 4, hour, 30)
    with network(tmp_path / "n.netkit", zone, now) as space:
        space.add_person("Bo Tran")
    monkeypatch.setenv("NETKIT_NOW", now.astimezone(UTC).isoformat())
    for words in (
        ["note", "Bo Tran", "likes tea", "--on", "2026-03-04"],
        ["note", "Bo Tran", "has a dog", "--on", "today"],
        ["note", "Bo Tran", "sails", "--on", "yesterday"],
    ):
        with pytest.raises(SystemExit) as ended:
            main([*words, "--network", str(tmp_path / "n.netkit")])
        assert not ended.value.code
    with pytest.raises(SystemExit) as ended:
        main(
            ["note", "Bo Tran", "x", "--on", "2026-03-05", "--network", str(tmp_path / "n.netkit")]
        )
    assert ended.value.code == 2
    with netkit.open(tmp_path / "n.netkit") as space:
        days = [entry.at.date() for entry in space.timeline("Bo Tran")]
        assert sorted(days) == [date(2026, 3, 3), DAY, DAY]
        assert space.at("yesterday").view.present.date() == date(2026, 3, 3)
