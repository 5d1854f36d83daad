"""A year in review, told by hand; and whom to give some hours, within them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from netkit.cli.main import run

from netkit.errors import UsageError
from netkit.model.events import (
    Fact,
    Favour,
    Interaction,
    Introduction,
    Promise,
    Step,
    event_id,
)
from netkit.model.people import Claim, Handle, PersonId
from netkit.model.when import PartialDate
from netkit.reports.attention import MINUTES, read_minutes
from netkit.reports.papers import PAPER_FORMS
from netkit.store.values import Change
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.reports.front_page import Section
    from netkit.reports.sections import Paper

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ("Me Myself", "Moritz Kern", "Ida Berg", "Otto Falk", "Pia Rot", "Noa Neu", "Lea Leise")


def handle_of(name: str) -> Handle:
    return Handle("email", f"{name.split()[0].lower()}@example.org")


def pid(name: str) -> PersonId:
    return handle_of(name).person_id


def contacts(name: str, *days_ago: int) -> list[Interaction]:
    pair = (pid(NAMES[0]), pid(name))
    return [
        Interaction(NOW - n * DAY, "email", pair[i % 2], (pair[1 - i % 2],))
        for i, n in enumerate(days_ago)
    ]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Noa came in January, Moritz fell silent in March; two introductions, three promises."""
    made = Introduction(NOW - 100 * DAY, pid("Me Myself"), pid("Ida Berg"), pid("Otto Falk"))
    asked = Introduction(NOW - 20 * DAY, pid("Me Myself"), pid("Pia Rot"), pid("Noa Neu"))
    old = Introduction(NOW - 500 * DAY, pid("Me Myself"), pid("Pia Rot"), pid("Ida Berg"))
    kept = Promise(NOW - 90 * DAY, pid("Me Myself"), pid("Ida Berg"), "the paper")
    missed = Promise(NOW - 80 * DAY, pid("Me Myself"), pid("Otto Falk"), "the call")
    due = Promise(
        NOW - 8 * DAY, pid("Me Myself"), pid("Pia Rot"), "the list", PartialDate(2026, 7, 3)
    )
    with open_workspace(tmp_path / "net", now=NOW) as opened:
        opened.store.append(
            Change(
                "told by hand",
                NOW,
                handles=[(handle_of(name), pid(name)) for name in NAMES],
                owners=[pid(NAMES[0])],
                claims=[
                    *(Claim(pid(name), "name", name, NOW - 900 * DAY) for name in NAMES),
                    Claim(pid("Ida Berg"), "circle", "friends", NOW - 900 * DAY),
                ],
                events=[
                    *contacts("Moritz Kern", *range(110, 800, 10)),
                    *contacts("Ida Berg", *range(1, 800, 3)),
                    *contacts("Otto Falk", *range(2, 800, 9)),
                    *contacts("Pia Rot", *range(20, 800, 15)),
                    *contacts("Noa Neu", *range(20, 160, 12)),
                    *contacts("Lea Leise", *range(90, 800, 14)),
                    Fact(NOW - 80 * DAY, pid("Lea Leise"), "boundary", "no contact, please"),
                    made, Step(NOW - 99 * DAY, event_id(made), "made"),
                    Step(NOW - 60 * DAY, event_id(made), "outcome", "they found a flat"),
                    asked, Step(NOW - 19 * DAY, event_id(asked), "asked"), old,
                    kept, Step(NOW - 70 * DAY, event_id(kept), "kept"),
                    missed, Step(NOW - 60 * DAY, event_id(missed), "missed"), due,
                    Favour(NOW - 30 * DAY, pid("Otto Falk"), pid("Me Myself"), "advice", "", 3),
                    Favour(NOW - 40 * DAY, pid("Me Myself"), pid("Ida Berg"), "review", "", 2),
                    Favour(NOW - 500 * DAY, pid("Me Myself"), pid("Ida Berg"), "loan", "", 2),
                ],
            )
        )  # fmt: skip
        yield opened


def parts(paper: Paper) -> dict[str, Section]:
    return {part.name: part for part in paper.sections}


def lines(part: Section) -> list[tuple[str, str]]:
    return [(entry.name, entry.text) for entry in part.entries]


def test_a_year_tells_who_came_and_who_fell_silent(workspace: Workspace) -> None:
    year = parts(workspace.year_in_review())
    # 152 days before 1 July 2026: the first of twelve contacts, each 12 days after the last
    assert lines(year["came"]) == [("Noa Neu", "since 30 January 2026, 12 days of contact")]
    # the last contact 110 days ago, ten days apart as a rule; Lea asked to be left in peace
    [(name, text)] = lines(year["went"])
    assert name == "Moritz Kern"
    assert text.startswith("last contact on 13 March 2026, usually every")


def test_a_year_tells_introductions_with_what_became_of_them(workspace: Workspace) -> None:
    part = parts(workspace.year_in_review())["introduced"]
    assert lines(part) == [
        ("Ida Berg and Otto Falk", "outcome: they found a flat (23 March 2026)"),
        ("Pia Rot and Noa Neu", "asked (11 June 2026)"),
    ]
    assert part.folded == ("2 in all, 1 made, 1 met",)


def test_a_year_counts_promises_and_favours_of_that_year_alone(workspace: Workspace) -> None:
    year = parts(workspace.year_in_review())
    assert lines(year["promises"]) == [
        ("Ida Berg", "kept: the paper"),
        ("Otto Falk", "missed: the call"),
        ("Pia Rot", "still open: the list"),
    ]
    assert year["promises"].folded == ("1 kept, 1 missed, 1 still open",)
    assert lines(year["favours"]) == [("", "you helped once, and were helped once")]
    assert year["favours"].folded == ("Not thanked yet: Otto Falk",)


def test_most_of_ones_time_is_counted_within_the_year(workspace: Workspace) -> None:
    first = lines(parts(workspace.year_in_review())["closest"])[0]
    assert first == ("Ida Berg", f"{len(range(1, 365, 3))} days of contact")


def test_a_calendar_year_ends_with_it(workspace: Workspace) -> None:
    paper = workspace.year_in_review(2025)
    assert paper.day == "1 January 2025 to 31 December 2025"
    assert "went" not in parts(paper)
    assert lines(parts(paper)["introduced"]) == [
        ("Pia Rot and Ida Berg", "suggested (16 February 2025)")
    ]
    with pytest.raises(UsageError, match="2031 has not begun"):
        workspace.year_in_review(2031)


def test_a_circle_narrows_every_section_of_a_year(workspace: Workspace) -> None:
    paper = workspace.year_in_review(circle="friends")
    names = {entry.name for part in paper.sections for entry in part.entries}
    assert names == {"Ida Berg", "Ida Berg and Otto Falk", ""}
    with pytest.raises(UsageError, match="no circle is called 'foes'; there are friends"):
        workspace.year_in_review(circle="foes")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("3h", 180), ("1.5h", 90), ("1,5 h", 90), ("2 h 15 min", 135), ("45m", 45), ("2 hours", 120)],
)
def test_a_time_is_read_as_people_type_it(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "0h", "-3h", "3", "9999h", "3 days"])
def test_what_is_no_time_is_one_line(text: str) -> None:
    with pytest.raises(UsageError, match="write hours, as in 3h"):
        read_minutes(text)


@pytest.mark.parametrize("hours", ["15min", "1h", "3h", "10h"])
def test_a_plan_never_gives_more_than_there_is_nor_names_anybody_twice(
    hours: str, workspace: Workspace
) -> None:
    [part] = workspace.attention(hours).sections
    minutes = [int(re.fullmatch(r"(\d+) min", entry.name)[1]) for entry in part.entries]  # type: ignore[index]
    assert sum(minutes) <= read_minutes(hours)
    assert set(minutes) <= set(MINUTES.values())
    named = [name for name in NAMES for entry in part.entries if name in entry.text]
    turned_to = [entry.text.split(" whether ")[0] for entry in part.entries]
    assert len(turned_to) == len(set(turned_to))
    assert "Lea Leise" not in named


def test_a_plan_begins_with_what_today_begins_with(workspace: Workspace) -> None:
    [part] = workspace.attention("3h").sections
    first = [act.text[:1].upper() + act.text[1:] for act in workspace.today()][:2]
    assert [entry.text for entry in part.entries][:2] == first
    assert part.entries[0].text == "Repair what you promised Otto Falk and missed: the call"


def test_both_are_written_in_every_form_and_refuse_what_they_are_not(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("NETKIT_NOW", NOW.isoformat())
    network = ("--network", str(tmp_path / "net"))
    for words in (["--year"], ["--attention", "2h"]):
        assert run(["report", *words, "--output", str(tmp_path / "out"), *network]) == 0
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == [f"{name}-2026-07-01.{form}" for name in ("attention", "year")
                     for form in ("html", "json", "md")]  # fmt: skip
    whole = json.loads((tmp_path / "out" / "year-2026-07-01.json").read_bytes())
    assert {part["name"] for part in whole["sections"]} >= {"came", "went", "promises"}
    page = (tmp_path / "out" / "year-2026-07-01.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in page
    assert run(["report", "--year", "--format", "csv", *network]) == 2
    assert run(["report", "--year", "--attention", "1h", *network]) == 2
    assert "two reports" in capsys.readouterr().err
    assert set(PAPER_FORMS) == {"html", "md", "txt", "json"}
