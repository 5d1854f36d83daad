"""Meetings ahead: kept by the log and by calendars, prepared, and asked about once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netkit.model.events import Favour, Need, Promise
from netkit.model.people import Claim
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from pathlib import Path

    from tests.practice.conftest import Circle

TODAY = PartialDate.parse("2026-11-20")


def acts(circle: Circle, kind: str, *words: str) -> list[Any]:
    rows = circle.ask("today", *words)["results"] if circle.run("today", "--peek")[0] == 0 else []
    return [row for row in rows if row["kind"] == kind]


def days_later(circle: Circle, days: int) -> None:
    circle.now += timedelta(days=days)


def test_a_meeting_of_tomorrow_is_prepared_with_a_brief_each(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.person("Bo Ray")
    circle.in_touch("Ann Lee", 30)
    circle.told(Need(circle.ago(20), ann, "a patent lawyer"))
    circle.told(Promise(circle.ago(20), circle.me, ann, "the paper"))
    circle.run("log", "lunch with Ann Lee and Bo Ray tomorrow")
    rows = acts(circle, "meeting")
    assert [row["person"]["name"] for row in rows] == ["Ann Lee", "Bo Ray"]
    assert rows[0]["text"].startswith("meet Ann Lee tomorrow: lunch")
    reasons = " / ".join(reason["text"] for reason in rows[0]["because"])
    assert "needs: a patent lawyer" in reasons
    assert "promised (mine): the paper" in reasons
    assert rows[0]["commands"] == ['netkit brief "Ann Lee"']


def test_a_meeting_of_next_week_waits(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.run("log", "lunch with Ann Lee next Friday")
    assert acts(circle, "meeting") == []
    days_later(circle, 6)
    assert len(acts(circle, "meeting")) == 1


def test_the_day_after_it_is_asked_once_what_came_of_it(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.person("Bo Ray")
    circle.run("log", "lunch with Ann Lee and Bo Ray tomorrow")
    days_later(circle, 2)
    [row] = acts(circle, "follow-up")
    assert row["text"] == "what came of “lunch” with Ann Lee and Bo Ray yesterday?"
    assert row["commands"][0].startswith("netkit log")
    assert len(acts(circle, "follow-up")) == 1  # the same day gives the same answer
    days_later(circle, 1)
    assert acts(circle, "follow-up") == []


def test_the_next_look_asks_where_nobody_looked_on_the_day_after(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.run("log", "lunch with Ann Lee tomorrow")
    days_later(circle, 5)
    assert acts(circle, "follow-up")[0]["text"] == "what came of “lunch” with Ann Lee on Saturday?"
    days_later(circle, 10)
    assert acts(circle, "follow-up") == []


@pytest.mark.parametrize("line", ["lunch with Ann Lee", "Ann Lee likes tea"])
def test_what_was_told_of_it_already_is_not_asked(circle: Circle, line: str) -> None:
    circle.person("Ann Lee")
    circle.run("log", "lunch with Ann Lee tomorrow")
    days_later(circle, 1)
    circle.run("log", line)
    days_later(circle, 1)
    assert acts(circle, "follow-up") == []


def test_who_died_is_met_no_more(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.run("log", "lunch with Ann Lee tomorrow")
    circle.kept(claims=[Claim(ann, "died", "2026-11-19", circle.ago(1), "typed")])
    assert acts(circle, "meeting") == []


def test_a_meeting_leaves_the_five_other_acts_their_room(circle: Circle) -> None:
    for name in ("Cid Roe", "Dee Fox", "Eve May", "Fay Orr", "Gus Poe", "Hal Quy"):
        helper = circle.person(name)
        circle.told(Favour(circle.ago(30), helper, circle.me, "advice", "pricing"))
    circle.person("Ann Lee")
    circle.run("log", "lunch with Ann Lee tomorrow")
    assert len(circle.rows("today", "--peek")) == 6


def test_a_calendar_brings_meetings_ahead(circle: Circle, tmp_path: Path) -> None:
    pytest.importorskip("icalendar")
    file = tmp_path / "calendar.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\nBEGIN:VEVENT\nUID:1\n"
        "DTSTAMP:20261101T000000Z\nCREATED:20261101T000000Z\nDTSTART:20261121T090000Z\n"
        "SUMMARY:Budget review\nORGANIZER;CN=Mia Moss:mailto:mia@example.org\n"
        "ATTENDEE;CN=Ann Lee:mailto:ann@example.org\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    code, _, err = circle.run("import", str(file), "--me", "mia@example.org")
    assert code == 0, err
    circle.run("import", str(file), "--me", "mia@example.org")
    assert [row["text"] for row in acts(circle, "meeting")] == [
        "meet Ann Lee tomorrow: Budget review"
    ]


def test_each_line_of_today_gives_a_command_that_can_be_typed(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.told(Promise(circle.ago(20), circle.me, ann, "the paper", TODAY))
    bo = circle.person("Bo Ray")
    circle.told(Favour(circle.ago(30), bo, circle.me, "advice", "pricing"))
    _, out, _ = circle.run("today", "--peek")
    assert '→ netkit promise --kept "the paper"' in out
    assert '→ netkit favour "Bo Ray" me advice --thanked' in out
    for row in circle.rows("today", "--peek"):
        assert row["commands"]
    assert circle.run("promise", "--kept", "the paper")[0] == 0
    assert circle.run("favour", "Bo Ray", "me", "advice", "--thanked")[0] == 0
    assert circle.run("today", "--peek")[0] == 1


def test_a_promise_that_is_not_told_apart_by_its_text_is_named_by_its_id(circle: Circle) -> None:
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    for person in (ann, bo):
        circle.told(Promise(circle.ago(20), circle.me, person, "the paper", TODAY))
    lines = [row["commands"][0] for row in circle.rows("today", "--peek")]
    assert len(set(lines)) == 2
    for line in lines:
        assert circle.run(*line.split()[1:])[0] == 0
    assert circle.run("today", "--peek")[0] == 1


def test_netkit_alone_names_the_next_meeting(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.run("log", "will meet Ann Lee tomorrow")
    steps = circle.ask()["results"]
    assert {"command": 'netkit brief "Ann Lee"', "text": "meet Ann Lee tomorrow"} in steps
    assert acts(circle, "meeting")[0]["text"] == "meet Ann Lee tomorrow"
