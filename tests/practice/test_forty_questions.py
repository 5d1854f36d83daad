"""Each of the forty questions, asked of an invented network: the right command, and an answer."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import (
    Acquaintance,
    Fact,
    Favour,
    Introduction,
    Milestone,
    Need,
    Offer,
    Promise,
    Step,
    event_id,
)
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from pathlib import Path

    from tests.practice.conftest import Circle, Story

QUESTIONS: list[tuple[str, list[str]]] = [
    ("Who could I introduce to Ann Lee?", ["introduce", "Ann Lee"]),
    ("Which two people I know should meet, and why?", ["introduce"]),
    ("Who needs something that someone else I know offers?", ["introduce", "--needs"]),
    (
        "Have I already introduced Ann Lee and Zoe Kay? How did it go?",
        ["intro", "list", "Ann Lee", "Zoe Kay"],
    ),
    (
        "Who introduced me to Bo Ray, and have I thanked them?",
        ["intro", "list", "--to", "me", "Bo Ray"],
    ),
    ("Who can introduce me to someone at Umbra Labs?", ["reach", "Umbra Labs"]),
    ("Who do I know at Umbra Labs, and how well?", ["who", "--at", "Umbra Labs"]),
    ("Who at Umbra Labs can I reach, and through whom?", ["reach", "Umbra Labs"]),
    ("What is the warmest path to Zoe Kay, and where is its weak link?", ["reach", "Zoe Kay"]),
    ("Should I ask Ann Lee now, or warm things up first?", ["reach", "Ann Lee"]),
    ("Have I asked Bo Ray for too many introductions lately?", ["reach", "--asks", "Bo Ray"]),
    ("Who do I owe?", ["balance", "--owed"]),
    ("Who has helped me that I have never helped back?", ["balance", "--never-returned"]),
    ("Where am I giving and getting nothing?", ["balance", "--one-sided"]),
    ("Who do I only contact when I need something?", ["balance", "--only-asks"]),
    ("What did I promise, to whom, by when?", ["promises", "--mine"]),
    ("What did people promise me that never came?", ["promises", "--theirs"]),
    ("Did I ever follow up after our last coffee?", ["stalls"]),
    ("Who am I losing touch with?", ["fading"]),
    ("Who was close a year ago and isn't now?", ["fading", "--since", "1y"]),
    ("Who is worth reconnecting with, and what is my hook?", ["reconnect"]),
    ("Who hasn't replied to my last three messages?", ["stalls", "--unanswered"]),
    ("Is Ann Lee pushing me away, swamped, or did I drop the ball?", ["stalls", "Ann Lee"]),
    ("I missed a promise to Ann Lee; how do I repair it?", ["stalls", "Ann Lee"]),
    ("What can I do for Ann Lee this week?", ["today", "--for", "Ann Lee"]),
    ("What does Ann Lee care about: goals, family, interests?", ["brief", "Ann Lee"]),
    ("I have a call with Ann Lee; what did we last discuss?", ["brief", "Ann Lee"]),
    ("Who would want this article about robotics?", ["who", "--about", "robotics"]),
    ("Who can help me with patents?", ["who", "--about", "patents"]),
    ("Who do I know in Porto?", ["who", "--in", "Porto"]),
    ("Whose birthday or milestone is coming up?", ["milestones"]),
    ("Who changed jobs since my last import?", ["people", "changes", "--since", "last"]),
    ("Who are the connectors in my network?", ["network", "--connectors"]),
    ("Who is my only link to that world?", ["network", "--bridges"]),
    ("Which groups do I belong to that don't know each other?", ["network", "--groups"]),
    ("Who should I talk to today, five at most?", ["today"]),
    ("Is this the same Ann Lee twice?", ["people", "duplicates", "Ann Lee"]),
    ("What do you know about me and Ann Lee, and from where?", ["brief", "Ann Lee", "--sources"]),
    ("Forget Zoe Kay everywhere.", ["people", "forget", "Zoe Kay"]),
]
#: Those whose honest answer in this network is that there is nothing: each with its reason.
NOTHING = {
    "balance --owed": "",
    "balance --one-sided": "nothing leans",
    "people changes --since last": "jobs were seen once only",
    "people duplicates Ann Lee": "nobody like Ann Lee is here twice",
    "people forget Zoe Kay": "nothing was changed",
    "network --bridges": "no group hangs by one living tie",
}


@pytest.fixture(scope="module")
def told_file(new_story: type[Story], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A circle in which nearly every question has an answer."""
    circle = new_story(tmp_path_factory.mktemp("forty") / "told.netkit")
    ann = circle.person("Ann Lee", work="Acme Robotics", title="Robotics engineer", city="Porto")
    bo = circle.person("Bo Ray", work="Ray Law", title="Patent lawyer", city="Porto")
    zoe = circle.person("Zoe Kay", work="Umbra Labs", title="Founder")
    old, gone = circle.person("Ulf Dahl"), circle.person("Rex Holm")
    me = circle.me
    circle.in_touch("Ann Lee", 20, 30, 40, 50)
    circle.in_touch("Bo Ray", 25, 35, 45)
    circle.in_touch("Ulf Dahl", 800, 810, 820, 830)
    circle.in_touch("Rex Holm", *range(380, 440, 5))
    circle.wrote("Mia Moss", "Rex Holm", 30, 20, 16)
    met = Introduction(circle.ago(300), me, ann, zoe)
    given = Introduction(circle.ago(500), old, me, bo)
    missed = Promise(circle.ago(60), me, ann, "the paper", PartialDate(2026, 10, 1))
    circle.told(
        Need(circle.ago(20), ann, "a patent lawyer"),
        Offer(circle.ago(20), bo, "patent lawyer"),
        Fact(circle.ago(20), ann, "family", "daughter Ida starts school"),
        met, Step(circle.ago(299), event_id(met), "made"),
        Step(circle.ago(200), event_id(met), "outcome", "they founded a firm"),
        given, Step(circle.ago(499), event_id(given), "made"),
        missed, Step(circle.ago(50), event_id(missed), "missed"),
        Promise(circle.ago(9), bo, me, "the contract", PartialDate(2026, 11, 10)),
        *(Favour(circle.ago(day), gone, me, "advice", asked=True) for day in (400, 390, 380)),
        Milestone(circle.ago(99), ann, "birthday", PartialDate(None, 11, 24)),
        Acquaintance(circle.ago(90), ann, zoe, "worked together", 0.9, seen=True),
        Acquaintance(circle.ago(90), bo, zoe, "worked together", 0.8, seen=True),
    )  # fmt: skip
    circle.in_touch("Ida Quist", *range(370, 430, 5))
    for n in range(3):
        circle.person(f"Choir {n}", circle="Choir")
    return circle.file


@pytest.fixture
def told(circle: Circle, told_file: Path) -> Circle:
    """The told circle, this test's own copy of it."""
    shutil.copyfile(told_file, circle.file)
    return circle


@pytest.mark.parametrize(("question", "command"), QUESTIONS, ids=[q for q, _ in QUESTIONS])
def test_a_question_becomes_its_command_and_is_answered(
    told: Circle, question: str, command: list[str]
) -> None:
    code, out, err = told.run("--json", "ask", question)

    answer = json.loads(out)
    assert answer["command"] == command
    typed = " ".join(command)
    assert f"→ netkit {command[0]}" in err
    if typed in NOTHING:
        assert code in {0, 1}
        assert bool(answer["results"]) != bool(code)
        assert not code or NOTHING[typed] in answer["notes"][0]
    else:
        assert (code, bool(answer["results"])) == (0, True), answer


def test_what_changed_is_the_report_of_that_span(told: Circle) -> None:
    answer = told.ask("ask", "--explain", "What changed in my network this month?")
    assert answer["command"] == ["report", "--since", "1m"]


def test_a_question_is_understood_before_there_is_a_network(circle: Circle) -> None:
    circle.file = circle.file.with_name("none.netkit")
    answer = circle.ask("ask", "--explain", "Who could I introduce to Ann Lee?")
    assert answer["command"] == ["introduce", "Ann Lee"]


def test_explain_stops_before_the_answer(told: Circle) -> None:
    answer = told.ask("ask", "--explain", "who should I talk to today?")
    assert answer["command"] == ["today"]
    assert answer["results"] == [{"command": "netkit today"}]


def test_what_is_not_understood_gets_the_three_nearest_questions(told: Circle) -> None:
    code, out, err = told.run("ask", "what is the weather in Porto tomorrow?")
    assert (code, out) == (1, "")
    assert len(re.findall("“[^”]+”", err)) == 3


def test_a_question_that_leaves_somebody_open_asks_who(told: Circle) -> None:
    answer = told.ask("ask", "Forget this person everywhere.", code=1)
    assert answer["command"] == ["people", "forget", "PERSON"]
    assert "Say which person" in answer["notes"][0]
