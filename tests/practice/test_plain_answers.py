"""A question in plain words gets from the library the rows that its command prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from netkit.answers.plain_values import plain
from netkit.ask.reading_commands import only_reads
from netkit.workspace import open_workspace
from netkit.workspace.plain_answers import answer_command
from tests.practice.conftest import NOW

if TYPE_CHECKING:
    from tests.practice.conftest import Circle

COMMANDS = [
    ("introduce", "Ann Lee"),
    ("introduce",),
    ("introduce", "--needs"),
    ("reach", "Ann Lee"),
    ("reach", "--asks", "Ann Lee"),
    ("fading",),
    ("fading", "--since", "1y"),
    ("balance", "--owed"),
    ("balance", "--never-returned"),
    ("balance", "--one-sided"),
    ("balance", "--only-asks"),
    ("reconnect",),
    ("stalls",),
    ("stalls", "Ann Lee"),
    ("stalls", "--unanswered"),
    ("promises", "--mine"),
    ("promises", "--theirs"),
    ("who", "--about", "lawyer"),
    ("who", "--in", "Bonn"),
    ("brief", "Ann Lee"),
    ("brief", "Ann Lee", "--sources"),
    ("today", "--peek"),
    ("today", "--for", "Ann Lee"),
    ("milestones",),
    ("network", "--groups"),
    ("network", "--connectors"),
    ("network", "--bridges"),
    ("people", "duplicates"),
    ("intro", "list", "Ann Lee"),
    ("milestones", "--days", "2w"),
    ("cadence", "Ann Lee"),
    ("timeline", "Ann Lee"),
    ("find", "lease"),
]


def fill(circle: Circle) -> None:
    ann, bob = circle.person("Ann Lee"), circle.person("Bob Ray")
    circle.run("person", "Ann Lee", "--city", "Bonn", "--title", "lawyer")
    circle.in_touch("Ann Lee", 100, 130, 160, 190, 220, 250)
    circle.run("need", "Bob Ray", "a patent lawyer")
    circle.run("offer", "Ann Lee", "patent lawyer")
    circle.run("promise", "me", "Ann Lee", "the lease", "--due", "2026-12-01")
    circle.run("favour", "Ann Lee", "me", "advice")
    circle.run("milestone", "Bob Ray", "birthday", "--11-25")
    circle.run("intro", "Ann Lee", "Bob Ray", "--step", "asked")
    assert ann != bob


def test_a_plain_answer_has_the_rows_that_the_command_prints(circle: Circle) -> None:
    fill(circle)
    for words in COMMANDS:
        _, out, _ = circle.run(*words, "--json")
        with open_workspace(circle.file, now=NOW) as space:
            answer = answer_command(space, [word for word in words if word != "--peek"])
        rows = answer if isinstance(answer, list) else [answer]
        printed = json.loads(out)["results"] if out else []
        assert json.loads(json.dumps([plain(row) for row in rows])) == printed, words
        assert only_reads(words)


def test_a_question_that_would_write_is_refused_with_its_command(circle: Circle) -> None:
    circle.person("Ann Lee")
    with open_workspace(circle.file, now=NOW) as space:
        answer = space.answer("Forget Ann Lee everywhere.")
    assert answer.command == ("people", "forget", "Ann Lee")
    assert answer.refusal.startswith("nothing was changed")
    assert answer.rows == ()


def test_a_list_of_people_has_the_people_that_the_command_prints(circle: Circle) -> None:
    fill(circle)
    for words in (["people", "list", "--needs", "lawyer"], ["people", "list", "--in", "Bonn"]):
        _, out, _ = circle.run(*words, "--json")
        with open_workspace(circle.file, now=NOW) as space:
            rows = answer_command(space, words)
        printed = [row["person"]["name"] for row in json.loads(out)["results"]]
        assert [row.person.name for row in rows] == printed != []


def test_a_question_about_the_year_is_answered_by_its_review(circle: Circle) -> None:
    fill(circle)
    with open_workspace(circle.file, now=NOW) as space:
        last, year = space.answer("my year in review"), space.answer("year in review 2025")
        assert year.command == ("report", "--year", "2025")
        assert year.rows == space.year_in_review(2025)
        assert last.command == ("report", "--year", "last")
        assert last.rows == space.year_in_review()
