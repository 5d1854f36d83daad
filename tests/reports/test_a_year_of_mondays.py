"""A year of weekly reports, read as their owner reads them: none contradicts what netkit says.

Each Monday's report is held against `stalls`, `today`, `fading` and the map of the same day, and
against the reports before it. Fourteen weeks each time; the whole year of two seeds is slow.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netkit.maps.gather import gather
from netkit.maps.scene_data import scene_data
from netkit.workspace import Workspace, open_workspace
from tests.reports.invented_year import InventedYear, Week

if TYPE_CHECKING:
    from pathlib import Path

EVERY = 10**4
LINES = 60  # of the text: about a screen, and never two
WAITING = ("stop and wait", "leave ")


def people_named(line: str) -> list[str]:
    """Return the names in a folded line: "Still quiet: 2 people (Ann Lee, Bo Ray and 1 more)"."""
    inside = re.search(r"\((.*)\)$", line)
    names = re.sub(r" and [\d,]+ more$", "", inside[1]) if inside else ""
    return names.split(", ") if names else []


def quiet_names(week: Week) -> set[str]:
    """Return everybody whom a report calls quiet, new or folded."""
    part = week.section("fading")
    folded = [name for line in part["folded"] if line.startswith("Still") for name in
              people_named(line)]  # fmt: skip
    return {entry["name"] for entry in part["entries"]} | set(folded)


def turned_to(week: Week) -> list[str]:
    """Return everybody whom a report proposes to turn to, once for each time."""
    names = [act["person"]["name"] for act in week.report["acts"]]
    for part in ("fading", "balance"):
        names += [entry["name"] for entry in week.section(part)["entries"]]
    return names


def check_fading(week: Week, space: Workspace) -> None:
    fading = {row.person.name for row in space.fading(limit=EVERY)}
    assert quiet_names(week) <= fading
    acts = {a["person"]["name"] for a in week.report["acts"] if a["kind"] == "fading"}
    assert acts <= fading
    listed = {row["tie"]["person"]["name"] for row in week.report["fading"]}
    assert listed <= fading


def check_today(week: Week, space: Workspace) -> None:
    """Whom the report turns to, `today` would: with the same act, or with one told before."""
    people = {act.person.name for act in space.today(limit=EVERY)}
    assert {act["person"]["name"] for act in week.report["acts"]} <= people


def check_stalls(week: Week, space: Workspace) -> None:
    for name in turned_to(week):
        [stall] = space.stalls(name)
        assert not stall.next_act.startswith(WAITING), (name, stall.next_act)


def check_map(week: Week, space: Workspace) -> None:
    outlooks = {row["name"]: row["outlook"] for row in scene_data(gather(space.view))["people"]}
    for name in quiet_names(week):
        assert outlooks[name] == "fading", name


def check_form(week: Week) -> None:
    names = turned_to(week)
    assert len(names) == len(set(names)), "somebody is proposed twice"
    assert len(week.text.splitlines()) <= LINES
    assert 0 < len(week.report["front"]["subject"]) <= 78


def check_stale(week: Week, year: InventedYear) -> None:
    first = week.report["front"]["first"]
    weeks = week.number - year.stale.start + 1
    if week.number in year.stale and weeks >= 3:
        assert first
        assert first[0].startswith("No messages ")
        assert not {c["kind"] for c in week.report["changed"]} & {"fell silent", "cooled"}


class Reader:
    """Remembers what was read, as the owner does."""

    def __init__(self, year: InventedYear) -> None:
        self.year = year
        self.quiet: defaultdict[str, list[Any]] = defaultdict(list)
        self.acts: defaultdict[str, list[Any]] = defaultdict(list)

    def read(self, week: Week, space: Workspace) -> None:
        """Hold a report against those before it."""
        last = {r.person.name: r.silent_days for r in space.fading(limit=EVERY)}
        for entry in week.section("fading")["entries"]:
            since = (week.now - timedelta(days=last[entry["name"]])).date()
            assert since not in self.quiet[entry["name"]], f"{entry['name']} was told before"
            self.quiet[entry["name"]].append(since)
        for act in week.report["acts"]:
            said = (act["key"], act["text"] if act["kind"] == "promise" else "")
            earlier = self.acts[act["key"]]
            assert act["kind"] == "promise" or not earlier, f"{said} was proposed before"
            earlier.append(week.number)
        self._acknowledges(week)

    def _acknowledges(self, week: Week) -> None:
        """What was done since the last report is acknowledged in this one."""
        if week.number in self.year.stale:
            return
        since = week.now - timedelta(days=7)
        done = {(row["kind"], row["person"]["name"]) for row in week.report["done"]}
        for name, at in self.year.kept:
            assert not since <= at < week.now or ("promise", name) in done
        back = {(row["kind"], row["name"]) for row in week.report["changed"]}
        for name, at in self.year.wrote:
            told = ("touch", name) in done or ("woke up", name) in back
            assert not since <= at < week.now or told, (week.number, name)


def check_peace(week: Week, year: InventedYear) -> None:
    """Whoever died or asked to be left in peace stands in no entry and no folded line."""
    for name in year.left_in_peace(week.now):
        for part in week.report["front"]["sections"]:
            for entry in part["entries"]:
                assert name not in entry["name"] + entry["text"]
            assert not any(name in line for line in part["folded"])


def live_and_read(folder: Path, seed: int, weeks: int, stale: range) -> tuple[int, int]:
    """Hold each week's report to the commands; return how many entries and news were held."""
    year = InventedYear(folder, seed, stale)
    reader, entries = Reader(year), 0
    for week in year.weeks(weeks):
        with open_workspace(year.path, now=week.now, as_of=week.now) as space:
            for check in (check_fading, check_today, check_stalls, check_map):
                check(week, space)
            reader.read(week, space)
        check_form(week)
        check_stale(week, year)
        check_peace(week, year)
        entries += sum(len(part["entries"]) for part in week.report["front"]["sections"])
    return entries, len(reader.quiet) + len(reader.acts)


def test_no_report_of_fourteen_weeks_contradicts_what_netkit_says_that_day(
    tmp_path: Path,
) -> None:
    entries, news = live_and_read(tmp_path, 11, 14, range(8, 12))
    assert entries > 3 * 14
    assert news > 14


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 7])
def test_no_report_of_a_year_contradicts_what_netkit_says_that_day(
    seed: int, tmp_path: Path
) -> None:
    entries, news = live_and_read(tmp_path, seed, 52, range(30, 34))
    assert entries > 3 * 52
    assert news > 52
